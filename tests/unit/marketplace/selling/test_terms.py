"""Every field of an offer as typed: what is taken, and the reason for what is not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Conflict, Invalid
from chain.units import Yen
from marketplace.models import Kind, RightDetail
from marketplace.models.selling import OfferAct, OfferReading, OfferState, next_state, read_offer
from marketplace.models.selling.splitting import Part, percent_words, preview, read_parts, read_percent
from marketplace.models.selling.wording import plain_words

NOW = datetime(2026, 11, 26, 3, tzinfo=UTC)
PAYEES = ("town", "shop:1", "platform")
SHARES = [["town", "95"], ["platform", "5"]]
RIGHT = {
    "name_ja": "滝の見学 🏞️", "name_en": "Waterfall visit", "story_ja": "滝です。", "story_en": "A waterfall.",
    "gives_ja": "見学1回\n\nお茶", "gives_en": "One visit", "art": "scene:waterfall", "pattern": "seigaiha",
    "rarity": "common", "upright_ja": "", "price": "1,500", "supply": "100", "per_buyer": "", "opens_at": "",
    "closes_at": "", "royalty": "5", "place_ja": "滝", "place_en": "Falls", "uses": "2", "valid_from": "",
    "valid_until": "2027-03-31", "transfers_until": "2027-03-01", "lendable": "1",
}  # fmt: skip


def read(**changed: str) -> OfferReading:
    return read_offer(Kind.RIGHT, RIGHT | changed, SHARES, PAYEES, NOW)


def reasons(**changed: str) -> dict[str, str]:
    return {name: error.reason for name, error in read(**changed).errors.items()}


def test_a_complete_offer_is_read() -> None:
    terms = read().terms
    assert terms is not None
    assert (terms.price, terms.supply, terms.per_buyer, terms.royalty) == (Yen(1_500), 100, 0, 500)
    assert terms.gives_ja == ("見学1回", "お茶")
    assert terms.detail == RightDetail("滝", "Falls", 2, "2027-03-31", transfers_until="2027-03-01", is_lendable=True)
    assert (terms.valid_until, terms.name_ja) == (date(2027, 3, 31), "滝の見学 🏞️")


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("price", "0", "zero"),
        ("price", "-5", "negative"),
        ("price", "99.5", "fraction"),
        ("price", "９９．５", "fraction"),
        ("price", "1000000001", "too_dear"),
        ("price", "9" * 30, "too_dear"),
        ("price", "たくさん", "not_whole"),
        ("supply", "0", "zero"),
        ("supply", "1000001", "over_most"),
        ("per_buyer", "101", "over_supply"),
        ("royalty", "10.01", "royalty_too_high"),
        ("royalty", "5.005", "not_a_rate"),
        ("closes_at", "2026-11-01T10:00", "before_opens_at"),
        ("opens_at", "あした", "not_a_day"),
        ("valid_until", "2026-11-25", "past"),
        ("valid_from", "2027-04-01", ""),
        ("uses", "0", "zero"),
        ("name_ja", "株\u202e式", "turned"),
        ("name_en", "Falls\u200f", "turned"),
        ("name_en", "Fa\u200blls", "unseen"),
        ("name_en", "bell\x07", "unseen"),
        ("name_en", "123456789018", "my_number"),
        ("story_ja", "  ", "empty"),
        ("art", "scene:moon", "unknown"),
        ("art", "design:1;drop", "unknown"),
        ("rarity", "best", "unknown"),
    ],
)
def test_a_wrong_field_is_named_with_its_reason(field: str, typed: str, reason: str) -> None:
    found = reasons(**{field: typed})
    if typed == "2026-11-25":
        assert found == {"valid_until": "past", "transfers_until": "after_expiry"}
    elif field == "valid_from":
        assert found == {"valid_until": "before_first_day"}
    else:
        assert found == {field: reason}


@pytest.mark.parametrize(
    ("latitude", "longitude", "wrong"),
    [
        ("34.1876", "", {"longitude": "half_position"}),
        ("北", "133.8", {"latitude": "not_degrees"}),
        ("NaN", "1e999999", {"latitude": "not_degrees", "longitude": "outside_japan"}),
        ("133.8172", "34.1876", {"latitude": "outside_japan", "longitude": "outside_japan"}),
    ],
)
def test_a_wrong_position_is_named_with_its_reason(latitude: str, longitude: str, wrong: dict[str, str]) -> None:
    assert reasons(latitude=latitude, longitude=longitude) == wrong


def test_a_position_is_kept_with_six_decimals_however_it_is_typed() -> None:
    terms = read(latitude=" ３４．１８７６ ", longitude="133.81720049").terms
    assert terms is not None and isinstance(terms.detail, RightDetail)
    assert (terms.detail.latitude, terms.detail.longitude) == ("34.187600", "133.817200")


def test_a_blank_offer_tells_all_its_fields_at_once() -> None:
    blank = read_offer(Kind.TOURISM, {}, [], PAYEES, NOW)
    assert blank.terms is None
    assert {"name_ja", "price", "supply", "people", "valid_until", "shares"} <= set(blank.errors)


def test_letters_of_right_to_left_languages_and_joined_emoji_are_names_like_others() -> None:
    for name in ("שלום", "مرحبا", "👩‍👩‍👧", "か\u3099"):
        assert plain_words(name, "name", 80)
    assert plain_words("か\u3099", "name", 80) == "が"


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        ([["town", "50"], ["platform", "49.99"]], "not_hundred"),
        ([], "not_hundred"),
        ([["town", "50"], ["town", "50"]], "payee_twice"),
        ([["0xabc", "100"]], "payee_unknown"),
        ([["shop:2", "100"]], "payee_unknown"),
        ([["town", "100.001"]], "not_a_rate"),
        ([["town", "-1"]], "not_a_rate"),
        ([["town", "1e2"]], "not_a_rate"),
    ],
)
def test_a_wrong_split_is_refused(shares: list[list[str]], reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_parts(shares, PAYEES)
    assert refused.value.reason == reason


@given(st.integers(0, 10_000))
def test_a_percent_is_read_as_it_is_written(points: int) -> None:
    assert read_percent(percent_words(points)) == points


@given(st.integers(1, 1_000_000_000), st.lists(st.integers(1, 10_000), min_size=1, max_size=16))
def test_the_yen_of_a_split_make_the_price_whatever_it_is(price: int, weights: list[int]) -> None:
    points = [weight * 10_000 // sum(weights) for weight in weights[:-1]]
    points.append(10_000 - sum(points))
    shares = [[str(number), percent_words(one)] for number, one in enumerate(points)]
    parts = read_parts(shares, [str(number) for number in range(len(points))])
    divided = preview(Yen(price), parts)
    assert sum(int(amount) for _, amount in divided) == price
    assert all(int(amount) == price * part.basis_points // 10_000 for part, amount in divided[:-1])
    assert all(isinstance(part, Part) for part, _ in divided)


def test_an_offer_goes_its_way_and_no_other() -> None:
    way = OfferState.DRAFT
    for act in (OfferAct.SUBMIT, OfferAct.RETURN, OfferAct.SUBMIT, OfferAct.APPROVE):
        way = next_state(way, act)
    assert way is OfferState.APPROVED
    assert next_state(way, OfferAct.RETURN) is OfferState.RETURNED
    assert next_state(way, OfferAct.TAKE_BACK) is OfferState.TAKEN_BACK
    assert next_state(OfferState.REFUSED, OfferAct.COMMENT) is OfferState.REFUSED
    refused = [
        (OfferState.DRAFT, OfferAct.APPROVE), (OfferState.IN_REVIEW, OfferAct.SUBMIT),
        (OfferState.REFUSED, OfferAct.SUBMIT), (OfferState.TAKEN_BACK, OfferAct.APPROVE),
        (OfferState.REFUSED, OfferAct.TAKE_BACK), (OfferState.IN_REVIEW, OfferAct.SIGN_LISTING),
    ]  # fmt: skip
    for state, act in refused:
        with pytest.raises(Conflict):
            next_state(state, act)


@pytest.mark.parametrize("act", [OfferAct.RETURN, OfferAct.TAKE_BACK])
def test_what_was_signed_is_not_taken_back(act: OfferAct) -> None:
    with pytest.raises(Conflict):
        next_state(OfferState.APPROVED, act, is_signed=True)
