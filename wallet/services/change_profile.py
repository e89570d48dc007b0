"""Change how an account is named and in which language it is spoken to."""

from __future__ import annotations

from chain.db import Database
from wallet.models import Account
from wallet.models.account import parse_display_name, parse_locale


class ChangeProfile:
    def __init__(self, db: Database) -> None:
        self._db = db

    def __call__(self, account: Account, *, display_name: str, locale: str) -> Account:
        """Raises: Invalid (too_long, control_characters, my_number, unknown)."""
        name, language = parse_display_name(display_name), parse_locale(locale)
        with self._db.write() as session:
            row = session.get_one(Account, account.id)
            row.display_name, row.locale = name, language
        return row
