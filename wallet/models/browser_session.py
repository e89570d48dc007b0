"""A signed-in browser. The cookie carries a random token, the row its hash; signing out revokes the row."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, Bytes32, UtcDateTime

SESSION_LIFETIME = timedelta(days=30)
SESSION_IDLE = timedelta(days=7)

_BROWSERS = (
    ("Edge", r"Edg[A-Za-z]*/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(?:Firefox|FxiOS)/"),
    ("Chrome", r"(?:Chrome|CriOS)/"),
    ("Safari", r"Version/.*Safari/"),
)
_SYSTEMS = (
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


class BrowserSession(Base):
    __tablename__ = "browser_session"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    token_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), index=True)
    browser: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # both factors were shown
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acting_bond_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("family_bond.id"))  # acts for its ward

    def is_open(self, now: datetime) -> bool:
        fresh = now < self.created_at + SESSION_LIFETIME and now < self.last_seen_at + SESSION_IDLE
        return self.revoked_at is None and fresh


def browser_summary(user_agent: str) -> str:
    """`Chrome · Android`: enough for a person to know the device again, too little to track it."""
    browser = next((name for name, pattern in _BROWSERS if re.search(pattern, user_agent)), "")
    system = next((name for name, pattern in _SYSTEMS if re.search(pattern, user_agent)), "")
    return " · ".join(part for part in (browser, system) if part) or "?"
