"""Send somebody to the app: what only this browser may come back with is written down first."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.errors import IdentityRefused
from wallet.models.identity_check import REQUEST_LIFETIME, IdentityRequest
from wallet.oidc.provider import Provider
from wallet.tokens import token_hash
from wallet.vault import Vault

VERIFIER_PURPOSE = "identity-verifier"


class StartIdentityCheck:
    def __init__(self, db: Database, clock: Clock, vault: Vault, provider: Provider | None) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self.provider = provider

    def __call__(self, browser: str, account: Address, *, keeps: bool) -> str:
        """The provider's address to go to. `browser`: the token of its session.

        Raises: IdentityRefused (not_offered).
        """
        if self.provider is None:
            raise IdentityRefused("not_offered")
        from wallet.oidc.asking import Secrets, authorize_url  # only here: most processes check nobody

        drawn, now = Secrets.draw(), self._clock.now()
        with self._db.write() as session:
            session.add(
                IdentityRequest(
                    state_hash=token_hash(drawn.state),
                    browser_hash=token_hash(browser),
                    account=account,
                    nonce=drawn.nonce,
                    verifier_sealed=self._vault.seal(VERIFIER_PURPOSE, drawn.verifier.encode(), account),
                    keeps=keeps,
                    created_at=now,
                    expires_at=now + REQUEST_LIFETIME,
                )
            )
        return authorize_url(self.provider, drawn)
