"""Sign in with a passkey: the device names the account and shows that its person is there."""

from __future__ import annotations

import hmac

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from wallet.errors import SignInRefused
from wallet.models import Account
from wallet.models.passkey import Passkey
from wallet.relying_party import RelyingParty
from wallet.services.open_session import SignedIn, open_session
from wallet.services.passkeys.challenges import PasskeyChallenges


class PasskeySignIn:
    def __init__(self, db: Database, clock: Clock, challenges: PasskeyChallenges, party: RelyingParty | None) -> None:
        self._db = db
        self._clock = clock
        self._challenges = challenges
        self._party = party

    def start(self, browser: str) -> dict[str, object]:
        """What the browser is to ask a device for. Raises: SignInRefused (passkey_no_name)."""
        from wallet import webauthn_ceremony

        return webauthn_ceremony.request_options(self._known_party(), self._challenges.make(browser))

    def finish(self, browser: str, credential: str, *, user_agent: str = "", replaces: str = "") -> SignedIn:
        """`replaces` is the token this browser was signed in with before, which ends.

        Raises: SignInRefused (passkey_no_name, passkey_over, passkey_unknown, passkey_refused).
        """
        from wallet import webauthn_ceremony

        party = self._known_party()
        try:
            answer = webauthn_ceremony.read_answer(credential)
            if self._challenges.spend(browser, answer.challenge) is None:
                raise SignInRefused("passkey_over")
            with self._db.write() as session:
                held = select(Passkey).where(Passkey.credential_id == answer.credential_id).with_for_update()
                row = session.scalar(held)
                if row is None or not hmac.compare_digest(row.user_handle, answer.user_handle):
                    raise SignInRefused("passkey_unknown")
                row.sign_count = webauthn_ceremony.check_request(
                    party, answer.challenge, credential, row.public_key, row.sign_count
                )
                row.last_used_at = now = self._clock.now()
                account = session.get_one(Account, row.account_id)
                token = open_session(  # the device, and what it checked of its person
                    session, account, user_agent=user_agent, replaces=replaces, now=now, has_second_factor=True
                )
        except webauthn_ceremony.NotAccepted as error:
            raise SignInRefused("passkey_refused") from error
        return SignedIn(account, token)

    def _known_party(self) -> RelyingParty:
        if self._party is None:
            raise SignInRefused("passkey_no_name")
        return self._party
