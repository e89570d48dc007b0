"""What a shop shows of itself, kept and read again; its contact address only sealed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from chain.errors import Invalid, NotFound
from points.models import MerchantAct, MerchantActKind, ShopProfile
from points.models.merchant_form import NAMES, PLACE, read_form
from points.queries.shop_map import find_shop
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region

TYPED = dict.fromkeys(PLACE, "") | {
    "name_ja": "薬草茶房", "name_en": "Herb Tea", "category": "food", "address": "大宇陀1-2-3", "latitude": "34.522100",
    "longitude": "135.954300", "hours_mon": "10:00-14:00, 17:00-25:00", "hours_holiday": "休", "phone": "0745-82-1234",
    "web": "https://example.jp", "description_ja": "葛の菓子", "contact": "herb@example.jp",
}  # fmt: skip


def test_what_was_kept_stands_in_the_form_again_and_the_contact_is_sealed(region: Region) -> None:
    shop, keeping = region.shop("前の名前"), region.points.keep_shop
    keeping.change(UDA, region.officer, shop, read_form(TYPED))
    form = keeping.form_of(shop)
    assert {name: form[name] for name in (*NAMES, *PLACE) if form.get(name) or TYPED[name]} == {
        name: typed for name, typed in TYPED.items() if typed
    }
    with region.platform.db.read() as session:
        act = session.scalars(select(MerchantAct)).one()
        sealed = session.get_one(ShopProfile, shop).contact_sealed
        assert find_shop(session, shop).hours.is_known
    assert (act.kind, act.about, act.reason) == (MerchantActKind.EDITED, shop, "前の名前 → 薬草茶房")
    assert b"herb@" not in sealed


def test_another_town_and_a_wrong_field_change_nothing(region: Region) -> None:
    shop, keeping = region.shop("前の名前"), region.points.keep_shop
    with pytest.raises(NotFound):
        keeping.change(MUKAWA, region.officer, shop, read_form(TYPED))
    with pytest.raises(Invalid):
        keeping.change(UDA, region.officer, shop, read_form(TYPED | {"hours_tue": "朝"}))
    with pytest.raises(NotFound):
        keeping.form_of(1)
    assert keeping.form_of(shop)["name_ja"] == "前の名前"
