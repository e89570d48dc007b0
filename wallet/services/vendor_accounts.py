"""The people who work on the pages of a connected service (連携サービス)."""

from __future__ import annotations

from wallet.models import Role
from wallet.services.assign_role import AssignRole
from wallet.services.open_managed_account import OpenManagedAccount


class VendorAccounts:
    def __init__(self, open_account: OpenManagedAccount, assign_role: AssignRole) -> None:
        self._open_account = open_account
        self._assign_role = assign_role

    def appoint(self, email: str, client_id: str) -> None:
        """Raises: Invalid (empty, not_email)."""
        account, _ = self._open_account(email)
        self._assign_role(account.address, Role.VENDOR, client_id)
