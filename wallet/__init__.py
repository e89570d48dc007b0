"""Accounts, sign-in by e-mail or Ethereum wallet, managed keys, signatures and roles. Knows no Flask and no sibling."""

from wallet.assembly import WalletServices, assemble, projectors
from wallet.models import Account, AccountKind, Role

__all__ = ["Account", "AccountKind", "Role", "WalletServices", "assemble", "projectors"]
