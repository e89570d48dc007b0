"""Names the modules whose fixtures every test may ask for, and lets the journeys go first."""

import os

import pytest

_BEHIND_JOURNEYS = 5  # niceness
pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.database",
    "tests.fixtures.chain",
    "tests.fixtures.web",
    "tests.fixtures.bridges",
    "tests.fixtures.conversions",
    "tests.fixtures.governance",
    "tests.fixtures.preparing",
    "tests.fixtures.browser",
    "tests.fixtures.browser_wallet",
    "tests.fixtures.identity",
    "tests.fixtures.object_store",
    "tests.fixtures.openid",
    "tests.fixtures.papers",
    "tests.fixtures.points",
    "tests.fixtures.properties",
    "tests.fixtures.receiver",
    "tests.fixtures.rules",
    "tests.fixtures.segments",
    "tests.fixtures.services",
    "tests.fixtures.boards",
]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The journeys are the longest row of tests: who shares the machine with them steps back."""
    if "PYTEST_XDIST_WORKER" in os.environ and item.get_closest_marker("journey") is None:
        os.nice(max(0, _BEHIND_JOURNEYS - os.nice(0)))
