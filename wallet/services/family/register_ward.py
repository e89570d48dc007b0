"""Register somebody to act for: a child at once, an adult without a phone when the town's counter has seen a paper,
somebody with an account when that person agrees, and a second guardian of a child."""

from __future__ import annotations

import re
from datetime import date

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from wallet.errors import FamilyRefused
from wallet.models import Account
from wallet.models.account import parse_display_name
from wallet.models.family import ADULT_YEARS, BondState, FamilyBond, Relation
from wallet.services.family.bonds import bond_of, check_room, tell
from wallet.services.find_account import FindAccount
from wallet.services.open_managed_account import OpenManagedAccount

_MONTH = re.compile(r"(\d{4})-(\d{2})")


class RegisterWard:
    def __init__(self, db: Database, clock: Clock, open_account: OpenManagedAccount, find_account: FindAccount) -> None:
        self._db = db
        self._clock = clock
        self._open_account = open_account
        self._find_account = find_account

    def child(self, guardian: Address, name: str, birth_month: str) -> FamilyBond:
        """The guardian says that it is their own child. `birth_month`: as 2015-04.

        Raises: Invalid (display_name, birth_month), FamilyRefused (too_many_wards).
        """
        month = self._birth_month(birth_month)
        ward = self._new_account(guardian, name)
        return self._add(guardian, ward, Relation.CHILD, BondState.ACTIVE, birth_month=month, confirmed_by=guardian)

    def adult(self, guardian: Address, name: str, relation: Relation, town: MunicipalityCode) -> FamilyBond:
        """Waits for an officer of `town`; until then nothing can be done for the person.

        Raises: Invalid (display_name), FamilyRefused (too_many_wards).
        """
        ward = self._new_account(guardian, name)
        return self._add(guardian, ward, relation, BondState.WAITING, town=town)

    def invite(self, guardian: Address, who: str, relation: Relation) -> FamilyBond:
        """Somebody with an account, who has to agree. `who`: the member number.

        Raises: Invalid (who), FamilyRefused (oneself, own_wallet, known, too_many_wards, too_many_guardians).
        """
        account = self._account(who)
        if account.address == guardian:
            raise FamilyRefused("oneself")
        if not account.is_managed:
            raise FamilyRefused("own_wallet")
        return self._add(guardian, account.address, relation, BondState.INVITED)

    def offer(self, guardian: Address, bond_id: int, who: str) -> FamilyBond:
        """A second guardian for a child, who has to accept.

        Raises: NotFound, Invalid (who), FamilyRefused (not_a_child, oneself, known, too_many_wards,
        too_many_guardians).
        """
        with self._db.write() as session:
            bond = bond_of(session, bond_id, guardian)
            if bond.guardian != guardian or not bond.holds_on(self._today()) or bond.relation != Relation.CHILD:
                raise FamilyRefused("not_a_child")
            ward, month = bond.ward, bond.birth_month
        other = self._account(who).address
        if other in (guardian, ward):
            raise FamilyRefused("oneself")
        return self._add(other, ward, Relation.CHILD, BondState.OFFERED, birth_month=month)

    def _new_account(self, guardian: Address, name: str) -> Address:
        if not parse_display_name(name):
            raise Invalid("display_name", "empty")
        with self._db.write() as session:
            check_room(session, guardian)
        return self._open_account.without_person(name).address

    def _add(
        self,
        guardian: Address,
        ward: Address,
        relation: Relation,
        state: BondState,
        *,
        town: MunicipalityCode | None = None,
        birth_month: date | None = None,
        confirmed_by: Address | None = None,
    ) -> FamilyBond:
        now = self._clock.now()
        with self._db.write() as session:
            check_room(session, guardian, ward)
            bond = FamilyBond(
                guardian=guardian, ward=ward, relation=relation, state=state, town=town, birth_month=birth_month,
                asked_at=now, began_at=now if state is BondState.ACTIVE else None, confirmed_by=confirmed_by,
                ended_by="", reason="",
            )  # fmt: skip
            session.add(bond)
            session.flush()
            if state is BondState.INVITED:
                tell(session, bond, "invited", now, [ward])
            elif state is BondState.OFFERED:
                tell(session, bond, "offered", now, [guardian])
        return bond

    def _account(self, who: str) -> Account:
        """By the member number alone: it is told by its owner, and leads to nobody else."""
        account = None if "@" in who or who.strip().lower().startswith("0x") else self._find_account(who)
        if account is None:
            raise Invalid("who", "no_such_member")
        return account

    def _birth_month(self, typed: str) -> date:
        found, today = _MONTH.fullmatch(typed.strip()), self._today()
        if found is None or not 1 <= int(found[2]) <= 12:
            raise Invalid("birth_month", "no_birth_month")
        month = date(int(found[1]), int(found[2]), 1)
        if month > today or month.year < today.year - ADULT_YEARS - 1:
            raise Invalid("birth_month", "not_a_child", years=ADULT_YEARS)
        if month.replace(year=month.year + ADULT_YEARS) <= today:
            raise Invalid("birth_month", "not_a_child", years=ADULT_YEARS)
        return month

    def _today(self) -> date:
        return business_date(self._clock.now())
