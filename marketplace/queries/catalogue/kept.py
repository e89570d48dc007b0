"""Keeps the catalogue in memory while it is as it was: the shelf until a seller changes something, what is shown of it
until something is opened, closed or nearly sold out, or a sale begins or ends."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from chain.db import Database
from chain.municipalities import Municipality
from marketplace.models import CatalogueChange
from marketplace.models.catalogue import ANYTHING, ENTRIES
from marketplace.queries.catalogue.shelf import Shelf, read_shelf
from marketplace.queries.catalogue.showing import Showing, showing_of


class Stamp(NamedTuple):
    anything: int
    entries: int
    paused: int  # towns


def _number(row: int) -> object:
    return func.coalesce(select(CatalogueChange.number).where(CatalogueChange.id == row).scalar_subquery(), 0)


_STAMP = select(
    _number(ANYTHING),  # type: ignore[call-overload]
    _number(ENTRIES),
    select(func.count()).select_from(Municipality).where(Municipality.is_paused).scalar_subquery(),
)


def read_stamp(db: Database) -> Stamp:
    with db.engine.connect() as connection:
        return Stamp._make(connection.execute(_STAMP).one())


class KeptShowing:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._lock = threading.Lock()
        self._entries: int | None = None
        self._shelf = Shelf(())
        self._stamp: Stamp | None = None
        self._showing: Showing | None = None

    def at(self, stamp: Stamp, now: datetime) -> Showing:
        """Of a stamp read before: what is read here may be newer, and is then read again with the next stamp."""
        with self._lock:
            if self._showing is None or self._stamp != stamp or not self._showing.at <= now < self._showing.until:
                with self._db.read() as session:
                    if self._entries != stamp.entries:
                        self._shelf, self._entries = read_shelf(session), stamp.entries
                    self._showing, self._stamp = showing_of(session, self._shelf, now), stamp
            return self._showing
