"""Which municipality a written address lies in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.prefectures import PREFECTURES, prefecture_of
from wallet.oidc.places import find_place, place_named, places


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("福島県耶麻郡磐梯町大字磐梯字中ノ橋1855", "074071"),
        ("福島県磐梯町大字磐梯", "074071"),
        ("磐梯町大字磐梯", "074071"),
        ("静岡県 静岡市 葵区追手町５－１", "221007"),  # wards are parts of their city
        ("横浜市中区日本大通1", "141003"),
        ("東京都千代田区千代田1-1", "131016"),
        ("東京都府中市宮西町2-24", "132063"),
        ("広島県府中市府川町315", "342084"),
        ("福島県郡山市朝日一丁目23", "072036"),
        ("奈良県大和郡山市北郡山町248", "292036"),
        ("茨城県竜ケ崎市3710", "082082"),  # 龍ケ崎
        ("埼玉県鶴ケ島市大字三ツ木16", "112411"),  # 鶴ヶ島
        ("北海道河西郡更別村字更別南1線93", "016390"),
        ("奈良県宇陀市榛原下井足17-3", "292125"),
    ],
)
def test_an_address_lies_in_one_municipality(address: str, code: str) -> None:
    found = find_place(address)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "address", ["", "府中市1", "伊達市", "どこかの町1番地", "福島県", "Tokyo", "国外転出", "東京都磐梯町"]
)
def test_what_is_in_none_or_in_two_is_in_none(address: str) -> None:
    assert find_place(address) is None


def test_every_municipality_is_found_by_its_own_name() -> None:
    wrong = [one for one in places() if find_place(f"{one.prefecture}{one.name}大字一1番地") != one]
    assert wrong == []
    assert len({one.code for one in places()}) == len(places()) == 1741


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    found = find_place(text)
    assert found is None or place_named(found.code) == found


def test_every_place_lies_in_the_prefecture_that_its_code_begins_with() -> None:
    assert {prefecture_of(one.code) for one in places()} == set(PREFECTURES)
    assert [one for one in places() if one.prefecture != PREFECTURES[prefecture_of(one.code)].name_ja] == []


def test_a_place_is_told_in_english_with_its_prefecture() -> None:
    found = place_named("131016")
    assert found is not None
    assert (found.name_ja, found.name_en) == ("東京都千代田区", "千代田区, Tokyo")
