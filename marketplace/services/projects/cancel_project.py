"""An officer gives a project up. What was not paid out goes back to the supporters."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.crowdfund import ProjectCancellation
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.errors import ProjectNotOpen
from marketplace.models.projects.rules import ProjectState
from marketplace.queries.projects.views import load_project, project_view
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign

_LONGEST_REASON = 400
_MAY_END = (ProjectState.UPCOMING, ProjectState.RUNNING, ProjectState.FUNDED)


class CancelProject:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, municipality: MunicipalityCode, number: int, officer: Address, reason: str) -> ToSign:
        """`reason` is shown to everybody once it is done.

        Raises: ProjectUnknown, ProjectNotOpen, Invalid (reason).
        """
        reason = reason.strip()
        if not reason:
            raise Invalid("reason", "empty")
        if len(reason) > _LONGEST_REASON:
            raise Invalid("reason", "too_long", most=_LONGEST_REASON)
        now = self.clock.now()
        with self.db.write() as session:
            project = load_project(session, number, municipality)
            view = project_view(session, number, now)
            if view.state not in _MAY_END:
                raise ProjectNotOpen(number, view.state)
            project.cancel_reason, project.cancel_error = reason, ""
        act = ProjectCancellation(number, unix(now + OFFICER_SIGNATURE_LIFE))
        return ToSign(f"{number}:{act.deadline}:{officer}", self.contracts.crowdfund.signed_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing."""
        number, deadline, officer = subject.split(":")
        act = ProjectCancellation(int(number), int(deadline))
        call = self.contracts.crowdfund.cancel_project(act, Address(officer), signature)
        name = f"marketplace.project_cancellation:{number}"
        with self.db.write() as session:
            key = f"{name}:{deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=Address(officer))
