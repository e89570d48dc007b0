"""Writing an offer: nothing typed is lost, and nobody sees another's."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from app.wiring import Platform
from marketplace.artwork.forms import Form, encoded
from marketplace.models.selling import Offer, OfferState
from tests.web.selling.conftest import DESK, OTHER_DESK, OTHER_SHOP, SHOP_DESK, Desks

RED = encoded(Image.new("RGB", (400, 300), "#e04020"), Form.JPEG)
HTMX = {"HX-Request": "true"}


def saved(platform: Platform) -> Offer:
    with platform.db.read() as session:
        return session.query(Offer).order_by(Offer.id.desc()).first()  # type: ignore[return-value]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_both_desks_open_in_both_languages(desks: Desks, language: str) -> None:
    for sign_in, desk in ((desks.officer, DESK), (desks.shop, SHOP_DESK)):
        sign_in()
        for kind in ("right", "produce", "first_refusal", "viewing", "tourism", "ambassador_card"):
            offer = desks.begin(desk, kind)
            for page in (desk, f"{desk}/new", offer, f"{offer}/edit"):
                assert desks.client.get(f"{page}?lang={language}").status_code == 200, page
        assert desks.client.get(f"{offer}/sample.webp").mimetype == "image/webp"


def test_an_offer_is_written_saved_and_sent_to_review(desks: Desks, platform: Platform) -> None:
    desks.shop()
    offer = desks.begin()
    assert "まだ書けていないところがあります" in desks.client.get(offer).text
    assert desks.save(offer).status_code == 303
    page = desks.client.get(offer).text
    assert "審査に出す" in page
    assert "1,425円" in page  # 95 % of 1,500
    assert desks.client.post(f"{offer}/submission").status_code == 303
    assert saved(platform).state == OfferState.IN_REVIEW
    assert desks.client.get(f"{offer}/edit").status_code == 303
    assert desks.save(offer, revision=2).status_code == 409


def test_a_form_sent_while_it_keeps_itself_is_no_conflict_and_other_words_are(desks: Desks, platform: Platform) -> None:
    desks.shop()
    offer = desks.begin()
    assert desks.save(offer).status_code == 303
    assert desks.save(offer).status_code == 303  # still with the revision from before
    assert saved(platform).revision == 2
    assert desks.save(offer, price="1,600").status_code == 409
    assert saved(platform).revision == 2 and saved(platform).typed["price"] != "1,600"


def test_each_kind_of_right_is_written_with_its_own_fields(desks: Desks, platform: Platform) -> None:
    desks.officer()
    persimmons = {
        "goods_ja": "庄内柿 5kg", "goods_en": "Shonai persimmons, 5 kg", "per_year": "2", "years": "3",
        "month_10": "1", "month_11": "1", "abroad": "", "cares_ja": "冷蔵してください。", "cares_en": "Keep cool.",
    }  # fmt: skip
    house = {
        "notice_days": "14",
        "steps_ja": "申し出る\n家を見る",
        "steps_en": "Ask\nSee it",
        "valid_until": "2098-03-31",
    }
    seat = {"event_ja": "歌舞伎", "event_en": "Kabuki", "seat_ja": "桟敷", "seat_en": "Box", "people": "1"}
    for kind, typed, shown in (
        ("produce", persimmons, ("庄内柿 5kg", "年2回、3年（全6回）", "10月から11月", "日本国内")),
        ("first_refusal", house, ("公開の14日前", "2. 家を見る")),
        ("viewing", seat, ("歌舞伎", "桟敷", "1名まで")),
    ):
        offer = desks.begin(DESK, kind)
        filled: dict[str, Any] = {"valid_until": "2098-12-31", **typed}
        assert desks.save(offer, **filled).status_code == 303, kind
        page = desks.client.get(offer).text
        assert all(words in page for words in shown), kind
        assert all(f'name="{name}"' in desks.client.get(f"{offer}/edit").text for name in typed)
    offer = desks.begin(DESK, "produce")
    emptied: dict[str, Any] = persimmons | {"month_10": "", "month_11": "", "years": "11"}
    refused = desks.save(offer, **emptied)
    assert refused.status_code == 422
    for words in ("月を1つ以上", "庄内柿 5kg", "10 までの数"):
        assert words in refused.text, words


def test_what_is_wrong_is_told_and_kept(desks: Desks, platform: Platform) -> None:
    desks.shop()
    offer = desks.begin()
    refused = desks.save(offer, price="99.5", name_ja="株\u202e式", percent=["50", "5", ""])
    assert refused.status_code == 422
    for words in ("小数は使えません", "文字の向きを変える", "いまは55.00%です", 'value="99.5"'):
        assert words in refused.text
    assert saved(platform).typed["price"] == "99.5"
    assert 'value="99.5"' in desks.client.get(f"{offer}/edit").text
    assert desks.client.post(f"{offer}/submission").status_code == 303
    assert saved(platform).state == OfferState.DRAFT


def test_the_place_is_put_on_the_map_and_nothing_typed_is_lost(desks: Desks, platform: Platform) -> None:
    desks.shop()
    offer = desks.begin()
    assert 'id="latitude"' in desks.client.get(f"{offer}/edit").text
    refused = desks.save(offer, latitude="133.817200", longitude="34.187600")
    assert refused.status_code == 422
    for words in ("この位置は日本の外です", 'value="133.817200"', 'value="34.187600"', 'id="position-error"'):
        assert words in refused.text
    assert desks.save(offer, revision=2, latitude="34.187600", longitude="133.817200").status_code == 303
    assert "34.187600, 133.817200" in desks.client.get(offer).text
    desks.shop(OTHER_SHOP)
    assert desks.save(offer, revision=3, latitude="35", longitude="135").status_code in (403, 404)
    assert saved(platform).typed["latitude"] == "34.187600"


def test_it_saves_itself_and_two_who_write_at_once_notice(desks: Desks, platform: Platform) -> None:
    desks.shop()
    offer = desks.begin()
    kept = desks.client.post(f"{offer}/draft", data={"name_ja": "滝", "revision": "1"}, headers=HTMX)
    assert 'value="2"' in kept.text
    assert "自動で保存しました" in kept.text
    assert saved(platform).typed["name_ja"] == "滝"
    late = desks.client.post(f"{offer}/draft", data={"name_ja": "川", "revision": "1"}, headers=HTMX)
    assert "先に変えました" in late.text
    refused = desks.save(offer, revision=1, name_ja="川")
    assert refused.status_code == 409
    assert 'value="川"' in refused.text
    assert saved(platform).typed["name_ja"] == "滝"


def test_the_split_is_reckoned_while_it_is_typed(desks: Desks) -> None:
    desks.shop()
    offer = desks.begin()
    lines = {"payee": ["town", "platform"], "percent": ["33.33", "66.67"]}
    shown = desks.client.post(f"{offer}/split", data={"price": "1000", **lines}, headers=HTMX).text
    assert "333円" in shown and "667円" in shown and "1,000円" in shown
    wrong = desks.client.post(f"{offer}/split", data={"price": "1000", **lines, "percent": ["33", "66"]})
    assert "いまは99.00%です" in wrong.text


def test_a_picture_comes_along_and_a_wrong_one_is_refused(desks: Desks, platform: Platform) -> None:
    desks.shop()
    offer = desks.begin()
    assert desks.save(offer, upload=(io.BytesIO(RED), "photo.jpg")).status_code == 303
    art = saved(platform).typed["art"]
    assert art.startswith("upload:baf")
    assert desks.client.get(f"{SHOP_DESK}/pictures/{art[7:]}.webp").mimetype == "image/webp"
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    refused = desks.save(offer, revision=2, upload=(io.BytesIO(svg), "photo.png"))
    assert refused.status_code == 422
    assert "SVGの絵には" in refused.text
    assert saved(platform).typed["name_ja"] == "滝の見学 🏞️"
    look = desks.client.post(f"{offer}/look", data={"upload": (io.BytesIO(RED), "a.jpg")}, headers=HTMX)
    assert 'hx-swap-oob="true"' in look.text


def test_nobody_opens_or_changes_the_offer_of_another(desks: Desks) -> None:
    desks.shop()
    offer = desks.begin()
    number = offer.rsplit("/", 1)[1]
    desks.shop(OTHER_SHOP)
    assert desks.client.get(offer).status_code == 403
    assert desks.client.get(f"{OTHER_DESK}/offers/{number}").status_code == 404
    for act in ("", "/draft", "/submission", "/taking-back", "/comments", "/split", "/look", "/renewal"):
        assert desks.client.post(f"{OTHER_DESK}/offers/{number}{act}", data={"words": "x"}).status_code == 404, act
    for person in (desks.buyer, lambda: desks.officer("163210")):
        person()
        assert desks.client.get(offer).status_code == 403
        assert desks.client.get(f"{DESK}/offers/{number}").status_code == 403
        assert desks.client.post(f"{DESK}/offers/{number}/decision", data={"decision": "approve"}).status_code == 403
    desks.officer("163210")
    assert desks.client.get(f"/console/163210/selling/offers/{number}").status_code == 404


def test_kinds_with_a_console_of_their_own_are_not_begun_here(desks: Desks) -> None:
    desks.officer()
    assert desks.client.post(f"{DESK}/offers", data={"kind": "naming"}).status_code == 422
    assert desks.client.post(f"{DESK}/offers", data={"kind": "moon"}).status_code == 400
