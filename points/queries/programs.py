"""Programs as pages show them: what was granted, spent, is left and has expired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import day_from_number, day_number
from chain.errors import NotFound
from chain.ids import MunicipalityCode, expiry_day_of_lot, program_of_lot
from chain.units import Points
from points.models import (
    Campaign,
    DropOnChain,
    LegalClass,
    LotBalance,
    Movement,
    MovementKind,
    Program,
    ProgramOnChain,
    ProgramState,
    program_state,
)
from points.models.program import legal_class
from points.queries.bonus_totals import bonuses_coming
from points.queries.campaign_runs import outstanding
from points.queries.conversions import conversions_coming
from points.queries.drops import promised_by_lot
from points.queries.online_sales import charges_coming
from points.queries.rule_totals import rewards_coming

_NONE = Points(0)


@dataclass(frozen=True, slots=True)
class ProgramTotals:
    """`granted` includes what drops promise. `spent` is less what was `refunded`; `unused` can be spent by people, be
    it in their accounts or still a promise; `takings` are with shops and not settled yet."""

    granted: Points = _NONE
    spent: Points = _NONE
    refunded: Points = _NONE
    unused: Points = _NONE
    expired: Points = _NONE
    takings: Points = _NONE
    settled: Points = _NONE


@dataclass(frozen=True, slots=True)
class ProgramView:
    id: int
    issuer: MunicipalityCode
    area_id: int
    name_ja: str
    name_en: str
    description: str
    cap: Points
    first_day: date
    last_day: date
    is_paid: bool
    is_transferable: bool
    is_verified_only: bool
    refunds_expired: bool
    state: ProgramState
    failure: str
    totals: ProgramTotals

    @property
    def legal_class(self) -> LegalClass:
        return legal_class(self.is_paid, self.first_day, self.last_day)

    @property
    def cap_left(self) -> Points:
        return self.cap - self.totals.granted


def program_on_chain(session: Session, issuer: MunicipalityCode | None, program_id: int) -> ProgramOnChain:
    """Raises: NotFound, also when it is another municipality's."""
    program = session.scalar(select(ProgramOnChain).where(ProgramOnChain.program_id == program_id))
    if program is None or issuer not in (None, program.issuer):
        raise NotFound("program", program_id)
    return program


def load_campaign(session: Session, campaign_id: int, *, for_update: bool = False) -> Campaign:
    campaign = session.get(Campaign, campaign_id, with_for_update=for_update or None)
    if campaign is None:
        raise NotFound("campaign", campaign_id)
    return campaign


def cap_left(session: Session, program: ProgramOnChain) -> Points:
    """What may still be promised: the cap less what was granted, and what campaigns, charges, bonuses, conversions and
    reward rules will grant."""
    granted = _granted(session, program.program_id)
    number = program.program_id
    coming = outstanding(session, number) + charges_coming(session, number) + bonuses_coming(session, number)
    coming += conversions_coming(session, number) + rewards_coming(session, number)
    return Points(max(0, program.cap - granted - coming))


def list_programs(session: Session, issuer: MunicipalityCode, today: date) -> list[ProgramView]:
    """Newest first; also programs that another installation opened for this municipality."""
    rows = {row.id: row for row in session.scalars(select(Program).where(Program.issuer == issuer))}
    chain = {
        one.program_id: one for one in session.scalars(select(ProgramOnChain).where(ProgramOnChain.issuer == issuer))
    }
    totals = program_totals(session, rows.keys() | chain.keys(), today)
    views = [_view(rows.get(key), chain.get(key), totals[key]) for key in rows.keys() | chain.keys()]
    return sorted(views, key=lambda view: (view.first_day, view.id), reverse=True)


def find_program(session: Session, issuer: MunicipalityCode, program_id: int, today: date) -> ProgramView:
    for view in list_programs(session, issuer, today):
        if view.id == program_id:
            return view
    raise NotFound("program", program_id)


@dataclass(frozen=True, slots=True)
class ProgramName:
    name_ja: str
    name_en: str


def program_names(session: Session, program_ids: Collection[int]) -> dict[int, ProgramName]:
    """Names of programs; one that nobody described here goes by its number."""
    found = session.execute(select(Program.id, Program.name_ja, Program.name_en).where(Program.id.in_(program_ids)))
    names = {key: ProgramName(name_ja, name_en) for key, name_ja, name_en in found}
    return {key: names.get(key) or _nameless(key) for key in program_ids}


def programs_accepted(session: Session, areas: Collection[int]) -> list[int]:
    """Programs on chain that shops in one of `areas` take."""
    wanted = select(ProgramOnChain.program_id).where(ProgramOnChain.area_id.in_(areas))
    return list(session.scalars(wanted.order_by(ProgramOnChain.program_id)))


def program_totals(session: Session, program_ids: Collection[int], today: date) -> dict[int, ProgramTotals]:
    moved: dict[int, Counter[str]] = {key: Counter() for key in program_ids}
    sums = select(Movement.lot_id, Movement.kind, func.sum(Movement.amount)).group_by(Movement.lot_id, Movement.kind)
    for lot_id, kind, amount in session.execute(sums.where(of_programs(Movement.lot_id, program_ids))):
        moved[program_of_lot(lot_id)][kind] += int(amount)
    for lot_id, (promised, unclaimed) in promised_by_lot(session, of_programs(DropOnChain.lot_id, program_ids)).items():
        is_fresh = expiry_day_of_lot(lot_id) >= day_number(today)
        moved[program_of_lot(lot_id)]["promised"] += promised
        moved[program_of_lot(lot_id)]["unused" if is_fresh else "stale"] += unclaimed
    held = select(LotBalance.lot_id, func.sum(LotBalance.spendable), func.sum(LotBalance.takings))
    held = held.where(of_programs(LotBalance.lot_id, program_ids)).group_by(LotBalance.lot_id)
    for lot_id, spendable, takings in session.execute(held):
        is_fresh = expiry_day_of_lot(lot_id) >= day_number(today)
        moved[program_of_lot(lot_id)]["unused" if is_fresh else "stale"] += int(spendable)
        moved[program_of_lot(lot_id)]["takings"] += int(takings)
    return {key: _totals(of) for key, of in moved.items()}


def _totals(of: Counter[str]) -> ProgramTotals:
    return ProgramTotals(
        granted=Points(of[MovementKind.GRANT] + of["promised"]),
        spent=Points(of[MovementKind.PAYMENT] - of[MovementKind.REFUND]),
        refunded=Points(of[MovementKind.REFUND]),
        unused=Points(of["unused"]),
        expired=Points(of[MovementKind.EXPIRY] + of["stale"]),
        takings=Points(of["takings"]),
        settled=Points(of[MovementKind.SETTLEMENT]),
    )


def of_programs(lot_id: InstrumentedAttribute[int], program_ids: Collection[int]) -> ColumnElement[bool]:
    """Lots of a program are one range of ids."""
    ranges = [lot_id.between(*lot_id_range(key)) for key in program_ids]
    return or_(false(), *ranges)


def lot_id_range(program_id: int) -> tuple[int, int]:
    return program_id << 32, (program_id << 32) | 0xFFFFFFFF


def _granted(session: Session, program_id: int) -> int:
    """What was granted and what drops promise, as the contract counts against the cap."""
    grants = select(func.sum(Movement.amount)).where(
        of_programs(Movement.lot_id, [program_id]), Movement.kind == MovementKind.GRANT
    )
    promised = promised_by_lot(session, of_programs(DropOnChain.lot_id, [program_id]))
    return int(session.scalar(grants) or 0) + sum(total for total, _ in promised.values())


def _view(row: Program | None, chain: ProgramOnChain | None, totals: ProgramTotals) -> ProgramView:
    source = chain or row
    assert source is not None
    program_id = chain.program_id if chain else row.id if row else 0
    name = ProgramName(row.name_ja, row.name_en) if row else _nameless(program_id)
    return ProgramView(
        id=program_id,
        issuer=source.issuer,
        area_id=source.area_id,
        name_ja=name.name_ja,
        name_en=name.name_en,
        description=row.description if row else "",
        cap=Points(source.cap),
        first_day=_day(source.first_day),
        last_day=_day(source.last_day),
        is_paid=source.is_paid,
        is_transferable=source.is_transferable,
        is_verified_only=source.is_verified_only,
        refunds_expired=source.refunds_expired,
        state=program_state(row, chain is not None),
        failure=row.failure if row else "",
        totals=totals,
    )


def _day(given: date | int) -> date:
    return day_from_number(given) if isinstance(given, int) else given


def _nameless(program_id: int) -> ProgramName:
    return ProgramName(f"地域ポイント {program_id}", f"Regional points {program_id}")
