"""The job that erases whose week is over. In one transaction: all of it or nothing."""

from __future__ import annotations

import structlog

from app.leaving.gathering import erasers, may_leave, stakes_of
from app.wiring import Platform
from wallet import Account

_log = structlog.get_logger("leaving")


def erase_due(platform: Platform) -> int:
    """How many were erased. Who has something under way by now stays until that is over."""
    return sum(_erase(platform, account) for account in platform.wallet.leaving.ask.due())


def _erase(platform: Platform, account: Account) -> bool:
    if not may_leave(stakes_of(platform, account.address)):
        return False
    email = platform.wallet.find_account.email_of(account)
    with platform.db.write() as session:
        if not platform.wallet.leaving.ask.take(session, account.address):
            return False
        for erase in erasers(platform):
            erase(session, account.address)
    _log.info("account_erased", account=account.address)
    platform.wallet.leaving.ask.tell(account.locale, email, is_done=True)
    return True
