"""Who gets a place: never more than there are, first come, and a waiting party as soon as it fits."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dao.models.events import ReplyState, Standing, offers_due, places_taken, state_of_new

ACTS = st.lists(st.tuples(st.sampled_from(["come", "leave"]), st.integers(1, 5), st.integers(0, 30)), max_size=40)


def test_a_party_that_does_not_fit_waits_and_a_smaller_one_behind_it_is_offered_what_is_free() -> None:
    there = [
        Standing(1, ReplyState.GOING, 4, 1),
        Standing(2, ReplyState.WAITING, 3, 2),
        Standing(3, ReplyState.WAITING, 2, 3),
        Standing(4, ReplyState.WAITING, 1, 4),
    ]
    assert state_of_new(5, there[:1], 2) is ReplyState.WAITING
    assert state_of_new(5, there[:1], 1) is ReplyState.GOING
    assert offers_due(6, there) == [3]
    assert offers_due(7, there) == [2]
    assert offers_due(8, there) == [2, 4]


def test_an_offered_place_is_taken_and_a_lapsed_one_is_not() -> None:
    assert places_taken([Standing(1, ReplyState.OFFERED, 2, 1)]) == 2
    assert places_taken([Standing(1, ReplyState.LAPSED, 2, 1), Standing(2, ReplyState.WITHDRAWN, 1, 2)]) == 0


@given(st.integers(1, 12), ACTS)
def test_whatever_happens_no_place_is_given_twice_and_nobody_waits_who_would_fit(
    capacity: int, acts: list[tuple[str, int, int]]
) -> None:
    there: list[Standing] = []
    for turn, (act, party, which) in enumerate(acts):
        if act == "come":
            there.append(Standing(turn, state_of_new(capacity, there, party), party, turn))
        elif there:
            gone = there[which % len(there)]
            there = [replace(one, state=ReplyState.WITHDRAWN) if one is gone else one for one in there]
        due = offers_due(capacity, there)
        there = [replace(one, state=ReplyState.OFFERED) if one.key in due else one for one in there]
        taken = places_taken(there)
        assert taken <= capacity
        assert all(one.party > capacity - taken for one in there if one.state is ReplyState.WAITING)
