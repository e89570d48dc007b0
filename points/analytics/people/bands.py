"""How coarse a file tells things: ladders of clues, and bands of amounts and counts. Pure.

Codes, not words: the page and the file write them in the reader's language (app/surfaces/analytics/file_words.py).
"""

from __future__ import annotations

from chain.ids import MunicipalityCode
from chain.prefectures import prefecture_of
from points.analytics.records import HIDDEN, Ladder

UNKNOWN = "unknown"  # no identity check holds
NEAR, FAR = "near", "far"  # in the town's prefecture, or in another one

_POINTS_FROM = (0, 1, 500, 1_000, 3_000, 10_000, 30_000)
_TIMES_FROM = (1, 2, 4, 10)
_WIDE_AGES = {
    "child": "under-18",
    "youth": "under-18",
    "young": "18-64",
    "middle": "18-64",
    "later": "18-64",
    "senior": "65-over",
    "elder": "65-over",
}


def home_ladder(home: str | None, town: MunicipalityCode) -> Ladder:
    """Town, prefecture, near or far, nothing."""
    if not home:
        return (UNKNOWN, UNKNOWN, UNKNOWN, HIDDEN)
    return (home, prefecture_of(home), NEAR if prefecture_of(home) == prefecture_of(town) else FAR, HIDDEN)


def age_ladder(age_band: str | None) -> Ladder:
    """Band, child or grown or old, nothing."""
    if not age_band:
        return (UNKNOWN, UNKNOWN, HIDDEN)
    return (age_band, _WIDE_AGES[age_band], HIDDEN)


def points_band(points: int) -> str:
    """ "1000-2999"; "0" where everything was given back; the last band is open."""
    return _band(max(points, 0), _POINTS_FROM)


def times_band(times: int) -> str:
    return _band(times, _TIMES_FROM)


def _band(number: int, starts: tuple[int, ...]) -> str:
    place = max((at for at, start in enumerate(starts) if start <= number), default=0)
    low = starts[place]
    if place + 1 == len(starts):
        return f"{low}-"
    high = starts[place + 1] - 1
    return str(low) if low == high else f"{low}-{high}"
