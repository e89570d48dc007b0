from __future__ import annotations

from app.surfaces.marketplace.words import _ROWS
from marketplace.models.kinds import DETAILS


def test_the_page_of_a_token_knows_what_each_kind_has() -> None:
    assert set(DETAILS.values()) == set(_ROWS)
