"""Trips: offered by a driver, joined by riders who go the same way, over when the driver says so after they got in."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from app.sandbox_services.car_share.about import COMPLETED
from app.sandbox_services.common.about import Text
from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor, visitor_of

AROUND = timedelta(minutes=60)  # a trip that leaves so much earlier or later still fits
MOST_SEATS = 6
_EARLIEST, _LATEST = timedelta(minutes=15), timedelta(days=7)
_BETWEEN_METERS = 12_000  # from one village's office to the other's
TABLES = """
create table if not exists trip (id text primary key, driver integer not null, from_area text not null,
  to_area text not null, leaves_at text not null, seats integer not null, state text not null default 'open');
create table if not exists ride (trip text not null, rider integer not null, boarded integer not null default 0,
  primary key (trip, rider));
"""


@dataclass(frozen=True, slots=True)
class Area:
    key: str
    title: Text
    town: str


AREAS = (
    Area("sarabetsu", ("更別村", "Sarabetsu"), "016390"),
    Area("nakasatsunai", ("中札内村", "Nakasatsunai"), "016381"),
)
_BY_KEY = {area.key: area for area in AREAS}


class Trips:
    def __init__(self, book: Book, outbox: Outbox) -> None:
        self._book = book
        self._outbox = outbox
        book.create(TABLES)

    def offer(
        self, driver: Visitor, from_area: str, to_area: str, leaves_at: datetime, seats: int, now: datetime
    ) -> str:
        """Raises: Refused."""
        if from_area not in _BY_KEY or to_area not in _BY_KEY:
            raise Refused("村を選んでください。", "Choose the villages.")
        if not now - _EARLIEST <= leaves_at <= now + _LATEST:
            raise Refused("出発は、いまから7日先までにしてください。", "Leave between now and seven days from now.")
        if not 1 <= seats <= MOST_SEATS:
            raise Refused(f"席は1から{MOST_SEATS}までです。", f"There are 1 to {MOST_SEATS} seats.")
        trip = f"t-{token_hex(4)}"
        with self._book.write() as rows:
            values = trip, driver.id, from_area, to_area, leaves_at.isoformat(timespec="seconds"), seats
            rows.execute(
                "insert into trip (id, driver, from_area, to_area, leaves_at, seats) values (?, ?, ?, ?, ?, ?)", values
            )
        return trip

    def fitting(self, from_area: str, to_area: str, leaves_at: datetime) -> list[sqlite3.Row]:
        """Open trips the same way around that time with a seat left, the nearest in time first."""
        since, until = (moment.isoformat(timespec="seconds") for moment in (leaves_at - AROUND, leaves_at + AROUND))
        found = self._book.all(
            _TRIPS + " where state = 'open' and from_area = ? and to_area = ? and leaves_at between ? and ?",
            from_area, to_area, since, until,
        )  # fmt: skip
        free = [row for row in found if row["riders"] < row["seats"]]
        return sorted(free, key=lambda row: abs(datetime.fromisoformat(row["leaves_at"]) - leaves_at))

    def mine(self, visitor: Visitor) -> list[sqlite3.Row]:
        """As driver or rider, newest first."""
        query = " where driver = ? or id in (select trip from ride where rider = ?) order by leaves_at desc limit 20"
        return self._book.all(_TRIPS + query, visitor.id, visitor.id)

    def has_boarded(self, visitor: Visitor, trip: str) -> bool:
        return bool(self._book.number("select boarded from ride where trip = ? and rider = ?", trip, visitor.id))

    def join(self, rider: Visitor, trip_id: str) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            trip = _open_trip(rows, trip_id)
            taken = rows.execute("select count(*) from ride where trip = ?", (trip_id,)).fetchone()[0]
            if trip["driver"] == rider.id:
                raise Refused("ご自分の運転する便です。", "You are the driver of this trip.")
            if taken >= trip["seats"]:
                raise Refused("満席です。ほかの便をさがしてください。", "No seat is left. Look for another trip.")
            rows.execute("insert or ignore into ride (trip, rider) values (?, ?)", (trip_id, rider.id))

    def board(self, rider: Visitor, trip_id: str) -> None:
        """The rider is in the car. Raises: Refused."""
        with self._book.write() as rows:
            _open_trip(rows, trip_id)
            got_in = "update ride set boarded = 1 where trip = ? and rider = ?"
            if not rows.execute(got_in, (trip_id, rider.id)).rowcount:
                raise Refused("この便には申し込んでいません。", "You have not asked for this trip.")

    def complete(self, driver: Visitor, trip_id: str, now: datetime) -> int:
        """How many rode along; they and the driver are thanked, each by an event of their own. Raises: Refused."""
        with self._book.write() as rows:
            trip = _open_trip(rows, trip_id)
            if trip["driver"] != driver.id:
                raise Refused("運転する人だけが終わらせられます。", "Only the driver can complete the trip.")
            if now < datetime.fromisoformat(trip["leaves_at"]):
                raise Refused("まだ出発の時刻になっていません。", "The trip has not left yet.")
            riders = rows.execute(
                "select visitor.* from ride join visitor on visitor.id = rider where trip = ? and boarded = 1",
                (trip_id,),
            ).fetchall()
            if not riders:
                raise Refused(
                    "まだだれも乗っていません。乗った人に「乗りました」を押してもらってください。",
                    "Nobody is in the car yet. Ask your riders to press “I am in”.",
                )
            rows.execute("update trip set state = 'done' where id = ?", (trip_id,))
            self._tell(rows, trip, driver, "driver", len(riders))
            for row in riders:
                self._tell(rows, trip, visitor_of(row), "rider", len(riders))
        return len(riders)

    def cancel(self, driver: Visitor, trip_id: str) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            if _open_trip(rows, trip_id)["driver"] != driver.id:
                raise Refused("運転する人だけが取りやめられます。", "Only the driver can call the trip off.")
            rows.execute("update trip set state = 'off' where id = ?", (trip_id,))

    def _tell(self, rows: Rows, trip: sqlite3.Row, visitor: Visitor, role: str, riders: int) -> None:
        start, end = _BY_KEY[trip["from_area"]], _BY_KEY[trip["to_area"]]
        told = {
            "trip": trip["id"],
            "role": role,
            "from_area": start.title[0],
            "to_area": end.title[0],
            "riders": riders,
        }
        far = {"distance_meters": _BETWEEN_METERS} if start is not end else {}
        self._outbox.put(rows, visitor, COMPLETED, told | far, town=start.town)


_TRIPS = "select trip.*, (select count(*) from ride where ride.trip = trip.id) as riders from trip"


def _open_trip(rows: Rows, trip_id: str) -> sqlite3.Row:
    found: sqlite3.Row | None = rows.execute("select * from trip where id = ?", (trip_id,)).fetchone()
    if found is None or found["state"] != "open":
        raise Refused("この便はもうありません。", "This trip is over or was called off.")
    return found
