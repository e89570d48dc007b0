"""A run of drawing whose processes are killed, on the one database that a test can share with a child."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from app.adapters.content_folder import ContentFolder
from app.wiring import Platform
from chain.clock import FixedClock
from chain.db import Database
from chain.settings import Settings
from marketplace.artwork.cards import CLOTH
from marketplace.artwork.press import Press, Sheet, draw_sheet
from marketplace.models import ArtworkCard, ArtworkRun, Collection, RunState
from marketplace.queries.card_designs import CardDesigns
from marketplace.services.artwork.draw_cards import DrawCards
from tests.web.marketplace.conftest import OFFICER, Market, address, offer_named

CARDS = 20


@pytest.fixture
def db(new_sqlite: Callable[[], str]) -> Iterator[Database]:
    database = Database(new_sqlite(), pool_size=4)
    yield database
    database.close()


def drawn(platform: Platform) -> dict[int, str]:
    with platform.db.read() as session:
        return {card.serial: card.cid for card in session.scalars(select(ArtworkCard))}


def draw(url: str, folder: Path, settings: Settings, clock: FixedClock) -> None:
    designs = CardDesigns(settings.public_url, is_demonstration=settings.demo)
    DrawCards(Database(url), clock, ContentFolder(folder), designs, Press(2)).advance(seconds=600)


def kill_after_the_first_cards(platform: Platform, clock: FixedClock) -> list[psutil.Process]:
    """Returns: the processes that drew for the killed one."""
    url = platform.db.engine.url.render_as_string(hide_password=False)
    given = (url, platform.settings.content_dir, platform.settings, clock)
    child = multiprocessing.get_context("spawn").Process(target=draw, args=given)
    child.start()
    until = time.monotonic() + 180
    while not drawn(platform) and time.monotonic() < until:
        time.sleep(0.02)
    assert child.pid is not None
    drawers = psutil.Process(child.pid).children(recursive=True)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    return drawers


def test_a_killed_run_leaves_nobody_behind_and_goes_on_to_the_same_bytes(platform: Platform, clock: FixedClock) -> None:
    Market(platform).offer(offer_named("four-towns-ambassador"))
    with platform.db.write() as session:
        series = session.scalars(select(Collection)).one()
        series.max_supply, series.scene = CARDS, CLOTH
    again = DrawCards(platform.db, clock, platform.marketplace.content, platform.marketplace.artwork.designs, Press(1))
    again.start(series.municipality, OFFICER, series.number)
    drawers = kill_after_the_first_cards(platform, clock)
    first = drawn(platform)
    assert 0 < len(first) < CARDS
    _, alive = psutil.wait_procs(drawers, timeout=20)
    assert not alive
    files = {path: path.stat().st_mtime_ns for path in platform.settings.content_dir.rglob("baf*")}
    clock.advance(timedelta(minutes=2))
    assert again.advance(seconds=600) == CARDS - len(first)
    assert again.advance() == 0
    with platform.db.read() as session:
        assert session.scalars(select(ArtworkRun)).one().state == RunState.DONE
    assert first.items() <= drawn(platform).items()
    assert set(drawn(platform)) == set(range(1, CARDS + 1))
    assert all(path.stat().st_mtime_ns == when for path, when in files.items() if path.name in first.values())
    alone = platform.marketplace.artwork.designs.of(series, 7, address("four-towns-ambassador"))
    assert platform.marketplace.content.get(drawn(platform)[7]) == draw_sheet(Sheet((alone,), {}))[0][1]
