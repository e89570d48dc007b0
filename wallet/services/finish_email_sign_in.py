"""Sign in with the code from the mail; the first time makes the account and its managed wallet (管理型ウォレット)."""

from __future__ import annotations

import unicodedata

from chain.clock import Clock
from chain.db import Database
from wallet.models import CodePurpose
from wallet.services.email_codes import EmailCodes
from wallet.services.open_managed_account import OpenManagedAccount
from wallet.services.open_session import SignedIn, open_session


class FinishEmailSignIn:
    def __init__(self, db: Database, clock: Clock, codes: EmailCodes, open_account: OpenManagedAccount) -> None:
        self._db = db
        self._clock = clock
        self._codes = codes
        self._open_account = open_account

    def __call__(
        self, ticket: str, code: str, *, user_agent: str = "", replaces: str = "", locale: str = "ja"
    ) -> SignedIn:
        """`replaces` is the token this browser was signed in with before, which ends.

        Raises: SignInRefused (wrong_code, code_expired, code_used, too_many_tries).
        """
        proven = self._codes.check(ticket, read_code(code), CodePurpose.SIGN_IN)
        account, is_new = self._open_account(proven.email, locale=locale)
        with self._db.write() as session:
            token = open_session(session, account, user_agent=user_agent, replaces=replaces, now=self._clock.now())
        return SignedIn(account, token, is_new)


def read_code(text: str) -> str:
    """What a person typed, with full-width digits and spaces made plain."""
    return "".join(unicodedata.normalize("NFKC", text).split())
