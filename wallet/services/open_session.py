"""Sessions of signed-in browsers: opened at sign-in with a fresh token, looked up by each request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.models import Account, BrowserSession
from wallet.models.browser_session import browser_summary
from wallet.tokens import new_token, token_hash

_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The outcome of a sign-in. `token` goes into the cookie and is kept nowhere."""

    account: Account
    token: str
    is_new: bool = False


def open_session(
    session: Session,
    account: Account,
    *,
    user_agent: str,
    replaces: str,
    now: datetime,
    has_second_factor: bool = False,
) -> str:
    """A new session in the caller's transaction; the one this browser had before (`replaces`) ends with it."""
    if replaces:
        revoke(session, BrowserSession.token_hash == token_hash(replaces), now)
    token = new_token()
    session.add(
        BrowserSession(
            token_hash=token_hash(token),
            account_id=account.id,
            browser=browser_summary(user_agent),
            created_at=now,
            last_seen_at=now,
            second_factor_at=now if has_second_factor else None,
        )
    )
    return token


def revoke(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    """End the open sessions that `which` (a condition on BrowserSession) selects; returns how many."""
    open_ones = update(BrowserSession).where(which, BrowserSession.revoked_at.is_(None))
    found = session.execute(open_ones.values(revoked_at=now))
    assert isinstance(found, CursorResult)
    return found.rowcount


class OpenSession:
    """Sign somebody in who was identified otherwise (commands and tests); people come in by e-mail or wallet."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(
        self, account: Account, *, user_agent: str = "", replaces: str = "", has_second_factor: bool = False
    ) -> SignedIn:
        """`has_second_factor`: the caller has seen both factors, where two are asked for."""
        with self._db.write() as session:
            token = open_session(
                session,
                account,
                user_agent=user_agent,
                replaces=replaces,
                now=self._clock.now(),
                has_second_factor=has_second_factor,
            )
        return SignedIn(account, token)


@dataclass(frozen=True, slots=True)
class Seen:
    """An open session at a request. `waits`: its second factor is still to be shown."""

    session_id: int
    account: Account
    waits: bool
    last_seen_at: datetime  # before this request
    acting_bond_id: int | None


class AccountOfSession:
    """Who is signed in with this token? Notes, at most once a minute, that the session is in use."""

    def __init__(self, db: Database, clock: Clock, asks_two_factors: Callable[[Session, Address], bool]) -> None:
        self._db = db
        self._clock = clock
        self._asks_two_factors = asks_two_factors

    def __call__(self, token: str) -> Account | None:
        """Nobody as long as the session lacks the second factor that its account is asked for."""
        seen = self.seen(token)
        return None if seen is None or seen.waits else seen.account

    def waiting(self, token: str) -> Account | None:
        """Who showed one factor here and still has to show the second."""
        seen = self.seen(token)
        return seen.account if seen is not None and seen.waits else None

    def seen(self, token: str) -> Seen | None:
        if not token:
            return None
        now = self._clock.now()
        wanted = select(BrowserSession, Account).join(Account, Account.id == BrowserSession.account_id)
        with self._db.read() as session:
            found = session.execute(wanted.where(BrowserSession.token_hash == token_hash(token))).one_or_none()
            if found is None or not found[0].is_open(now):
                return None
            row, account = found
            waits = row.second_factor_at is None and self._asks_two_factors(session, account.address)
        if now - row.last_seen_at >= _SEEN_EVERY:
            with self._db.write() as session:
                seen = update(BrowserSession).where(BrowserSession.id == row.id)
                session.execute(seen.values(last_seen_at=now))
        return Seen(row.id, account, waits, row.last_seen_at, row.acting_bond_id)

    def opened_at(self, token: str) -> datetime | None:
        """When this browser signed in: who did so just now has just proved who it is."""
        with self._db.read() as session:
            wanted = select(BrowserSession.created_at).where(BrowserSession.token_hash == token_hash(token))
            return session.scalar(wanted)


class SessionsOf:
    """The open sessions of an account, the most recently used first."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self, account: Account) -> list[BrowserSession]:
        mine = select(BrowserSession).where(
            BrowserSession.account_id == account.id, BrowserSession.revoked_at.is_(None)
        )
        with self._db.read() as session:
            rows = session.scalars(mine.order_by(BrowserSession.last_seen_at.desc())).all()
        return [row for row in rows if row.is_open(self._clock.now())]
