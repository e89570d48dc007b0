"""What happens when in the demonstration's history: acts noted in any order, played in the order of their moments.

History begins with the month before the last one, so that two whole months lie behind every day on which somebody looks:
what counts people shows finished months alone. Most of it happens in the last four weeks, at moments told in days ago; what
fills the time before happens at a few moments spread over it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from app.demo.playback import Playback
from chain.clock import JST, business_date
from points.analytics.people.months import month_before

Act = Callable[[], None]
EARLY = 26  # moments before the last four weeks
_BEFORE_LAST_WEEKS = 30  # days ago
_OPENING, _EARLY_HOUR = time(8), time(13, 10)


class Timetable:
    """`today`: the JST business date on which the demonstration is loaded."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.begins = month_before(today, 2)
        self._acts: dict[datetime, list[Act]] = defaultdict(list)

    @property
    def opening(self) -> datetime:
        """The moment at which history begins."""
        return datetime.combine(self.begins, _OPENING, JST)

    def moment(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.today - timedelta(days=days_ago), time(hour, minute), JST)

    def early(self, place: int) -> datetime:
        """One of EARLY moments from the second day of history until the last four weeks, on different days."""
        first, last = self.begins + timedelta(days=1), self.today - timedelta(days=_BEFORE_LAST_WEEKS)
        return datetime.combine(first + (last - first) * place // (EARLY - 1), _EARLY_HOUR, JST)

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


def genesis_before_history(now: datetime) -> datetime:
    """For the chain's first block: the platform's own contracts go before history."""
    return datetime.combine(month_before(business_date(now), 2), time(), JST).astimezone(UTC)
