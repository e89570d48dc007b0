"""Accounts behind paper cards: nobody signs in to them; the platform signs what a card pays."""

from __future__ import annotations

from collections.abc import Sequence

from chain.ids import Address
from wallet.services.open_managed_account import OpenManagedAccount


class CardAccounts:
    def __init__(self, open_account: OpenManagedAccount) -> None:
        self._open_account = open_account

    def open(self, names: Sequence[str]) -> list[Address]:
        """A new account a name, in this order."""
        return [self._open_account.without_person(name).address for name in names]
