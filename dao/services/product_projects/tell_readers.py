"""Tells the readers of product projects what happened, once. Run by the scheduler.

Who is told of a poll as a voter does not hear of the same poll a second time; of a chosen maker, the shops that applied
hear in words of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.events import record
from chain.ids import Address
from dao.events import ProductMoved
from dao.models import Community
from dao.models.polls import Poll
from dao.models.product_projects import ProductProject, ProjectStep, StepKind
from dao.ports import Directory, Holders, Payee
from dao.queries.moderation.subjects import community_of
from dao.queries.polls.voters import Voters
from dao.queries.product_projects.readers import Readers
from dao.queries.product_projects.standing import applications_of

_AT_ONCE = 500
_POLLS = {StepKind.VOTE_OPENED: "vote_poll", StepKind.MAKER_VOTE_OPENED: "maker_poll"}


class TellReaders:
    def __init__(
        self, db: Database, clock: Clock, readers: Readers, holders: Holders, voters: Voters, directory: Directory
    ) -> None:
        self._db = db
        self._clock = clock
        self._readers = readers
        self._holders = holders
        self._voters = voters
        self._directory = directory

    def tell(self) -> int:
        """Returns: how many steps were told of."""
        waiting = select(ProjectStep.id).where(ProjectStep.told_at.is_(None)).order_by(ProjectStep.id).limit(20)
        with self._db.read() as session:
            numbers = session.scalars(waiting).all()
        if not numbers:
            return 0
        shops = {payee.address: payee for payee in self._directory.payees()}
        return sum(self._tell(number, shops) for number in numbers)

    def _tell(self, number: int, shops: dict[Address, Payee]) -> bool:
        with self._db.write() as session:
            step = session.get_one(ProjectStep, number, with_for_update=True)
            if step.told_at is not None:
                return False
            step.told_at = self._clock.now()
            project = session.get_one(ProductProject, step.project_id)
            community = community_of(session, project.community)
            if not _holds(step, project):
                return False
            for what, people in self._parts(session, step, project, community):
                self._record(session, step, project, community, what, people, shops)
            return True

    def _parts(
        self, session: Session, step: ProjectStep, project: ProductProject, community: Community
    ) -> Iterator[tuple[str, Collection[Address]]]:
        """(what they are told, who), nobody twice."""
        people = {one for one in self._readers.everyone(session, project, community) if one != step.by}
        if step.kind in _POLLS:
            people -= self._electors(session, getattr(project, _POLLS[StepKind(step.kind)]))
        if step.kind == StepKind.MAKER_CHOSEN:
            assert project.maker is not None
            maker = self._holders.staff_of(session, [project.maker])
            others = [one.shop for one in applications_of(session, project.id) if one.shop != project.maker]
            passed_over = (self._holders.staff_of(session, others) if others else frozenset()) - maker
            yield "you_make_it", maker
            yield "another_makes_it", passed_over
            people -= maker | passed_over
        yield step.kind, people

    def _electors(self, session: Session, poll: int | None) -> set[Address]:
        if poll is None:
            return set()
        return self._voters.electors(session, session.get_one(Poll, poll), self._clock.now())

    def _record(
        self, session: Session, step: ProjectStep, project: ProductProject, community: Community, what: str,
        people: Collection[Address], shops: dict[Address, Payee],
    ) -> None:  # fmt: skip
        ordered, maker = sorted(map(str, people)), shops.get(project.maker) if project.maker else None
        for start in range(0, len(ordered), _AT_ONCE):
            event = ProductMoved(
                project.id, step.id, what, ordered[start : start + _AT_ONCE], project.title_ja, project.title_en,
                community.name_ja, community.name_en, maker.name_ja if maker else "", maker.name_en if maker else "",
                unix(project.apply_until) if project.apply_until else 0, project.stop_reason,
            )  # fmt: skip
            record(session, event, self._clock.now())


def _holds(step: ProjectStep, project: ProductProject) -> bool:
    """What was taken back before anybody heard of it is no news."""
    if step.kind == StepKind.MAKER_CHOSEN:
        return project.maker is not None
    if step.kind in (StepKind.MAKERS_ASKED, StepKind.TIME_EXTENDED):
        return project.apply_until is not None
    return step.kind != StepKind.STOPPED or project.stopped_at is not None
