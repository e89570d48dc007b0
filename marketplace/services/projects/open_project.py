"""An officer opens a project: from then on its goal, end, milestones and payees stand, and people may pledge."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.outbox import enqueue
from marketplace.errors import ProjectSigned
from marketplace.models import ChainCollection, PublishState
from marketplace.models.projects import Project
from marketplace.queries.projects.views import load_project
from marketplace.services.catalogue.of_project import project_entry
from marketplace.services.catalogue.put_entry import put_entry
from marketplace.services.projects.acts import project_act, project_details
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class OpenProject:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, municipality: MunicipalityCode, number: int, officer: Address) -> ToSign:
        """Raises: ProjectUnknown, ProjectSigned, Invalid (closes_at), Conflict (thanks, not_ready)."""
        now = self.clock.now()
        with self.db.write() as session:
            project = load_project(session, number, municipality)
            if project.state == PublishState.PENDING:
                raise ProjectSigned(number)
            if project.closes_at <= now:
                raise Invalid("closes_at", "in_the_past")
            thanks = _thanks_address(session, project)
            project.officer, project.deadline = officer, unix(now + OFFICER_SIGNATURE_LIFE)
            act = project_act(project, thanks)
        return ToSign(f"{number}:{act.deadline}", self.contracts.crowdfund.signed_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand it to the chain. A repeated call changes nothing.

        Raises: ProjectUnknown, ProjectSigned when the draft was changed after it was shown for signing.
        """
        number, deadline = (int(part) for part in subject.split(":"))
        with self.db.write() as session:
            project = load_project(session, number)
            if project.deadline != deadline:
                raise ProjectSigned(number)
            act = project_act(project, _thanks_address(session, project))
            call = self.contracts.crowdfund.open_project(act, project_details(project), project.officer, signature)
            name = f"marketplace.project:{number}"
            key = f"{name}:{deadline}"
            enqueue(session, call, key=key, subject=name, now=self.clock.now(), principal=project.officer)
            put_entry(session, project_entry(project), self.clock.now())
            project.state, project.error_name = PublishState.PENDING, ""


def _thanks_address(session: Session, project: Project) -> Address:
    """Raises: Conflict (thanks, not_ready) when the series is not on chain yet."""
    if not project.thanks_from:
        return ZERO_ADDRESS
    found = select(ChainCollection.address).filter_by(number=project.thanks_number)
    address = session.scalar(found) if project.thanks_number is not None else None
    if address is None:
        raise Conflict("thanks", "not_ready")
    return address
