"""Many members at once, through the wallet's own service on the running installation's database."""

from __future__ import annotations

from app.wiring import build_platform
from chain.settings import Settings

TWO_WITH_A_PHONE = ("akari@month.example", "bunta@month.example")


def open_accounts(settings: Settings, count: int) -> dict[str, str]:
    """Member numbers of this many new people by e-mail address; the first two are the ones who sign in."""
    platform = build_platform(settings)
    emails = [*TWO_WITH_A_PHONE, *(f"resident{number:04d}@month.example" for number in range(2, count))]
    opened = {
        email: platform.wallet.open_managed_account(email, display_name=email.partition("@")[0])[0] for email in emails
    }
    platform.db.close()
    return {email: account.member_number for email, account in opened.items()}
