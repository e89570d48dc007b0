"""Accounts that belong to a shop (加盟店) and the people who work its till."""

from __future__ import annotations

from chain.ids import Address
from wallet.models import Role
from wallet.services.assign_role import AssignRole
from wallet.services.open_managed_account import OpenManagedAccount


class ShopAccounts:
    def __init__(self, open_account: OpenManagedAccount, assign_role: AssignRole) -> None:
        self._open_account = open_account
        self._assign_role = assign_role

    def open(self, name: str) -> Address:
        """A new managed account that receives one shop's points; nobody signs in to it."""
        return self._open_account.without_person(name).address

    def appoint(self, email: str, merchant_id: int) -> None:
        """Make the person with this e-mail address staff of the shop, opening an account when there is none.

        Raises: Invalid (empty, not_email).
        """
        account, _ = self._open_account(email)
        self._assign_role(account.address, Role.MERCHANT_STAFF, str(merchant_id))

    def appoint_account(self, address: Address, merchant_id: int) -> None:
        """Make the person with this account staff of the shop."""
        self._assign_role(address, Role.MERCHANT_STAFF, str(merchant_id))
