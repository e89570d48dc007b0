"""Series of locked cards that people may ask for, and how a request stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.models import (
    ApplicationState,
    CardApplication,
    CardDesk,
    ChainCollection,
    Collection,
    Perk,
    TokenAct,
    TokenActKind,
)
from marketplace.models import Token as TokenRow
from marketplace.queries.member_cards.perks import perks_of, uses_by_perk

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class DeskView:
    """`card`: the reader's own (contract, serial). `state`: of the reader's request, `issued` once there is a card."""

    desk: CardDesk
    issued: int
    card: TokenRow | None = None
    state: ApplicationState | None = None
    reason: str = ""
    error_name: str = ""

    @property
    def collection(self) -> Collection:
        return self.desk.collection


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A locked series of a town in its console; without a desk it was never opened."""

    collection: Collection
    address: Address | None
    desk: CardDesk | None
    issued: int
    perks: Sequence[tuple[Perk, int]]  # with how often each was given


@dataclass(frozen=True, slots=True)
class TownCards:
    series: Sequence[SeriesRow]
    waiting: Sequence[CardApplication]  # the oldest first
    cards: Sequence[tuple[Collection, TokenRow]]  # issued, the newest first
    rebound: Sequence[TokenAct]  # the newest first


class MemberCardPages:
    def __init__(self, db: Database) -> None:
        self._db = db

    def open_desks(self) -> list[DeskView]:
        with self._db.read() as session:
            found = select(CardDesk).filter_by(is_open=True).order_by(CardDesk.opened_at, CardDesk.collection_number)
            return [DeskView(desk, _issued(session, desk.collection_number)) for desk in session.scalars(found)]

    def for_residents(self, town: MunicipalityCode, reader: Address) -> list[DeskView]:
        """What the town hands out at once to its verified residents."""
        found = (
            select(CardDesk.collection_number)
            .join(Collection, Collection.number == CardDesk.collection_number)
            .where(CardDesk.is_open.is_(True), CardDesk.for_residents.is_(True), Collection.municipality == town)
            .order_by(CardDesk.opened_at, CardDesk.collection_number)
        )
        with self._db.read() as session:
            numbers = session.scalars(found).all()
        return [self.desk(number, reader) for number in numbers]

    def desk(self, number: int, reader: Address | None) -> DeskView:
        """Raises: NotFound."""
        with self._db.read() as session:
            desk = session.get(CardDesk, number)
            if desk is None:
                raise NotFound("desk", number)
            issued = _issued(session, number)
            if reader is None:
                return DeskView(desk, issued)
            card = held_card(session, number, reader)
            application = session.scalar(select(CardApplication).filter_by(collection_number=number, applicant=reader))
            state = ApplicationState(application.state) if application else None
            return DeskView(
                desk,
                issued,
                card,
                ApplicationState.ISSUED if card else state,
                application.reason if application else "",
                application.error_name if application else "",
            )

    def town(self, code: MunicipalityCode) -> TownCards:
        """For officers of the town."""
        with self._db.read() as session:
            series = session.scalars(
                select(Collection).filter_by(municipality=code, locked=True).order_by(Collection.created_at.desc())
            ).all()
            numbers = [one.number for one in series]
            rows = [_row(session, one) for one in series]
            waiting = (
                select(CardApplication)
                .where(
                    CardApplication.collection_number.in_(numbers), CardApplication.state == ApplicationState.WAITING
                )
                .order_by(CardApplication.created_at, CardApplication.id)
            )
            return TownCards(
                rows, session.scalars(waiting.limit(_SHOWN)).all(), _cards(session, numbers), _rebound(session, numbers)
            )

    def application(self, code: MunicipalityCode, application_id: int) -> CardApplication:
        """Raises: NotFound, also for another town's."""
        with self._db.read() as session:
            application = session.get(CardApplication, application_id)
            if application is None or application.desk.collection.municipality != code:
                raise NotFound("application", application_id)
            return application


def held_card(session: Session, number: int, holder: Address) -> TokenRow | None:
    """Somebody's card of a series."""
    found = (
        select(TokenRow)
        .join(ChainCollection, ChainCollection.address == TokenRow.collection)
        .where(ChainCollection.number == number, TokenRow.owner == holder)
    )
    return session.scalar(found.limit(1))


def _cards(session: Session, numbers: Sequence[int]) -> list[tuple[Collection, TokenRow]]:
    found = (
        select(Collection, TokenRow)
        .join(ChainCollection, ChainCollection.number == Collection.number)
        .join(TokenRow, TokenRow.collection == ChainCollection.address)
        .where(Collection.number.in_(numbers))
        .order_by(TokenRow.since.desc(), TokenRow.token_id.desc())
        .limit(_SHOWN)
    )
    return [(collection, token) for collection, token in session.execute(found)]


def _rebound(session: Session, numbers: Sequence[int]) -> Sequence[TokenAct]:
    addresses = select(ChainCollection.address).where(ChainCollection.number.in_(numbers))
    found = select(TokenAct).where(
        TokenAct.kind == TokenActKind.REBIND, TokenAct.collection.in_(addresses), TokenAct.signature.is_not(None)
    )
    return session.scalars(found.order_by(TokenAct.id.desc()).limit(_SHOWN)).all()


def _row(session: Session, one: Collection) -> SeriesRow:
    address = _address(session, one.number)
    times = uses_by_perk(session, address) if address else {}
    perks = [(perk, times.get(place, 0)) for place, perk in enumerate(perks_of(one))]
    return SeriesRow(one, address, session.get(CardDesk, one.number), _issued(session, one.number), perks)


def _address(session: Session, number: int) -> Address | None:
    return session.scalar(select(ChainCollection.address).filter_by(number=number))


def _issued(session: Session, number: int) -> int:
    held = (
        select(func.count())
        .select_from(TokenRow)
        .join(ChainCollection, ChainCollection.address == TokenRow.collection)
        .where(ChainCollection.number == number)
    )
    return session.scalar(held) or 0
