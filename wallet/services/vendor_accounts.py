"""The people who work on the pages of a connected service (連携サービス)."""

from __future__ import annotations

from collections.abc import Sequence

from chain.db import Database
from chain.ids import Address
from wallet.models import Role
from wallet.services.assign_role import AssignRole, holders_of
from wallet.services.open_managed_account import OpenManagedAccount


class VendorAccounts:
    def __init__(self, db: Database, open_account: OpenManagedAccount, assign_role: AssignRole) -> None:
        self._db = db
        self._open_account = open_account
        self._assign_role = assign_role

    def appoint(self, email: str, client_id: str) -> None:
        """Raises: Invalid (empty, not_email)."""
        account, _ = self._open_account(email)
        self._assign_role(account.address, Role.VENDOR, client_id)

    def people(self, client_id: str) -> Sequence[Address]:
        with self._db.read() as session:
            return holders_of(session, Role.VENDOR, client_id)

    def dismiss(self, person: Address, client_id: str) -> None:
        self._assign_role.withdraw(person, Role.VENDOR, client_id)
