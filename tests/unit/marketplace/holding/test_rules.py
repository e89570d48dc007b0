"""What a detail says about a right, as the numbers of the contract."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chain.clock import unix
from chain.contracts.collection import Rules
from chain.errors import Invalid
from marketplace.models import AmbassadorCardDetail, RightDetail, TourismDetail, rules_of
from marketplace.models.kinds import MOST_USES
from marketplace.models.rules import UNLIMITED_USES
from marketplace.queries.holding.rights import RightStanding


def test_days_are_whole_days_in_japan() -> None:
    rules = rules_of(RightDetail("", "", 3, "2027-03-31", "2027-01-01", "2027-03-30", merchant_id=9, is_lendable=True))
    assert rules == Rules(
        uses=3,
        valid_from=unix(datetime(2026, 12, 31, 15, tzinfo=UTC)),
        valid_until=unix(datetime(2027, 3, 31, 15, tzinfo=UTC)),
        transfers_until=unix(datetime(2027, 3, 30, 15, tzinfo=UTC)),
        place=9,
        is_lendable=True,
    )


def test_a_right_without_limit_is_still_a_right_and_a_card_is_none() -> None:
    assert rules_of(RightDetail("", "", 0)).uses == UNLIMITED_USES > MOST_USES
    assert rules_of(AmbassadorCardDetail("", "")).uses == 0
    assert rules_of(TourismDetail("", "", 2, 60, "2027-03-31")).uses == 1


def test_impossible_terms_are_refused() -> None:
    for uses, until, start in ((-1, "", ""), (MOST_USES + 1, "", ""), (1, "2027-01-01", "2027-01-02")):
        with pytest.raises(Invalid):
            RightDetail("", "", uses, until, start)


def test_a_right_is_usable_from_its_first_moment_to_before_its_last() -> None:
    rules = Rules(2, 100, 200, 150, 0, False)
    usable = {now: RightStanding(rules, 0, None, 0, now).is_usable for now in (99, 100, 199, 200)}
    assert usable == {99: False, 100: True, 199: True, 200: False}
    assert [RightStanding(rules, 0, None, 0, now).may_move for now in (149, 150)] == [True, False]
    assert not RightStanding(rules, 2, None, 0, 100).is_usable
