"""Relief points for 15,000 people of a struck town: who they are, as the page asks, and the press that writes the list
which a second officer confirms, once a person and once a household. SQLite, no node: the grant itself is `bench gas`.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import structlog

from app.wiring import Platform
from bench.people import PROGRAM, keep_people, platform_in
from chain.clock import business_date
from chain.ids import Address
from chain.units import Points
from points.models import Relief
from points.queries.relief import view_relief
from points.services.relief.write_relief import ReliefTerms
from tests.fixtures.chain import UDA

_PEOPLE, _CHILDREN = 15_000, 3_000


def main() -> None:
    """Print the table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="musubi-relief-") as folder:
        platform = platform_in(Path(folder))
        officer = platform.wallet.open_managed_account("officer@example.jp")[0].address
        keep_people(platform, officer, _PEOPLE, verified=_PEOPLE, children=_CHILDREN)
        heading = f"{_PEOPLE:,} people, {_CHILDREN:,} of them children of others"
        print(f"{heading:<52}{'seconds':>8}{'of CPU':>8}", flush=True)
        for name, per_household in (("once a person", False), ("once a household", True)):
            relief = _written(platform, officer, name, per_household)
            _measure(f"{name}: who they are, for the page", lambda relief=relief: _look(platform, relief))
            _measure(f"{name}: the press, all kept", lambda relief=relief: _press(platform, officer, relief))
        platform.db.close()


def _written(platform: Platform, officer: Address, name: str, per_household: bool) -> int:
    today = business_date(platform.clock.now())
    terms = ReliefTerms(name, "", today, Points(3_000), today + timedelta(days=90), True, (), per_household)
    return platform.points.relief.write.write(UDA, officer, terms, PROGRAM)


def _look(platform: Platform, relief_id: int) -> None:
    with platform.db.read() as session:
        relief = session.get_one(Relief, relief_id)
        struck = platform.points.relief.people.of(session, relief, platform.clock.now())
    expected = _PEOPLE - _CHILDREN if relief.per_household else _PEOPLE
    assert (len(struck.new), struck.reached) == (expected, _PEOPLE), (len(struck.new), struck.reached)


def _press(platform: Platform, officer: Address, relief_id: int) -> None:
    platform.points.relief.ask.ask(UDA, officer, relief_id)
    with platform.db.read() as session:
        waiting = view_relief(session, UDA, relief_id, business_date(platform.clock.now())).open_round
    assert waiting is not None and waiting.reached == _PEOPLE


def _measure(name: str, step: Callable[[], object]) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    step()
    print(f"{name:<52}{time.perf_counter() - begun:>8.2f}{time.process_time() - worked:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
