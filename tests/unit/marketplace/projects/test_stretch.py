"""Marks of the goals on a project's bar."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chain.units import Yen
from marketplace.models.projects.stretch import marks_of


@given(st.integers(0, 10**10), st.integers(1, 10**9), st.lists(st.integers(1, 10**9), max_size=5))
def test_marks_stand_in_order_on_the_bar_and_say_what_is_reached(raised: int, goal: int, beyond: list[int]) -> None:
    marks = marks_of(Yen(raised), Yen(goal), [Yen(goal + one) for one in beyond])
    assert len(marks) == len(beyond) + 1
    assert [mark.place for mark in marks] == sorted(mark.place for mark in marks)
    assert marks[-1].place == 1_000
    assert all(mark.is_reached == (raised >= int(mark.amount)) for mark in marks)
