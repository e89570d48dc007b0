"""What Musubi told of tickets: how many were sold and given back for each departure. Whose they are is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.site import Site
from app.sandbox_services.ferry.sailings import sailing_of

TABLES = """
create table if not exists sale (sailing text primary key, sold integer not null default 0,
  returned integer not null default 0);
create table if not exists called_off (sailing text primary key);
"""


@dataclass(frozen=True, slots=True)
class Sold:
    """`on_board` counts people by their tickets."""

    sold: int = 0
    returned: int = 0
    on_board: int = 0
    is_called_off: bool = False

    @property
    def expected(self) -> int:
        """Messages come in no promised order: a return may be told before its sale."""
        return max(0, self.sold - self.returned)


class Sales:
    def __init__(self, site: Site) -> None:
        self._book: Book = site.book
        site.book.create(TABLES)
        site.on("musubi.ticket.sold", lambda rows, data: _note(rows, data, "sold"))
        site.on("musubi.ticket.returned", lambda rows, data: _note(rows, data, "returned"))

    def by_sailing(self) -> dict[str, Sold]:
        """Needs the boarding's table."""
        query = """
            select sailing, sum(sold) sold, sum(returned) returned, sum(on_board) on_board,
              sailing in (select sailing from called_off) is_called_off from (
              select sailing, sold, returned, 0 on_board from sale
              union all select sailing, 0, 0, people from boarding) group by sailing
        """
        return {
            str(row["sailing"]): Sold(row["sold"], row["returned"], row["on_board"], bool(row["is_called_off"]))
            for row in self._book.all(query)
        }


def _note(rows: Rows, data: dict[str, Any], what: str) -> None:
    """Other tickets than for a departure, and what cannot be read, are not ours to count. Who hands a ticket on gives
    up a place that somebody else takes."""
    count, starts_at, reason = data.get("count"), data.get("starts_at"), data.get("reason")
    if not isinstance(count, int) or not isinstance(starts_at, str) or reason == "handed_on":
        return
    try:
        sailing = sailing_of(starts_at).key
    except ValueError:
        return
    if reason == "called_off":
        rows.execute("insert or ignore into called_off values (?)", (sailing,))
    rows.execute("insert or ignore into sale (sailing) values (?)", (sailing,))
    counted = {"sold": "sold = sold + ?", "returned": "returned = returned + ?"}[what]
    rows.execute(f"update sale set {counted} where sailing = ?", (count, sailing))  # noqa: S608  # nosec B608
