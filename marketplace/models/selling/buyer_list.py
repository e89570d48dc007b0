"""Reads a list of people who may buy: a member number, an e-mail or an address in the first column of each row."""

from __future__ import annotations

import unicodedata

from chain.errors import Invalid
from marketplace.models.selling.series_file import decoded, rows_of_sheet

MOST_BUYERS = 10_000
_HEADINGS = frozenset(
    {"会員番号", "メール", "メールアドレス", "アカウント", "番号", "member", "email", "e-mail", "account"}
)


def read_buyers(raw: bytes) -> list[tuple[int, str]]:
    """(row, as written) of each, a heading left out.

    Raises: Invalid (list: list_empty, list_encoding, list_too_long, list_too_wide).
    """
    rows: list[tuple[int, str]] = []
    for number, cells in rows_of_sheet(decoded(raw)):
        name = unicodedata.normalize("NFKC", cells[0]).strip()
        if not name or (not rows and name.lower() in _HEADINGS):
            continue
        if len(rows) == MOST_BUYERS:
            raise Invalid("list", "list_too_long", most=f"{MOST_BUYERS:,}")
        rows.append((number, name[:200]))
    if not rows:
        raise Invalid("list", "list_empty")
    return rows
