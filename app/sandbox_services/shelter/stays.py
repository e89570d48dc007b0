"""Stays at shelters: a household in and out, from one shelter to another, with a card or without."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.outbox import ASIDE, REFUSED, Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.shelter.about import CHECKED_IN, CHECKED_OUT
from app.sandbox_services.shelter.places import Shelter

MOST_PEOPLE = 30
_LONGEST_NOTE = 40
# `told` is the event of the check-in; a household without a card has none, and no visitor.
TABLES = """
create table if not exists stay (id integer primary key, shelter text not null, visitor integer,
  people integer not null, note text not null, told text not null default '', came_at text not null, left_at text);
create unique index if not exists stays_once on stay (visitor) where left_at is null and visitor is not null;
"""


class Stays:
    def __init__(self, book: Book, outbox: Outbox) -> None:
        self._book = book
        self._outbox = outbox
        book.create(TABLES)

    def come(self, shelter: Shelter, visitor: Visitor, people: int, now: datetime) -> bool:
        """Whether they came from another shelter, which they leave by this. Shown again at the same one, the card
        tells how many they are now. Raises: Refused."""
        _check_people(people)
        with self._book.write() as rows:
            open_stay = _open_stay(rows, visitor.id)
            if open_stay is not None and open_stay["shelter"] == shelter.key:
                rows.execute("update stay set people = ? where id = ?", (people, open_stay["id"]))
                return False
            if open_stay is not None:
                self._close(rows, open_stay, visitor, now)
            told = self._tell(rows, shelter, visitor, people)
            _add(rows, shelter, visitor.id, people, "", told, now)
            return open_stay is not None

    def come_without_card(self, shelter: Shelter, people: int, note: str, now: datetime) -> None:
        """Counted, and told to nobody until a card is found. `note`: where they sit, no name. Raises: Refused."""
        _check_people(people)
        place = note.strip()
        if len(place) > _LONGEST_NOTE:
            raise Refused("場所のメモは40字までです。", "A note of at most 40 characters, please.")
        with self._book.write() as rows:
            _add(rows, shelter, None, people, place, "", now)

    def leave(self, visitor: Visitor, now: datetime) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            stay = _open_stay(rows, visitor.id)
            if stay is None:
                raise Refused(
                    "このカードは、いまどの避難所にも入っていません。下の一覧から選んで出ることもできます。",
                    "This card is at no shelter now. You can also choose the household from the list below.",
                )
            self._close(rows, stay, visitor, now)

    def end(self, shelter: Shelter, stay_id: int, now: datetime) -> None:
        """By the list, as when the card was lost meanwhile. Raises: Refused."""
        with self._book.write() as rows:
            stay = _stay_here(rows, shelter, stay_id)
            self._close(rows, stay, _visitor_of(rows, stay), now)

    def name_card(self, shelter: Shelter, stay_id: int, visitor: Visitor) -> None:
        """The right card of who came without one, or with one that Musubi did not know. Raises: Refused."""
        with self._book.write() as rows:
            stay = _stay_here(rows, shelter, stay_id)
            elsewhere = _open_stay(rows, visitor.id)
            if elsewhere is not None and elsewhere["id"] != stay["id"]:
                raise Refused("このカードは、もう受付がすんでいます。", "This card is checked in already.")
            told = self._tell(rows, shelter, visitor, int(stay["people"]))
            rows.execute("update stay set visitor = ?, told = ? where id = ?", (visitor.id, told, stay["id"]))

    def _tell(self, rows: Rows, shelter: Shelter, visitor: Visitor, people: int) -> str:
        return self._outbox.put(rows, visitor, CHECKED_IN, {"shelter": shelter.key, "people": people})

    def _close(self, rows: Rows, stay: sqlite3.Row, visitor: Visitor | None, now: datetime) -> None:
        rows.execute("update stay set left_at = ? where id = ?", (now.isoformat(timespec="seconds"), stay["id"]))
        if visitor is not None:
            self._outbox.put(rows, visitor, CHECKED_OUT, {"shelter": stay["shelter"]})


class Occupancy:
    """What is read of stays."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def by_shelter(self) -> dict[str, int]:
        """People inside, by the shelter's key."""
        found = self._book.all("select shelter, sum(people) as inside from stay where left_at is null group by shelter")
        return {row["shelter"]: int(row["inside"]) for row in found}

    def households(self, shelter: Shelter) -> list[sqlite3.Row]:
        """Those inside, the newest first, each with its card's ending and whether Musubi knew the card."""
        return self._book.all(
            "select stay.*, visitor.subject, coalesce(sent.state, '') as state from stay "
            "left join visitor on visitor.id = stay.visitor left join sent on sent.id = stay.told "
            "where stay.left_at is null and stay.shelter = ? order by stay.id desc",
            shelter.key,
        )

    def unknown(self, shelter: Shelter) -> int:
        """Households here of whom Musubi knows nothing yet: without a card, or with one that was not found."""
        return sum(row["visitor"] is None or row["state"] in (ASIDE, REFUSED) for row in self.households(shelter))

    def shelter_of(self, visitor: Visitor | None) -> str:
        """Where this person's household is; empty where it is nowhere."""
        query = "select shelter from stay where visitor = ? and left_at is null"
        found = self._book.one(query, visitor.id) if visitor else None
        return str(found["shelter"]) if found else ""


def _add(rows: Rows, shelter: Shelter, visitor: int | None, people: int, note: str, told: str, now: datetime) -> None:
    rows.execute(
        "insert into stay (shelter, visitor, people, note, told, came_at) values (?, ?, ?, ?, ?, ?)",
        (shelter.key, visitor, people, note, told, now.isoformat(timespec="seconds")),
    )


def _check_people(people: int) -> None:
    if not 1 <= people <= MOST_PEOPLE:
        raise Refused("人数は1から30までにしてください。", "Between 1 and 30 people, please.")


def _open_stay(rows: Rows, visitor: int) -> sqlite3.Row | None:
    found: sqlite3.Row | None = rows.execute(
        "select * from stay where visitor = ? and left_at is null", (visitor,)
    ).fetchone()
    return found


def _stay_here(rows: Rows, shelter: Shelter, stay_id: int) -> sqlite3.Row:
    here = "select * from stay where id = ? and shelter = ? and left_at is null"
    found: sqlite3.Row | None = rows.execute(here, (stay_id, shelter.key)).fetchone()
    if found is None:
        raise Refused("その世帯は、もうここにいません。", "That household is here no longer.")
    return found


def _visitor_of(rows: Rows, stay: sqlite3.Row) -> Visitor | None:
    found = rows.execute("select * from visitor where id = ?", (stay["visitor"],)).fetchone()
    return Visitor(int(found["id"]), str(found["subject"]), str(found["way"])) if found else None
