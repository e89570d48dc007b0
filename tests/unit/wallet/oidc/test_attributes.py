"""Claims in both forms that are known, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.errors import IdentityRefused
from wallet.oidc.attributes import AgeBand, age, read_attributes

TODAY = date(2026, 11, 27)
GOOD: dict[str, Any] = {"name": "五十嵐 結衣", "birthdate": "1985-03-15", "address": "福島県耶麻郡磐梯町大字磐梯1"}


@pytest.mark.parametrize("birthdate", ["1985-03-15", "19850315"])
@pytest.mark.parametrize(
    "address",
    [
        GOOD["address"],
        {"formatted": "福島県耶麻郡磐梯町大字磐梯1"},
        {"region": "福島県", "locality": "耶麻郡磐梯町", "street_address": "大字磐梯1", "country": "JP"},
        {"formatted": "", "locality": "磐梯町", "country": "日本"},
    ],
)
def test_both_forms_say_the_same(birthdate: str, address: object) -> None:
    read = read_attributes(GOOD | {"birthdate": birthdate, "address": address}, TODAY)
    assert (read.birthdate, read.municipality) == (date(1985, 3, 15), "074071")
    assert "五十嵐" not in repr(read)
    assert "1985" not in repr(read)


@pytest.mark.parametrize(
    ("claim", "told", "reason"),
    [
        ("birthdate", None, "attributes_missing"),
        ("birthdate", "", "attributes_missing"),
        ("birthdate", "1985/03/15", "attributes_unreadable"),
        ("birthdate", "1985-02-30", "attributes_unreadable"),
        ("birthdate", "１９８５０３１５", "attributes_unreadable"),
        ("birthdate", "0000-03-15", "attributes_unreadable"),
        ("birthdate", "1985", "attributes_unreadable"),
        ("birthdate", 19850315, "attributes_unreadable"),
        ("birthdate", "2027-01-01", "attributes_unreadable"),
        ("birthdate", "1890-01-01", "attributes_unreadable"),
        ("address", None, "attributes_missing"),
        ("address", " ", "attributes_missing"),
        ("address", ["福島県"], "attributes_unreadable"),
        ("address", {}, "attributes_missing"),
        ("address", {"region": 7}, "attributes_unreadable"),
        ("address", {"country": 81, "region": "福島県"}, "attributes_unreadable"),
        ("address", {"country": "FR", "formatted": "12 rue de Rivoli"}, "lives_abroad"),
        ("address", "国外転出（令和7年4月1日）", "lives_abroad"),
        ("address", "どこか", "place_unknown"),
        ("address", "福島県" + "あ" * 300, "attributes_unreadable"),
        ("address", "福島県磐梯町 1234 5678 9018", "attributes_unreadable"),
        ("name", None, "attributes_missing"),
        ("name", 5, "attributes_unreadable"),
    ],
)
def test_what_is_neither_verifies_nobody(claim: str, told: object, reason: str) -> None:
    with pytest.raises(IdentityRefused) as refused:
        read_attributes(GOOD | {claim: told}, TODAY)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2011, 11, 28), AgeBand.CHILD),
        (date(2011, 11, 27), AgeBand.YOUTH),
        (date(2008, 11, 27), AgeBand.YOUNG),
        (date(1951, 11, 28), AgeBand.SENIOR),
        (date(1951, 11, 27), AgeBand.ELDER),
    ],
)
def test_a_band_begins_on_the_birthday(born: date, band: AgeBand) -> None:
    read = read_attributes(GOOD | {"birthdate": born.isoformat()}, TODAY)
    assert read.age_band(TODAY) is band


@given(st.dates(date(1900, 1, 1), TODAY))
def test_everybody_has_one_band_and_it_fits(born: date) -> None:
    read = read_attributes(GOOD | {"birthdate": born.strftime("%Y%m%d").zfill(8)}, TODAY)
    band, years = read.age_band(TODAY), age(born, TODAY)
    later = [one.from_years for one in AgeBand if one.from_years > band.from_years]
    assert band.from_years <= years < min(later, default=200)


@given(st.dictionaries(st.sampled_from(["name", "birthdate", "address", "sub"]), st.none() | st.integers() | st.text()))
def test_no_claims_break_it(told: dict[str, Any]) -> None:
    try:
        read_attributes(told, TODAY)
    except IdentityRefused:
        return
