"""Who belongs together: the bonds of a person, a town's, what was done, and the household for caps that count by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import Clock, business_date
from chain.db import Database, OwnData, plain_rows
from chain.ids import Address, MunicipalityCode
from wallet.models import SignatureLog
from wallet.models.family import BondState, FamilyAct, FamilyBond

_NEWEST = 50
_AT_ONCE = 500


class FamilyDirectory:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def household(self, session: Session, account: Address) -> frozenset[Address]:
        """Everybody who shares a purse with `account`: its guardians, or itself as one; their wards, and these wards'
        other guardians. Always `account` itself as well."""
        return self.households(session, [account])[account]

    def households(self, session: Session, accounts: Collection[Address]) -> Mapping[Address, frozenset[Address]]:
        """The household of each of many, in a few statements."""
        mine = self._others(session, FamilyBond.guardian, FamilyBond.ward, accounts)
        guardians = {account: mine.get(account, set()) or {account} for account in accounts}
        wards = self._others(session, FamilyBond.ward, FamilyBond.guardian, set().union(*guardians.values()))
        theirs = self._others(session, FamilyBond.guardian, FamilyBond.ward, set().union(*wards.values()))
        found = dict[Address, frozenset[Address]]()
        for account in accounts:
            young = set[Address]().union(*(wards.get(one, ()) for one in guardians[account]))
            both = set[Address]().union(*(theirs.get(one, ()) for one in young))
            found[account] = frozenset({account} | guardians[account] | young | both)
        return found

    def together(self, session: Session, accounts: Collection[Address]) -> Sequence[Sequence[Address]]:
        """Families as far as bonds reach, so that nobody stands in two of them. Who is nobody's ward comes first."""
        guardians_of, met, new = dict[Address, set[Address]](), set[Address](), set(accounts)
        while new:
            met |= new
            up = self._others(session, FamilyBond.guardian, FamilyBond.ward, new)
            down = self._others(session, FamilyBond.ward, FamilyBond.guardian, new)
            for guardian, wards in down.items():
                for ward in wards:
                    guardians_of.setdefault(ward, set()).add(guardian)
            for ward, guardians in up.items():
                guardians_of.setdefault(ward, set()).update(guardians)
            new = set().union(*up.values(), *down.values()) - met
        return _joined(met, guardians_of)

    def of(self, person: Address) -> list[FamilyBond]:
        """The open ones as guardian or ward, and those that ended of late, newest first."""
        mine = select(FamilyBond).where(or_(FamilyBond.guardian == person, FamilyBond.ward == person))
        with self._db.read() as session:
            return list(session.scalars(mine.order_by(FamilyBond.id.desc()).limit(_NEWEST)))

    def wards(self, guardian: Address) -> list[FamilyBond]:
        """For whom the person may act now, in the order in which they were registered."""
        mine = select(FamilyBond).where(FamilyBond.guardian == guardian, FamilyBond.state == BondState.ACTIVE)
        with self._db.read() as session:
            rows = list(session.scalars(mine.order_by(FamilyBond.id)))
        return [row for row in rows if row.holds_on(business_date(self._clock.now()))]

    def of_town(self, town: MunicipalityCode) -> list[FamilyBond]:
        """What the town's counter was asked for, the waiting ones first."""
        asked = select(FamilyBond).where(FamilyBond.town == town)
        order = (FamilyBond.state != BondState.WAITING, FamilyBond.id.desc())
        with self._db.read() as session:
            return list(session.scalars(asked.order_by(*order).limit(200)))

    def acts(self, person: Address) -> Sequence[tuple[FamilyAct, FamilyBond]]:
        """What was lately done for `person` or by `person` for others."""
        done = select(FamilyAct, FamilyBond).join(FamilyBond, FamilyBond.id == FamilyAct.bond_id)
        mine = done.where(or_(FamilyBond.guardian == person, FamilyBond.ward == person))
        with self._db.read() as session:
            rows = session.execute(mine.order_by(FamilyAct.id.desc()).limit(_NEWEST)).all()
        return [(act, bond) for act, bond in rows]

    def signed_by_guardian(
        self, session: Session, account: Address, digests: Collection[bytes]
    ) -> Mapping[bytes, Address]:
        """Of what `account` signed, by digest, who signed it for the person."""
        found: dict[bytes, Address] = {}
        wanted = sorted(digests)
        for start in range(0, len(wanted), _AT_ONCE):
            signed = select(SignatureLog.digest, SignatureLog.acted_by).where(
                SignatureLog.address == account,
                SignatureLog.acted_by.is_not(None),
                SignatureLog.digest.in_(wanted[start : start + _AT_ONCE]),
            )
            found |= {digest: guardian for digest, guardian in session.execute(signed) if guardian is not None}
        return found

    def own_data(self, session: Session, person: Address) -> OwnData:
        mine = or_(FamilyBond.guardian == person, FamilyBond.ward == person)
        bonds = select(
            FamilyBond.guardian, FamilyBond.ward, FamilyBond.relation, FamilyBond.state, FamilyBond.birth_month,
            FamilyBond.asked_at, FamilyBond.began_at, FamilyBond.ended_at, FamilyBond.ended_by, FamilyBond.reason,
        ).where(mine)  # fmt: skip
        acts = (
            select(FamilyBond.guardian, FamilyBond.ward, FamilyAct.act, FamilyAct.at)
            .join(FamilyBond, FamilyBond.id == FamilyAct.bond_id)
            .where(mine)
        )
        return {
            "family": plain_rows(session, bonds.order_by(FamilyBond.id)),
            "family_acts": plain_rows(session, acts.order_by(FamilyAct.id)),
        }

    def _others(
        self,
        session: Session,
        wanted: InstrumentedAttribute[Address],
        known: InstrumentedAttribute[Address],
        people: Collection[Address],
    ) -> dict[Address, set[Address]]:
        """Of each of the people who has any: the others of the bonds that hold today."""
        found, asked, today = defaultdict[Address, set[Address]](set), sorted(people), business_date(self._clock.now())
        for start in range(0, len(asked), _AT_ONCE):
            some = known.in_(asked[start : start + _AT_ONCE])
            bonds = select(FamilyBond, known, wanted).where(some, FamilyBond.state == BondState.ACTIVE)
            for bond, one, other in session.execute(bonds):
                if bond.holds_on(today):
                    found[one].add(other)
        return found


def _joined(people: Collection[Address], guardians_of: Mapping[Address, set[Address]]) -> list[list[Address]]:
    root = {one: one for one in people}

    def top(one: Address) -> Address:
        while root[one] != one:
            root[one] = one = root[root[one]]
        return one

    for ward, guardians in guardians_of.items():
        for guardian in guardians:
            root[top(guardian)] = top(ward)
    found = defaultdict[Address, list[Address]](list)
    for one in sorted(people, key=lambda one: (one in guardians_of, one)):
        found[top(one)].append(one)
    return list(found.values())
