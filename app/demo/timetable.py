"""What happens when in the demonstration's history: acts noted in any order, played in the order of their moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from app.demo.playback import Playback
from chain.clock import JST

Act = Callable[[], None]


class Timetable:
    """`today`: the JST business date on which the demonstration is loaded."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._acts: dict[datetime, list[Act]] = defaultdict(list)

    def moment(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.today - timedelta(days=days_ago), time(hour, minute), JST)

    def add(self, moment: datetime, act: Act) -> None:
        self._acts[moment].append(act)

    def play(self, playback: Playback, until: datetime, say: Callable[[str], None]) -> None:
        """Everything noted for a moment before `until`; later acts are left out. An act may note further ones."""
        shown = None
        while due := [moment for moment in self._acts if moment < until]:
            moment = min(due)
            if moment.date() != shown:
                shown = moment.date()
                say(f"{shown:%Y-%m-%d}")
            playback.at(moment)
            for act in self._acts.pop(moment):
                act()
            playback.settle()
            if playback.platform.dao.advance_proposals.advance():
                playback.settle()
