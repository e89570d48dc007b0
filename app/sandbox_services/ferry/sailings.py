"""The line's timetable, and when one may board: nobody can give a ticket back any more, and the ship is still here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visiting import told_time

ROUTE, PORT = "shimizu-toi", "清水港"
TOKYO = ZoneInfo("Asia/Tokyo")
OPENS = timedelta(minutes=60)  # before the departure; the ticket's rules return nothing from then on
NOTED = timedelta(hours=3)  # after the departure: so long the crew notes who boarded where there was no line
_DEPARTURES = (time(8, 0), time(10, 45), time(14, 20))


@dataclass(frozen=True, slots=True)
class Sailing:
    at: datetime

    @property
    def key(self) -> str:
        """As Musubi writes the moment, so that both mean the same departure."""
        return self.at.isoformat()

    def is_open(self, now: datetime) -> bool:
        return self.at - OPENS <= now < self.at

    def is_noted(self, now: datetime) -> bool:
        return self.at - OPENS <= now < self.at + NOTED


def sailing_of(key: str) -> Sailing:
    """Raises: ValueError."""
    return Sailing(datetime.fromisoformat(key).astimezone(TOKYO))


def coming(now: datetime, count: int) -> list[Sailing]:
    """The next departures, by time."""
    today = now.astimezone(TOKYO).date()
    days = range(1 + count // len(_DEPARTURES) + 1)
    all_of = [Sailing(datetime.combine(today + timedelta(days=day), at, TOKYO)) for day in days for at in _DEPARTURES]
    return [one for one in all_of if one.at > now][:count]


def require_open(sailing: Sailing, now: datetime) -> None:
    """For who boards alone. Raises: Refused."""
    at = told_time(sailing.key)
    if now < sailing.at - OPENS:
        minutes = OPENS.seconds // 60
        raise Refused(
            f"{at}の便の乗船は、出港の{minutes}分前からです。",
            f"Boarding for {at} opens {minutes} minutes before it leaves.",
        )
    if now >= sailing.at:
        raise Refused(
            f"{at}の便は出港しました。乗っている方は、乗組員に声をかけてください。",
            f"The {at} ferry has left. If you are on board, speak to the crew.",
        )


def require_noted(sailing: Sailing, now: datetime) -> None:
    """For the crew, who write down afterwards what they could not check. Raises: Refused."""
    if not sailing.is_noted(now):
        raise Refused(
            f"{told_time(sailing.key)}の便は、いま乗船を受け付けていません。",
            f"Boarding for {told_time(sailing.key)} is not open now.",
        )
