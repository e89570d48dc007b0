"""Addresses of any country: its fields, what is refused, and how it stands on a parcel."""

from __future__ import annotations

import pytest

from marketplace.models.addresses import AddressReading, countries, fields_of, read_address

JAPAN = {
    "country_code": "JP", "name": "山田 花子", "postal_code": "６３３２１６６", "country_area": "奈良県",
    "street_address": "宇陀市大宇陀拾生1846", "phone": "０９０-1234-5678",
}  # fmt: skip
FRANCE = {
    "country_code": "FR", "name": "Élise Martin", "postal_code": "75011", "city": "Paris",
    "street_address": "3 rue Oberkampf", "phone": "+33 6 12 34 56 78",
}  # fmt: skip


def reasons(reading: AddressReading) -> dict[str, str]:
    return {name: error.reason for name, error in reading.errors.items()}


def test_every_country_has_a_form() -> None:
    assert len(countries()) > 240 and {"JP", "FR", "US", "BR", "TW", "UA"} <= set(countries())
    for country in countries():
        names = [one.name for one in fields_of(country)]
        assert names[0] == "name" and "street_address" in names


def test_each_country_asks_for_its_own_fields() -> None:
    assert [one.name for one in fields_of("JP")] == [
        "name", "company_name", "postal_code", "country_area", "street_address",
    ]  # fmt: skip
    america = {one.name: one for one in fields_of("US")}
    assert america["postal_code"].words == "zip" and ("CA", "California") in america["country_area"].choices
    assert not any(one.name == "postal_code" for one in fields_of("HK"))


def test_an_address_is_kept_as_its_country_writes_it() -> None:
    home, abroad = read_address(JAPAN).address, read_address(FRANCE).address
    assert home is not None and abroad is not None
    assert home.lines() == ["〒633-2166", "奈良県宇陀市大宇陀拾生1846", "山田 花子 様"]
    assert abroad.lines() == ["Élise Martin", "3 rue Oberkampf", "75011 PARIS", "FRANCE"]
    assert abroad.is_abroad and not home.is_abroad


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"country_code": "XX"}, {"country_code": "unknown"}),
        ({"country_code": ""}, {"country_code": "unknown"}),
        ({"name": " "}, {"name": "empty"}),
        ({"postal_code": "12"}, {"postal_code": "no_postal_code"}),
        ({"country_area": "パリ"}, {"country_area": "no_country_area"}),
        ({"street_address": "宇陀市 1234 5678 9018"}, {"street_address": "my_number"}),
        ({"name": "山田\u202e"}, {"name": "turned"}),
        ({"phone": ""}, {"phone": "empty"}),
        ({"phone": "12345"}, {"phone": "not_a_phone"}),
        ({"phone": "1234 5678 9018"}, {"phone": "not_a_phone"}),
        ({"street_address": "あ" * 201}, {"street_address": "too_long"}),
    ],
)
def test_what_is_wrong_is_named_at_its_field(changed: dict[str, str], refused: dict[str, str]) -> None:
    reading = read_address(JAPAN | changed)
    assert reading.address is None and reasons(reading) == refused


def test_abroad_a_phone_needs_its_country_and_home_only_means_home() -> None:
    assert reasons(read_address(FRANCE | {"phone": "06 12 34 56 78"})) == {"phone": "not_a_phone"}
    assert reasons(read_address(FRANCE, only_home=True)) == {"country_code": "only_home"}
    without = read_address(FRANCE | {"phone": ""}, needs_phone=False)
    assert without.address is not None and without.address.phone == ""
