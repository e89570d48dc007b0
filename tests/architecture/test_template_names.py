"""Filters and functions of templates share one list of names, and the one that is registered last would win unseen."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

_APP = Path(__file__).resolve().parents[2] / "app"
_NAMED = re.compile(r"@\w+\.app_template_(filter|global|test)\(\"(\w+)\"\)")


def test_no_name_of_a_template_filter_is_given_twice() -> None:
    names = Counter(found for path in _APP.rglob("*.py") for found in _NAMED.findall(path.read_text(encoding="utf-8")))
    assert len(names) > 50
    assert not [name for name, times in names.items() if times > 1]
