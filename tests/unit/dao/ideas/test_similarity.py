"""Titles that say nearly the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dao.models.ideas.similarity import ALIKE_PER_CENT, resemblance


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("猿橋の夜をともすランタンまつり", "猿橋ランタンまつりを夜に", True),
        ("猿橋の夜をともすランタンまつり", "猿橋の夜をともす　ランタン祭り！", True),
        ("Lanterns at the monkey bridge", "LANTERNS at the Monkey Bridge!", True),
        ("猿橋の夜をともすランタンまつり", "ゆずの収穫を手伝う週末", False),
        ("Lanterns at the monkey bridge", "A weekend of yuzu harvest", False),
        ("", "ゆず", False),
        ("！？", "……", False),
    ],
)
def test_what_is_alike(one: str, other: str, is_alike: bool) -> None:
    assert (resemblance(one, other) >= ALIKE_PER_CENT) is is_alike


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_the_same_both_ways_and_whole_for_itself(one: str, other: str) -> None:
    assert resemblance(one, other) == resemblance(other, one)
    assert 0 <= resemblance(one, other) <= 100
    assert resemblance(one, one) == (100 if any(letter.isalnum() for letter in one.casefold()) else 0)
