"""A ward takes the account over with an e-mail address of their own: the code in that mail shows that they read it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Forbidden, NotFound
from chain.ids import Address
from wallet.email_address import parse_email
from wallet.errors import FamilyRefused
from wallet.models import Account, CodePurpose
from wallet.models.family import BondState, EndedBy, FamilyBond
from wallet.services.email_codes import EmailCodes, Wording
from wallet.services.finish_email_sign_in import read_code
from wallet.vault import Vault

_JAPANESE = """\
ご家族が代わりに操作してきたアカウントを、あなたのメールアドレスで使えるようにするための番号です。

    %(code)s

この番号を、ご家族が開いている画面に入力してください。次からは、このメールアドレスで自分でサインインできます。
お心当たりがない場合は、このメールを無視してください。
"""
_ENGLISH = """\
This is the code to make the account that your family has used for you your own:

    %(code)s

Enter it on the page your family has open. From then on you sign in yourself with this e-mail address.
If you do not know about this, ignore this mail.
"""
_WORDING: Wording = {
    "ja": ("Musubi(結び) アカウントの引き継ぎ", _JAPANESE),
    "en": ("Musubi: take over your account", _ENGLISH),
}


class HandOver:
    def __init__(self, db: Database, clock: Clock, vault: Vault, codes: EmailCodes) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._codes = codes

    def start(self, guardian: Address, bond_id: int, email: str, *, source: str, locale: str) -> str:
        """Send the code to the ward's own address; returns the ticket.

        Raises: NotFound, Invalid (email), FamilyRefused (email_taken, has_email), SignInRefused.
        """
        address = parse_email(email)
        with self._db.read() as session:
            ward = self._ward(session, guardian, bond_id)
            self._check_free(session, address)
        wording = _WORDING.get(locale, _WORDING["ja"])
        return self._codes.issue(address, CodePurpose.TAKE_OVER, wording, source=source, account_id=ward.id)

    def finish(self, guardian: Address, bond_id: int, ticket: str, code: str) -> None:
        """Raises: NotFound, Forbidden, FamilyRefused (email_taken, has_email), SignInRefused as for signing in."""
        proven = self._codes.check(ticket, read_code(code), CodePurpose.TAKE_OVER)
        try:
            with self._db.write() as session:
                ward = self._ward(session, guardian, bond_id)
                if proven.account_id != ward.id:
                    raise Forbidden("hand over another account", guardian)
                self._check_free(session, proven.email)
                ward.email_sealed = self._vault.seal("email", proven.email.encode())
                ward.email_index = self._vault.index("email", proven.email)
        except IntegrityError as error:  # the same address was taken at the same moment
            raise FamilyRefused("email_taken") from error

    def may_be_handed_over(self, session: Session, bond: FamilyBond) -> bool:
        """Also after the child came of age: somebody has to be able to bring the account to its owner."""
        is_over = bond.ended_at is not None and bond.ended_by != EndedBy.AGE
        if is_over or bond.state not in (BondState.ACTIVE, BondState.ENDED):
            return False
        ward = session.scalar(select(Account).where(Account.address == bond.ward))
        return ward is not None and ward.email_sealed is None and ward.is_managed

    def _ward(self, session: Session, guardian: Address, bond_id: int) -> Account:
        bond = session.get(FamilyBond, bond_id)
        if bond is None or bond.guardian != guardian:
            raise NotFound("family bond", bond_id)
        if not self.may_be_handed_over(session, bond):
            raise FamilyRefused("has_email")
        return session.scalars(select(Account).where(Account.address == bond.ward)).one()

    def _check_free(self, session: Session, email: str) -> None:
        taken = select(Account.id).where(Account.email_index.in_(self._vault.indexes("email", email)))
        if session.scalar(taken) is not None:
            raise FamilyRefused("email_taken")
