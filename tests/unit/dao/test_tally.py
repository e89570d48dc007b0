"""The tally's arithmetic against a slow and simple counting of single votes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dao.models import Support, Tally, quorum_of

ballots = st.lists(st.tuples(st.sampled_from(Support), st.integers(1, 10**6)), max_size=30)
counts = st.integers(0, 10**12)
tallies = st.builds(Tally, counts, counts, counts)


def counted(cast: list[tuple[Support, int]]) -> Tally:
    tally = Tally()
    for support, weight in cast:
        tally = tally.plus(support, weight)
    return tally


@given(ballots)
def test_each_choice_is_the_sum_of_its_ballots_whatever_their_order(cast: list[tuple[Support, int]]) -> None:
    tally = counted(cast)
    for support in Support:
        assert tally.of(support) == sum(weight for given, weight in cast if given is support)
    assert counted(cast[::-1]) == tally
    assert tally.total == sum(weight for _, weight in cast)


@given(tallies, counts)
def test_passing_needs_more_for_than_against_and_the_quorum_without_the_votes_against(
    tally: Tally, quorum: int
) -> None:
    expected = tally.in_favour > tally.against and tally.in_favour + tally.abstain >= quorum
    assert tally.passes(quorum) is expected


@given(tallies, counts, counts)
def test_a_vote_for_never_turns_a_passing_proposal_down(tally: Tally, quorum: int, weight: int) -> None:
    if tally.passes(quorum):
        assert tally.plus(Support.FOR, weight).passes(quorum)


@given(tallies, counts, counts)
def test_a_vote_against_never_turns_a_failing_proposal_into_a_passing_one(
    tally: Tally, quorum: int, weight: int
) -> None:
    if not tally.passes(quorum):
        assert not tally.plus(Support.AGAINST, weight).passes(quorum)


def test_a_tie_is_lost() -> None:
    assert not Tally(against=5, in_favour=5, abstain=90).passes(0)


def test_votes_against_do_not_help_to_reach_the_quorum() -> None:
    assert not Tally(against=0, in_favour=3, abstain=0).reaches(4)
    assert not Tally(against=100, in_favour=3, abstain=0).reaches(4)
    assert Tally(against=0, in_favour=3, abstain=1).reaches(4)


@given(tallies)
def test_shares_never_exceed_a_hundred_per_cent(tally: Tally) -> None:
    shares = [tally.share(support) for support in Support]
    assert 0 <= sum(shares) <= 100
    assert sum(shares) >= 98 or tally.total == 0


@given(counts, st.integers(0, 100))
def test_quorum_is_rounded_down_and_never_more_than_all_votes(supply: int, numerator: int) -> None:
    quorum = quorum_of(supply, numerator)
    assert quorum * 100 <= supply * numerator < (quorum + 1) * 100
    assert quorum <= supply
