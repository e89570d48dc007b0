"""Trustees as an officer types them: one a line, the name that everybody sees and whom the platform knows them by."""

from __future__ import annotations

from app.surfaces.console.persons import account_of
from chain.errors import Invalid
from dao.services.polls.sealed.prepare_poll import AskedTrustee


def read_trustees(text: str) -> list[AskedTrustee]:
    """`名前 | 会員番号`; a card's number or an e-mail will do too. Raises: Invalid (trustees)."""
    return [_read(line) for line in text.splitlines() if line.strip()]


def _read(line: str) -> AskedTrustee:
    name, bar, who = (part.strip() for part in line.replace("｜", "|").partition("|"))
    if not (bar and name and who):
        raise Invalid("trustees", "trustee_line", line=line.strip())
    try:
        return AskedTrustee(account_of(who), name)
    except Invalid:
        raise Invalid("trustees", "trustee_unknown", name=name) from None
