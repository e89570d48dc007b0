"""Pages that say which test holds what name tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"`(tests/[\w/.-]+|test_\w+)`")


@pytest.fixture(scope="module")
def functions() -> frozenset[str]:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return frozenset(name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE))


@pytest.mark.parametrize("page", ["invariants.md", "threat-model.md"])
def test_every_test_that_is_named_exists(page: str, functions: frozenset[str]) -> None:
    named = _NAMED.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    gone = [one for one in named if not ((ROOT / one).exists() if "/" in one else one in functions)]
    assert named
    assert gone == []
