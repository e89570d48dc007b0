"""Whoever reads the mail takes the account over. Where the ward's identity was checked, the card has to say that it is
the same person; who asked for themselves is found by the card."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import ZERO_ADDRESS
from wallet.errors import FamilyRefused
from wallet.models import Account
from wallet.models.family import FamilyBond
from wallet.models.handover import Handover, HandoverWay
from wallet.models.verification import Verification
from wallet.services.family.bonds import tell
from wallet.services.family.handovers import bonds_of_ward, check_free, is_for_guardian, note, ownerless, told_of
from wallet.services.identity.finish_check import Answer, FinishIdentityCheck
from wallet.services.identity.record_app_check import Found, RecordAppCheck
from wallet.services.identity.start_check import StartIdentityCheck
from wallet.services.persons.record_verification import RecordVerification
from wallet.tokens import token_hash
from wallet.vault import Vault

TAKEN = "family.take_over"
_NOBODY_YET = ZERO_ADDRESS  # whose account it is, the card says


@dataclass(frozen=True, slots=True)
class Offered:
    """`name`, `member_number`: of the account, empty until it is known. `by`: who acted for the person."""

    way: HandoverWay
    email: str
    name: str
    member_number: str
    by: str
    needs_card: bool


class TakeOver:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        vault: Vault,
        start: StartIdentityCheck,
        finish: FinishIdentityCheck,
        checks: RecordAppCheck,
        marks: RecordVerification,
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._start = start
        self._finish = finish
        self._checks = checks
        self._marks = marks

    def look(self, token: str) -> Offered:
        """Raises: FamilyRefused (handover_over)."""
        with self._db.read() as session:
            row = self._offered(session, token)
            bond = session.get(FamilyBond, row.bond_id) if row.bond_id else None
            people = _people(session, bond)
            return Offered(
                way=HandoverWay(row.way),
                email=self._vault.open("email", row.email_sealed).decode(),
                name=people[0].shown_name if people else "",
                member_number=people[0].member_number if people else "",
                by=people[1].shown_name if people else "",
                needs_card=self._needs_card(session, row, bond),
            )

    def begin_check(self, token: str) -> str:
        """The provider's address to go to. Raises: FamilyRefused (handover_over), IdentityRefused (not_offered)."""
        with self._db.read() as session:
            self._offered(session, token)
        return self._start(token, _NOBODY_YET, keeps=False)

    def finish_check(self, token: str, answer: Answer) -> None:
        """The person is back from the app. Nothing is handed over yet.

        Raises: FamilyRefused (handover_over, another_person, no_account_of_card, has_email), IdentityRefused.
        """
        _, found = self._finish.read(token, _NOBODY_YET, answer)
        with self._db.write() as session:
            row = self._offered(session, token, for_update=True)
            bond = self._bond_of_card(session, row, found)
            ownerless(session, bond.ward)
            self._checks.record(session, bond.ward, found)
            row.bond_id, row.checked_at = bond.id, self._clock.now()

    def take(self, token: str) -> None:
        """From now on the address signs in to the account; who acted for the person is told.

        Raises: FamilyRefused (handover_over, card_needed, only_the_person, has_email, email_taken).
        """
        try:
            with self._db.write() as session:
                self._take(session, token)
        except IntegrityError as error:  # the same address was taken at the same moment
            raise FamilyRefused("email_taken") from error

    def _take(self, session: Session, token: str) -> None:
        now = self._clock.now()
        row = self._offered(session, token, for_update=True)
        bond = session.get(FamilyBond, row.bond_id, with_for_update=True) if row.bond_id else None
        if bond is None or self._needs_card(session, row, bond):
            raise FamilyRefused("card_needed")
        ward = ownerless(session, bond.ward)
        if row.way == HandoverWay.GUARDIAN and not is_for_guardian(bond, business_date(now)):
            raise FamilyRefused("only_the_person")
        email = self._vault.open("email", row.email_sealed).decode()
        check_free(session, self._vault, email)
        ward.email_sealed = self._vault.seal("email", email.encode())
        ward.email_index = self._vault.index("email", email)
        row.taken_at = now
        note(session, now, bond, TAKEN, bond.ward, "ward", "")
        tell(session, bond, "taken_over", now, [bond.ward])
        for one in bonds_of_ward(session, bond.ward):
            if told_of(one):
                tell(session, one, "taken_over", now, [one.guardian])

    def _offered(self, session: Session, token: str, *, for_update: bool = False) -> Handover:
        wanted = select(Handover).where(Handover.token_hash == token_hash(token))
        row = session.scalar(wanted.with_for_update() if for_update else wanted)
        if row is None or row.taken_at is not None or self._clock.now() >= row.expires_at:
            raise FamilyRefused("handover_over")
        return row

    def _needs_card(self, session: Session, row: Handover, bond: FamilyBond | None) -> bool:
        if row.checked_at is not None:
            return False
        return bond is None or self._marks.standing_on(session, bond.ward) is not None

    def _bond_of_card(self, session: Session, row: Handover, found: Found) -> FamilyBond:
        """The card is of whom an officer, or an earlier check, verified on the ward's account. A namesake born on the
        same day would need this mail as well."""
        words = found.words if self._marks.is_known(session, found.words) else found.written
        persons = self._marks.persons_of(session, [words])
        held = select(Verification.account).where(Verification.person.in_(persons), Verification.revoked_at.is_(None))
        accounts = set(session.scalars(held))
        if row.bond_id is not None:
            offered = session.get_one(FamilyBond, row.bond_id)
            if offered.ward not in accounts:
                raise FamilyRefused("another_person")
            return offered
        bonds = [bond for account in accounts for bond in bonds_of_ward(session, account)]
        if not bonds:
            raise FamilyRefused("no_account_of_card")
        return bonds[0]


def _people(session: Session, bond: FamilyBond | None) -> tuple[Account, Account] | None:
    """Ward and guardian."""
    if bond is None:
        return None
    pair = (bond.ward, bond.guardian)
    found = {one.address: one for one in session.scalars(select(Account).where(Account.address.in_(pair)))}
    return found[bond.ward], found[bond.guardian]
