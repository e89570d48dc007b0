"""Sealed polls before they open, and their trustees. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.errors import PreparationUnknown
from dao.models import Community
from dao.models.polls import Option, Poll
from dao.models.polls.trustees import PollPreparation, PollTrustee


@dataclass(frozen=True, slots=True)
class Preparation:
    row: PollPreparation
    community: Community
    trustees: Sequence[PollTrustee]
    poll: Poll | None

    @property
    def title_ja(self) -> str:
        return str(self.row.draft["title_ja"])

    @property
    def title_en(self) -> str:
        return str(self.row.draft["title_en"])

    @property
    def body(self) -> str:
        return str(self.row.draft["body"])

    @property
    def closes_at(self) -> int:
        return int(self.row.draft["closes_at"])

    @property
    def options(self) -> list[Option]:
        return [Option(**option) for option in self.row.draft["options"]]

    @property
    def accepted(self) -> int:
        return sum(trustee.accepted_at is not None for trustee in self.trustees)

    @property
    def is_waiting(self) -> bool:
        return self.row.poll_row is None and self.row.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class TrusteePage:
    preparation: Preparation
    trustee: PollTrustee  # the reader
    now: int

    @property
    def may_bring_key(self) -> bool:
        poll = self.preparation.poll
        if poll is None or not self.trustee.place or self.trustee.share is not None:
            return False
        return self.now >= poll.closes_at and poll.opened_secret is None and poll.voided_at is None


class TrusteePages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def of_town(self, municipality: MunicipalityCode) -> list[Preparation]:
        """Those that wait for their trustees, the newest first."""
        waiting = (PollPreparation.poll_row.is_(None), PollPreparation.withdrawn_at.is_(None))
        with self._db.read() as session:
            rows = session.scalars(select(PollPreparation).filter_by(municipality=municipality).where(*waiting)).all()
            return [_preparation(session, row) for row in sorted(rows, key=lambda row: -row.id)]

    def preparation(self, number: int, municipality: MunicipalityCode) -> Preparation:
        """For an officer of the town. Raises: PreparationUnknown."""
        with self._db.read() as session:
            row = session.get(PollPreparation, number)
            if row is None or row.municipality != municipality:
                raise PreparationUnknown(number)
            return _preparation(session, row)

    def trusteeship(self, number: int, reader: Address) -> TrusteePage:
        """Raises: PreparationUnknown also for who is no trustee."""
        with self._db.read() as session:
            row = session.get(PollPreparation, number)
            if row is None:
                raise PreparationUnknown(number)
            found = _preparation(session, row)
        trustee = next((trustee for trustee in found.trustees if trustee.account == reader), None)
        if trustee is None:
            raise PreparationUnknown(number)
        return TrusteePage(found, trustee, unix(self._clock.now()))


def trustees_of(session: Session, poll: Poll) -> Sequence[PollTrustee]:
    """Of a sealed poll, by their places."""
    wanted = (
        select(PollTrustee)
        .join(PollPreparation, PollPreparation.id == PollTrustee.preparation_row)
        .where(PollPreparation.poll_row == poll.id, PollTrustee.place > 0)
    )
    return session.scalars(wanted.order_by(PollTrustee.place)).all()


def _preparation(session: Session, row: PollPreparation) -> Preparation:
    community = session.scalars(select(Community).filter_by(slug=row.community)).one()
    trustees = session.scalars(select(PollTrustee).filter_by(preparation_row=row.id).order_by(PollTrustee.id)).all()
    poll = session.get(Poll, row.poll_row) if row.poll_row is not None else None
    return Preparation(row, community, trustees, poll)
