"""The only code that opens a managed key. Nothing here logs, prints or returns one except to sign or to hand it out."""

from __future__ import annotations

from sqlalchemy.orm import Session

from wallet.errors import SigningRefused
from wallet.models import Account, ManagedKey
from wallet.services.open_managed_account import KEY_PURPOSE
from wallet.vault import Vault


class ManagedKeys:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def private_key(self, session: Session, account: Account) -> bytes:
        """Raises: SigningRefused (browser_wallet_signs_itself) when the account has a wallet of its own."""
        row = session.get(ManagedKey, account.id)
        if row is None:
            raise SigningRefused("browser_wallet_signs_itself")
        return self._vault.open(KEY_PURPOSE, row.sealed_key, account.address)
