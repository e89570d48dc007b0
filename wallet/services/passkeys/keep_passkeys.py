"""One's passkeys (パスキー): add, name and remove. The last may go too: an e-mail code always lets its person in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from wallet.errors import PasskeyRefused
from wallet.models import Account
from wallet.models.account import parse_display_name
from wallet.models.browser_session import browser_summary
from wallet.models.passkey import MOST_PASSKEYS, Passkey, PasskeyChallenge
from wallet.relying_party import RelyingParty
from wallet.services.find_account import FindAccount
from wallet.services.passkeys.challenges import PasskeyChallenges
from wallet.services.tell_owner import TellOwner

_HANDLE_BYTES = 32


class KeepPasskeys:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        challenges: PasskeyChallenges,
        find_account: FindAccount,
        party: RelyingParty | None,
        tell_owner: TellOwner,
    ) -> None:
        self._db = db
        self._clock = clock
        self._challenges = challenges
        self._find_account = find_account
        self._party = party
        self._tell_owner = tell_owner

    @property
    def origin(self) -> str:
        """Where pages with passkeys must be open; empty where this installation can have none."""
        return self._party.origin if self._party else ""

    def of(self, account: Account) -> Sequence[Passkey]:
        """In the order in which they were added."""
        with self._db.read() as session:
            return self._all(session, account)

    def start_adding(self, account: Account, browser: str) -> dict[str, object]:
        """What the browser is to ask a device for. Raises: PasskeyRefused (own_wallet, too_many, no_name)."""
        from wallet import webauthn_ceremony

        party, mine = self._checked_party(account), self.of(account)
        if len(mine) >= MOST_PASSKEYS:
            raise PasskeyRefused("too_many")
        handle = mine[0].user_handle if mine else secrets.token_bytes(_HANDLE_BYTES)
        challenge = self._challenges.make(browser, account_id=account.id, user_handle=handle)
        login = self._find_account.email_of(account) or account.member_number
        known = [one.credential_id for one in mine]
        return webauthn_ceremony.creation_options(party, challenge, handle, login, account.shown_name, known)

    def add(self, account: Account, browser: str, credential: str, *, name: str, user_agent: str = "") -> Passkey:
        """`name` may be empty: then it is called by its browser.

        Raises: PasskeyRefused (own_wallet, too_many, no_name, challenge_over, not_accepted, known), Invalid.
        """
        from wallet import webauthn_ceremony

        party, called = self._checked_party(account), parse_display_name(name) or browser_summary(user_agent)
        try:
            challenge = webauthn_ceremony.read_answer(credential).challenge
            asked = self._challenges.spend(browser, challenge, account_id=account.id)
            if asked is None:
                raise PasskeyRefused("challenge_over")
            made = webauthn_ceremony.check_creation(party, challenge, credential)
        except webauthn_ceremony.NotAccepted as error:
            raise PasskeyRefused("not_accepted") from error
        row = Passkey(
            account_id=account.id,
            credential_id=made.credential_id,
            user_handle=_handle(asked),
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=called,
            added_at=self._clock.now(),
        )
        self._insert(row)
        self._tell_owner.added(account, "passkey", row.name)
        return row

    def rename(self, account: Account, passkey_id: int, name: str) -> None:
        """Raises: NotFound for anybody else's, Invalid."""
        called = parse_display_name(name)
        with self._db.write() as session:
            row = _owned(session, account, passkey_id)
            row.name = called or row.name

    def remove(self, account: Account, passkey_id: int) -> None:
        """Raises: NotFound for anybody else's."""
        with self._db.write() as session:
            session.delete(_owned(session, account, passkey_id))

    def _insert(self, row: Passkey) -> None:
        try:
            with self._db.write() as session:
                session.get_one(Account, row.account_id, with_for_update=True)  # counts stay true
                count = select(func.count()).select_from(Passkey).where(Passkey.account_id == row.account_id)
                if (session.scalar(count) or 0) >= MOST_PASSKEYS:
                    raise PasskeyRefused("too_many")
                session.add(row)
        except IntegrityError as error:  # a credential belongs to one account
            raise PasskeyRefused("known") from error

    def _checked_party(self, account: Account) -> RelyingParty:
        if self._party is None:
            raise PasskeyRefused("no_name")
        if not account.is_managed:
            raise PasskeyRefused("own_wallet")
        return self._party

    def _all(self, session: Session, account: Account) -> Sequence[Passkey]:
        return session.scalars(select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)).all()


def _handle(asked: PasskeyChallenge) -> bytes:
    assert asked.user_handle is not None
    return asked.user_handle


def _owned(session: Session, account: Account, passkey_id: int) -> Passkey:
    row = session.get(Passkey, passkey_id, with_for_update=True)
    if row is None or row.account_id != account.id:
        raise NotFound("passkey", passkey_id)
    return row
