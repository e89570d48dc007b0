"""Points that cross the border of a town: whose points were spent in whose shops, as one town may see it.

An officer sees what concerns the own town: own points in all towns, and others' points in the own shops. What two other
towns do with each other is in no answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.ids import MunicipalityCode
from points.analytics.models.period import Period
from points.analytics.queries.spending import Spent, spending
from points.analytics.queries.towns import programs_of, shops_of
from points.models import MerchantOnChain, ProgramOnChain
from points.models.clearing import Debt, set_off
from points.queries.clearing import clearing_lines


@dataclass(frozen=True, slots=True)
class Flow:
    """Points of `issuer` that were spent in shops of `home`, less what was given back. `payments`: uses of programs."""

    issuer: MunicipalityCode
    home: MunicipalityCode
    points: int
    payments: int


@dataclass(frozen=True, slots=True)
class Partner:
    """What a town has with another: own points in its shops, its points in the own shops, and what was set off between
    them in the months that the period touches (plus: to receive)."""

    town: MunicipalityCode
    ours_there: int
    theirs_here: int
    cleared: int

    @property
    def balance(self) -> int:
        """Plus: more came than went."""
        return self.theirs_here - self.ours_there


@dataclass(frozen=True, slots=True)
class Flows:
    """`flows`: the most first, the town's own within itself among them. `partners`: by how much passed."""

    period: Period
    flows: list[Flow]
    partners: list[Partner]


def flows(session: Session, town: MunicipalityCode, period: Period, today: date) -> Flows:
    own_programs, own_shops = set(programs_of(session, town)), shops_of(session, town)
    spent = spending(session, period, today, programs=own_programs)
    here = spending(session, period, today, shops=own_shops)
    spent |= {(program, shop): one for (program, shop), one in here.items() if program not in own_programs}
    found = sorted(_between_towns(session, spent), key=lambda one: (-one.points, one.issuer, one.home))
    return Flows(period, found, _partners(town, found, _cleared(session, town, period)))


def _between_towns(session: Session, spent: Mapping[tuple[int, int], Spent]) -> list[Flow]:
    issuers = _towns(session, ProgramOnChain.program_id, ProgramOnChain.issuer, {program for program, _ in spent})
    homes = _towns(session, MerchantOnChain.merchant_id, MerchantOnChain.municipality, {shop for _, shop in spent})
    sums: dict[tuple[MunicipalityCode, MunicipalityCode], Spent] = defaultdict(Spent)
    for (program, shop), one in spent.items():
        if program in issuers and shop in homes:
            of = sums[issuers[program], homes[shop]]
            of.paid, of.refunded = of.paid + one.paid, of.refunded + one.refunded
            of.payments += one.payments
    return [Flow(*pair, of.paid - of.refunded, of.payments) for pair, of in sums.items()]


def _towns(
    session: Session,
    number: InstrumentedAttribute[int],
    town: InstrumentedAttribute[MunicipalityCode],
    numbers: set[int],
) -> dict[int, MunicipalityCode]:
    rows = session.execute(select(number, town).where(number.in_(numbers)))
    return {row[0]: row[1] for row in rows}


def _cleared(session: Session, town: MunicipalityCode, period: Period) -> Counter[MunicipalityCode]:
    """By town, what clearing brought (plus) or cost in all months that the period touches."""
    lines = [one for one in clearing_lines(session, period.first, period.last) if town in (one.issuer, one.payer)]
    found: Counter[MunicipalityCode] = Counter()
    for one in set_off(Debt(line.issuer, line.payer, line.amount) for line in lines):
        sign, other = (1, one.debtor) if one.creditor == town else (-1, one.creditor)
        found[other] += sign * int(one.amount)
    return found


def _partners(town: MunicipalityCode, found: list[Flow], cleared: Counter[MunicipalityCode]) -> list[Partner]:
    ours = Counter({one.home: one.points for one in found if one.issuer == town != one.home})
    theirs = Counter({one.issuer: one.points for one in found if one.home == town != one.issuer})
    partners = [
        Partner(other, ours[other], theirs[other], cleared[other])
        for other in ours.keys() | theirs.keys() | cleared.keys()
    ]
    return sorted(partners, key=lambda one: (-(one.ours_there + one.theirs_here), one.town))
