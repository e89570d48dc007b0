"""Sign in with a signed EIP-4361 message; the first time makes the account of that address."""

from __future__ import annotations

import hmac

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet import siwe_message
from wallet.errors import SignInRefused
from wallet.member_number import new_member_number
from wallet.models import Account, AccountKind, SiweNonce
from wallet.services.open_session import SignedIn, open_session
from wallet.signatures import Node
from wallet.siwe_message import Origin
from wallet.tokens import token_hash

_TRIES = 3


class FinishSiwe:
    def __init__(self, db: Database, clock: Clock, node: Node, origin: Origin, chain_id: int) -> None:
        self._db = db
        self._clock = clock
        self._node = node
        self._origin = origin
        self._chain_id = chain_id

    def __call__(
        self,
        browser: str,
        message: str,
        signature: bytes,
        *,
        user_agent: str = "",
        replaces: str = "",
        locale: str = "ja",
    ) -> SignedIn:
        """Raises: SignInRefused, NodeUnavailable (contract accounts only)."""
        nonce = siwe_message.nonce_in(message)
        self._use_nonce(browser, nonce)
        held = siwe_message.verify(
            message,
            signature,
            now=self._clock.now(),
            domain=self._origin.domain,
            scheme=self._origin.scheme,
            nonce=nonce,
            node=self._node,
        )
        siwe_message.check_policy(held, origin=self._origin, chain_id=self._chain_id, now=self._clock.now())
        for _ in range(_TRIES - 1):  # a concurrent first sign-in, or a member number already given
            try:
                return self._open(Address(held.address), user_agent, replaces, locale)
            except IntegrityError:
                continue
        return self._open(Address(held.address), user_agent, replaces, locale)

    def _use_nonce(self, browser: str, nonce: str) -> None:
        """Committed by itself: a nonce that was shown once is spent, even when the signature is wrong."""
        now = self._clock.now()
        with self._db.write() as session:
            row = session.scalar(select(SiweNonce).where(SiweNonce.nonce == nonce).with_for_update())
            if row is None or not hmac.compare_digest(row.browser_hash, token_hash(browser)):
                raise SignInRefused("wrong_nonce")
            if row.used_at is not None:
                raise SignInRefused("nonce_used")
            if now >= row.expires_at:
                raise SignInRefused("nonce_expired")
            row.used_at = now

    def _open(self, address: Address, user_agent: str, replaces: str, locale: str) -> SignedIn:
        with self._db.write() as session:
            account = session.scalar(select(Account).where(Account.address == address))
            is_new = account is None
            account = account or self._make(session, address, locale)
            token = open_session(session, account, user_agent=user_agent, replaces=replaces, now=self._clock.now())
        return SignedIn(account, token, is_new)

    def _make(self, session: Session, address: Address, locale: str) -> Account:
        account = Account(
            address=address,
            kind=AccountKind.BROWSER,
            member_number=new_member_number(),
            locale=locale,
            created_at=self._clock.now(),
        )
        session.add(account)
        session.flush()
        return account
