"""Tells members of communities that a vote has opened, or closes soon; and supporters of a project, that theirs has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.services.notices.keep_notices import KeepNotices


class TellOfVotes:
    def __init__(self, clock: Clock, keeping: KeepNotices) -> None:
        self.clock = clock
        self.keeping = keeping

    def on_vote_announced(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.vote_announced`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name != "accounts"}
        self._write(session, body["accounts"], f"{body['what']}:{body['number']}:{body['moment']}", facts)

    def on_milestone_vote_announced(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.milestone_vote_announced`."""
        facts = {name: body[name] for name in ("number", "closes_at", "title_ja", "title_en")}
        facts |= {"what": "project", "moment": "opened", "community_ja": body["town_ja"]}
        facts["community_en"] = body["town_en"]
        self._write(session, body["accounts"], f"project:{body['number']}:{body['round']}", facts)

    def on_poll_voided(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.poll_voided`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name != "accounts"}
        told = {**facts, "what": "poll", "moment": "void"}
        self._write(session, body["accounts"], f"poll:{body['number']}:void", told)

    def on_proposal_vetoed(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.proposal_vetoed`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name != "accounts"}
        told = {**facts, "what": "proposal", "moment": "vetoed"}
        self._write(session, body["accounts"], f"proposal:{body['number']}:vetoed", told)

    def on_plan_moved(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `dao.plan_moved`; one event told twice writes nothing new."""
        facts = {name: value for name, value in body.items() if name != "accounts"}
        subject = f"plan:{body['draft']}:{body['turn']}"
        self._write(session, body["accounts"], subject, {**facts, "what": "plan"})

    def _write(self, session: Session, accounts: Sequence[str], subject: str, facts: dict[str, Any]) -> None:
        drafts = [NoticeDraft(Address(account), NoticeKind.VOTE, subject, facts) for account in accounts]
        self.keeping.write(session, drafts, self.keeping.people({draft.account for draft in drafts}), self.clock.now())
