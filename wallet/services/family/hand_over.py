"""A ward's account is offered to an e-mail address: by the guardian of a child, by the person, or at a town's counter.
Nothing changes until whoever reads the mail takes it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from wallet.email_address import parse_email
from wallet.errors import FamilyRefused
from wallet.models import Account
from wallet.models.family import FamilyAct, FamilyBond
from wallet.models.handover import HandoverWay
from wallet.services.family.bonds import tell
from wallet.services.family.handover_mail import HandoverMail
from wallet.services.family.handovers import (
    bonds_of_ward,
    check_free,
    is_for_guardian,
    note,
    offer,
    ownerless,
    told_of,
)
from wallet.services.persons.record_verification import RecordVerification
from wallet.services.persons.verify_person import Document, VerifyPerson
from wallet.vault import Vault

OFFERED, OFFERED_AT_COUNTER = "family.hand_over", "family.hand_over_at_counter"


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose counter, and which officer stands there."""

    town: MunicipalityCode
    officer: Address


class HandOver:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        vault: Vault,
        mail: HandoverMail,
        marks: RecordVerification,
        verify_person: VerifyPerson,
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._mail = mail
        self._marks = marks
        self._verify_person = verify_person

    def by_guardian(self, guardian: Address, bond_id: int, email: str, *, locale: str) -> None:
        """Of a child, until it comes of age. The other guardian is told at once.

        Raises: NotFound, Invalid (email), FamilyRefused (has_email, only_the_person, email_taken), SignInRefused.
        """
        address, now = parse_email(email), self._clock.now()
        with self._db.write() as session:
            bond = session.get(FamilyBond, bond_id, with_for_update=True)
            if bond is None or bond.guardian != guardian:
                raise NotFound("family bond", bond_id)
            ward = ownerless(session, bond.ward)
            if not is_for_guardian(bond, business_date(now)):
                raise FamilyRefused("only_the_person")
            check_free(session, self._vault, address)
            token = offer(session, self._vault, HandoverWay.GUARDIAN, address, now, bond=bond, by=guardian)
            session.add(FamilyAct(bond_id=bond.id, act=OFFERED, at=now))
            note(session, now, bond, OFFERED, guardian, "guardian", "")
            for other in bonds_of_ward(session, bond.ward):
                if other.guardian != guardian and told_of(other):
                    tell(session, other, "handing_over", now, [other.guardian])
            by = session.scalars(select(Account).where(Account.address == guardian)).one().shown_name
            name = ward.shown_name
        self._mail.send(address, token, HandoverWay.GUARDIAN, locale, by=by, name=name)

    def by_person(self, email: str, *, locale: str) -> None:
        """Whose account it is, the card tells afterwards. Does not say whether the address has an account already.

        Raises: Invalid (email), SignInRefused.
        """
        address = parse_email(email)
        with self._db.write() as session:
            token = offer(session, self._vault, HandoverWay.PERSON, address, self._clock.now())
        self._mail.send(address, token, HandoverWay.PERSON, locale)

    def at_counter(
        self, desk: Desk, ward: Address, email: str, document: Document, *, with_family: bool = False, locale: str
    ) -> None:
        """An officer of the town sees the person and the document, which is recorded as an identity check.
        `with_family`: a guardian came along and says that the month of birth was registered wrongly.

        Raises: Invalid (email, or of the document), FamilyRefused (no_ward, has_email, own_request, other_town,
        another_person, other_birth_month, email_taken), Conflict (person), SignInRefused.
        """
        address = parse_email(email)
        words = self._verify_person.words_of(document)
        with self._db.write() as session:
            self._require_theirs(session, desk, ward, words, document, with_family)
            check_free(session, self._vault, address)
        self._verify_person.verify(desk.town, desk.officer, ward, document)
        now = self._clock.now()
        with self._db.write() as session:
            account = ownerless(session, ward)
            bond = bonds_of_ward(session, ward)[0]
            token = offer(session, self._vault, HandoverWay.COUNTER, address, now, bond=bond, by=desk.officer)
            note(session, now, bond, OFFERED_AT_COUNTER, desk.officer, "officer", str(desk.town))
            for other in bonds_of_ward(session, ward):
                if told_of(other):
                    tell(session, other, "handing_over", now, [other.guardian])
            name = account.shown_name
        self._mail.send(address, token, HandoverWay.COUNTER, locale, name=name)

    def is_owners_to_take(self, account: Account) -> bool:
        """Is it a ward's, and still without an owner?"""
        if account.email_sealed is not None or not account.is_managed:
            return False
        with self._db.read() as session:
            return bool(bonds_of_ward(session, account.address))

    def way_of(self, session: Session, bond: FamilyBond) -> HandoverWay | None:
        """How the ward's account may still get its owner, as the guardian's page says it."""
        if bond.began_at is None or not told_of(bond):
            return None
        ward = session.scalar(select(Account).where(Account.address == bond.ward))
        if ward is None or ward.email_sealed is not None or not ward.is_managed:
            return None
        today = business_date(self._clock.now())
        return HandoverWay.GUARDIAN if is_for_guardian(bond, today) else HandoverWay.PERSON

    def _require_theirs(
        self,
        session: Session,
        desk: Desk,
        ward: Address,
        words: tuple[str, ...],
        document: Document,
        with_family: bool,
    ) -> None:
        bonds = bonds_of_ward(session, ward)
        if not bonds:
            raise FamilyRefused("no_ward")
        ownerless(session, ward)
        if desk.officer == ward or any(desk.officer == bond.guardian for bond in bonds):
            raise FamilyRefused("own_request")
        held = self._marks.standing_on(session, ward)
        towns = {held.municipality} if held else {bond.town for bond in bonds if bond.town}
        if towns and desk.town not in towns:
            raise FamilyRefused("other_town")
        if held is not None and held.person not in self._marks.persons_of(session, words):
            raise FamilyRefused("another_person")
        months = {bond.birth_month for bond in bonds if bond.birth_month}
        if months and document.birthday.replace(day=1) not in months and not with_family:
            raise FamilyRefused("other_birth_month")
