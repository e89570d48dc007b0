"""The search on both databases: words in every spelling, conditions, orders and pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chain.clock import FixedClock, business_date
from chain.db import Database
from chain.municipalities import Municipality
from chain.units import Yen
from marketplace.models import Kind, SaleState
from marketplace.models.search_text import words_of
from marketplace.projections.counting import Counted
from marketplace.queries.catalogue.pages import Catalogue
from marketplace.queries.catalogue.search import PAGE, Sale, Search, Sort
from marketplace.services.catalogue.put_entry import remove_entry, set_open
from tests.fixtures.catalogue import FUNAHASHI, MUKAWA, UDA, put_some, put_thing, put_towns, tell

Find = Callable[..., set[str]]


@pytest.fixture
def catalogue(db: Database, clock: FixedClock) -> Catalogue:
    return Catalogue(db, clock)


@pytest.fixture
def find(catalogue: Catalogue) -> Find:
    def found(words: str = "", **conditions: Any) -> set[str]:
        result = catalogue.find(Search(words=tuple(words_of(words)), **conditions))
        assert result.count == len(result.cards)
        return {card.subject for card in result.cards}

    return found


def test_words_and_conditions(db: Database, clock: FixedClock, catalogue: Catalogue, find: Find) -> None:
    now, today = clock.now(), business_date(clock.now())
    put_some(db, now)
    by_words = {
        "": {"a:1", "a:2", "a:3", "a:4"},  # a:5 is not on chain yet
        "ゆず": {"a:1"}, "ユズ": {"a:1"}, "ﾕｽﾞ": {"a:1"}, "YUZU": {"a:1"}, "yuz": {"a:1"}, "uzu": set(),
        "刀": {"a:2"}, "日本": {"a:2"}, "日本刀のカード": {"a:2"}, "本刀のかーど": {"a:2"},
        "vip": {"a:3"}, "ＶＩＰ": {"a:3"}, "dinosaur": {"a:3"}, "恐竜 パス": {"a:3"}, "恐竜 ゆず": set(),
        "北海道": {"a:3"}, "むかわ": {"a:3"}, "ムカワ": {"a:3"}, "mukawa": {"a:3"}, "うだ": set(),
        "uda": {"a:1", "a:2"},
        "オークション": {"a:4"}, "ばんどり文化ホール": {"a:4"}, "ばんどり文化ホールの前": set(), "体験": {"a:1"},
        "100%": set(), "_": {"a:1", "a:2", "a:3", "a:4"}, "'; DROP TABLE": set(),
    }  # fmt: skip
    for words, subjects in by_words.items():
        assert find(words) == subjects, words
    assert find(town=UDA) == {"a:1", "a:2"}
    assert find(prefecture="富山県") == {"a:4"}
    assert find(kind=Kind.RIGHT) == {"a:3"}
    assert find(price_to=4_500) == {"a:1", "a:2"}
    assert find(price_from=200_000) == {"a:4"}  # somewhere between its prices
    assert find(first_day=date(2026, 12, 21)) == {"a:3"}
    assert find(last_day=today) == {"a:1"}
    assert find("herbs", town=MUKAWA) == set()
    assert [count for _, count in catalogue.choices().kinds] == [1, 1, 1, 1]
    assert [town.count for town in catalogue.choices().towns] == [2, 1, 1]


def test_what_the_chain_and_the_calendar_say(db: Database, clock: FixedClock, catalogue: Catalogue, find: Find) -> None:
    now = clock.now()
    put_towns(db)
    hour = timedelta(hours=1)
    put_thing(db, now, "a:1", "いま", "Now", supply=3, waits_for_chain=True)
    put_thing(db, now, "a:2", "これから", "Soon", opens_at=now + hour)
    put_thing(db, now, "a:3", "おわり", "Over", opens_at=now - hour, closes_at=now)
    put_thing(db, now, "a:4", "昨日まで", "Until yesterday", last_day=business_date(now) - timedelta(days=1))
    assert find() == {"a:2"}
    tell(db, Counted("a:1", opened=1))
    assert find() == {"a:1", "a:2"}
    assert (find(sale=Sale.NOW), find(sale=Sale.SOON), find(sale=Sale.PAST)) == ({"a:1"}, {"a:2"}, {"a:3", "a:4"})
    tell(db, Counted("a:1", sold=2))
    assert [(card.left, card.state) for card in catalogue.find(Search(sale=Sale.NOW)).cards] == [(1, SaleState.ON_SALE)]
    tell(db, Counted("a:1", sold=1))
    assert (find(sale=Sale.NOW), find(sale=Sale.PAST)) == (set(), {"a:1", "a:3", "a:4"})
    assert [card.state for card in catalogue.of_town(UDA)] == [SaleState.UPCOMING, SaleState.SOLD_OUT]
    tell(db, Counted("a:1", sold=1), sign=-1)  # the block is gone
    assert find(sale=Sale.NOW) == {"a:1"}
    tell(db, Counted("a:2", closed=1))
    clock.advance(2 * hour)
    assert find(sale=Sale.NOW) == {"a:1"}
    with db.write() as session:
        set_open(session, "a:1", False)
    assert find(sale=Sale.NOW) == set()


def test_a_paused_town_is_not_found(db: Database, clock: FixedClock, find: Find, catalogue: Catalogue) -> None:
    put_some(db, clock.now())
    before = catalogue.stamp()
    with db.write() as session:
        session.add(Municipality(code=UDA, name="宇陀市", is_paused=True))
    assert find() == {"a:3", "a:4"}
    assert catalogue.of_town(UDA) == []
    assert catalogue.stamp() != before


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_show_everything_once_in_order(db: Database, clock: FixedClock, catalogue: Catalogue, sort: Sort) -> None:
    put_towns(db)
    for number in range(2 * PAGE + 5):
        put_thing(
            db, clock.now(), f"a:{number}", f"品{number}", f"No. {number}", price=number % 7 * 100, featured=number % 3
        )
    seen, after, sizes = [], None, []
    while True:
        found = catalogue.find(Search(sort=sort, after=after))
        assert found.count == 2 * PAGE + 5
        seen += [(card.price_from, card.featured, card.id) for card in found.cards]
        sizes.append(len(found.cards))
        if found.after is None:
            break
        after = found.after
    keys: dict[Sort, Callable[[tuple[int, int, int]], Any]] = {
        Sort.FEATURED: lambda card: (-card[1], -card[2]),
        Sort.NEWEST: lambda card: -card[2],
        Sort.CHEAPEST: lambda card: (card[0], card[2]),
        Sort.DEAREST: lambda card: (-card[0], -card[2]),
    }
    assert sizes == [PAGE, PAGE, 5]
    assert seen == sorted(set(seen), key=keys[sort])


def test_put_again_and_taken_out(db: Database, clock: FixedClock, find: Find) -> None:
    now = clock.now()
    put_towns(db)
    put_thing(db, now, "a:1", "古い名", "Old name")
    put_thing(db, now, "a:1", "新しい名", "New name", town=FUNAHASHI, price_to=Yen(5_000))
    assert (find("古い"), find("新しい"), find("舟橋"), find("宇陀")) == (set(), {"a:1"}, {"a:1"}, set())
    with db.write() as session:
        remove_entry(session, "a:1")
        remove_entry(session, "a:1")
    assert find() == set()


def test_a_sale_that_nobody_sees_changes_no_page(db: Database, clock: FixedClock, catalogue: Catalogue) -> None:
    put_towns(db)
    put_thing(db, clock.now(), "a:1", "たくさん", "Many", supply=100)
    put_thing(db, clock.now(), "a:2", "いくらでも", "Any number")
    stamp = catalogue.stamp()
    tell(db, Counted("a:1", sold=1), Counted("a:2", sold=500))
    assert catalogue.stamp() == stamp
    tell(db, Counted("a:1", sold=80))  # 19 are left; before there were 99
    assert catalogue.stamp() != stamp
