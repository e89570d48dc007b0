"""What happens to a row when the relayer reports that its call can never succeed (`chain.call_failed`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from dao.models import Ballot, Proposal, ProposalStep, Stage
from dao.models.polls import PollResult
from dao.models.vetoes import Veto


def on_call_failed(session: Session, body: Mapping[str, Any]) -> None:
    """Keep the reason on the row. Other domains' subjects and outdated attempts are left alone; twice does no harm."""
    about, _, number = str(body["subject"]).partition(":")
    if about == "dao.step":
        _fail_step(session, int(number), body)
    elif about == "dao.ballot":
        ballot = session.get(Ballot, int(number))
        if ballot is not None and body["key"] == f"dao.ballot:{ballot.id}:{ballot.attempt}":
            _fail(ballot, body)
    elif about == "dao.poll":
        result = session.get(PollResult, int(number))
        if result is not None and body["key"] == f"dao.poll:{number}:{result.sign_by}":
            _keep_reason(result, body)
    elif about == "dao.veto":
        veto = session.get(Veto, int(number))
        if veto is not None and body["key"] == f"dao.veto:{number}:{veto.sign_by}":
            _fail(veto, body)
    elif about == "dao.proposal":
        proposal = session.get(Proposal, int(number))
        if proposal is not None and body["key"] == f"dao.proposal:{proposal.id}:{proposal.sign_by}":
            _fail(proposal, body)


def _fail(row: Ballot | Proposal | Veto, body: Mapping[str, Any]) -> None:
    row.stage = Stage.FAILED
    _keep_reason(row, body)


def _keep_reason(row: Ballot | Proposal | PollResult | ProposalStep | Veto, body: Mapping[str, Any]) -> None:
    row.error_name, row.error_args = body["error_name"] or "unknown", dict(body["error_args"] or {})


def _fail_step(session: Session, number: int, body: Mapping[str, Any]) -> None:
    step = session.get(ProposalStep, number)
    if step is not None:
        step.failed = True
        _keep_reason(step, body)
