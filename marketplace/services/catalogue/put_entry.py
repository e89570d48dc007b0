"""Put a thing into the catalogue, or take it out. Called by other services in their own transaction.

    put_entry(session, Entry("auction:3", Kind.NAMING, town, "舟橋村のホール", "A hall in Funahashi", ...), now)

A thing is shown from then on; with `waits_for_chain` only when a projector has counted it as opened
(marketplace.projections.counting).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from chain.units import Yen
from marketplace.models import CatalogueEntry, Town
from marketplace.models.kind_words import kind_search_words
from marketplace.models.search_text import joined
from marketplace.services.catalogue.changes import note_change


@dataclass(frozen=True, slots=True)
class Entry:
    """See CatalogueEntry. `more`: further words under which it is found (places, what it is about), not its story.

    `price_to` is the dearest where prices differ. `page` and `picture` are paths, such as "/items/12".
    """

    subject: str
    kind: str
    municipality: MunicipalityCode
    name_ja: str
    name_en: str
    page: str
    picture: str
    price_from: Yen
    opens_at: datetime
    price_to: Yen | None = None
    closes_at: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    supply: int | None = None
    more: str = ""
    waits_for_chain: bool = False
    is_open: bool = True
    votes: bool = False
    audience: str = ""
    featured: int = 0


def put_entry(session: Session, entry: Entry, now: datetime) -> None:
    """Write it, anew when the subject is known."""
    row = session.scalar(select(CatalogueEntry).filter_by(subject=entry.subject).with_for_update())
    if row is None:
        row = CatalogueEntry(created_at=now, text="")
    values = asdict(entry)
    values["price_from"] = int(entry.price_from)
    values["price_to"] = int(entry.price_from if entry.price_to is None else entry.price_to)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    index_entry(session, row)
    note_change(session)


def remove_entry(session: Session, subject: str) -> None:
    """Nothing happens when it is not there."""
    row = session.scalar(select(CatalogueEntry).filter_by(subject=subject))
    if row is not None:
        session.delete(row)
        note_change(session)


def set_open(session: Session, subject: str, is_open: bool) -> None:
    """Take it off the shelves, or back onto them. Nothing happens when it is not there."""
    row = session.scalar(select(CatalogueEntry).filter_by(subject=subject).with_for_update())
    if row is not None:
        row.is_open = is_open
        note_change(session)


def index_entry(session: Session, row: CatalogueEntry) -> None:
    """Write down under which words it is found: its own, its town's, its kind's."""
    town = session.get(Town, row.municipality)
    of_town = (town.name_ja, town.name_en, town.prefecture_ja, town.prefecture_en) if town else ()
    row.text = joined([row.name_ja, row.name_en, *of_town, kind_search_words(row.kind), row.more])
