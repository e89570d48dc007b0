"""Journeys go in two rows, each on one worker with one running installation, and begin first: they take longest."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.fixtures.browser import LivePlatform

expect.set_options(timeout=20_000)  # milliseconds until a page shows it: the machine may be busy

# One more card on the market, and days that go by for everybody: after the journeys that know nothing of it.
_SECOND_ROW = (
    "test_contest", "test_month", "test_naming", "test_passkey", "test_poll", "test_resale", "test_sealed",
    "test_selling", "test_spending", "test_together", "test_wallet",
)  # fmt: skip
_LAST = ("test_contest", "test_ferry", "test_poll", "test_refund", "test_spending")


@pytest.fixture(scope="session")
def base_url(live_platform: LivePlatform) -> str:
    return live_platform.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    return {**browser_context_args, "base_url": base_url, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: ("tests/journeys" not in item.path.as_posix(), item.path.stem in _LAST))
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(900))  # the first one waits for the month that the demonstration plays
            item.add_marker(pytest.mark.xdist_group(_row_of(item.path.stem)))


def _row_of(stem: str) -> str:
    if stem == "test_embedded_run":  # starts and stops installations of its own
        return "embedded"
    return "journeys-2" if stem in _SECOND_ROW else "journeys-1"
