"""Where the people came from who were let in, told so that nobody can be picked out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_SHOWN = 5
NOT_TOLD = ""


@dataclass(frozen=True, slots=True)
class Visits:
    """`shown` by home; `together`: of all homes that are too few to be shown alone. Both leave out who did not tell."""

    total: int | None  # None: fewer than are shown at all
    shown: Mapping[str, int]
    together: int | None  # None where there are none, or they are too few even together
    outside: int | None  # from elsewhere than the event's own town, None where too few


def visits_of(town: str, came: Mapping[str, int]) -> Visits:
    """People let in by their home (`NOT_TOLD` for none), as far as groups are of five or more.

    A small group is shown together with others, the smallest large one too if need be: what is left out cannot be
    found by subtracting.
    """
    told = {home: people for home, people in came.items() if home != NOT_TOLD and people}
    total = sum(came.values())
    shown = {home: people for home, people in told.items() if people >= FEWEST_SHOWN}
    together = sum(told.values()) - sum(shown.values())
    while 0 < together < FEWEST_SHOWN and shown:
        smallest = min(shown, key=lambda home: (shown[home], home))
        together += shown.pop(smallest)
    outside = sum(people for home, people in told.items() if home != town)
    inside = sum(told.values()) - outside
    is_safe = outside >= FEWEST_SHOWN and (inside == 0 or inside >= FEWEST_SHOWN)
    return Visits(
        total if total >= FEWEST_SHOWN else None,
        dict(sorted(shown.items(), key=lambda one: (-one[1], one[0]))),
        together if together >= FEWEST_SHOWN else None,
        outside if is_safe else None,
    )
