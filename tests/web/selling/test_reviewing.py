"""Review: comments both ways, a decision by the town's own officer, and signatures only after it."""

from __future__ import annotations

from app.wiring import Platform
from marketplace.models import ChainCollection, Collection, Listing, PublishState
from marketplace.models.selling import Offer, OfferState
from tests.web.marketplace.conftest import address
from tests.web.selling.conftest import DESK, SHOP_DESK, Desks


def state(platform: Platform) -> OfferState:
    with platform.db.read() as session:
        return OfferState(session.query(Offer).one().state)


def test_the_curator_returns_it_the_shop_corrects_it_and_it_is_approved(desks: Desks, platform: Platform) -> None:
    offer = desks.submitted()
    at_shop = offer.replace(DESK, SHOP_DESK)
    unsaid = desks.client.post(f"{offer}/decision", data={"decision": "return", "revision": "2"})
    assert "理由やコメントを書いてください" in desks.client.get(unsaid.location).text
    desks.client.post(
        f"{offer}/decision", data={"decision": "return", "revision": "2", "words": "英語を直してください"}
    )
    assert state(platform) == OfferState.RETURNED
    desks.shop()
    assert "英語を直してください" in desks.client.get(at_shop).text
    desks.client.post(f"{at_shop}/comments", data={"words": "<b>直しました</b>"})
    desks.save(at_shop, revision=2, name_en="The waterfall")
    desks.client.post(f"{at_shop}/submission")
    desks.officer()
    page = desks.client.get(offer).text
    assert "&lt;b&gt;直しました&lt;/b&gt;" in page
    assert "使える回数" in page and "2回" in page
    stale = desks.client.post(f"{offer}/decision", data={"decision": "approve", "revision": "2"})
    assert "先に変えました" in desks.client.get(stale.location).text
    desks.client.post(f"{offer}/decision", data={"decision": "approve", "revision": "3"})
    assert state(platform) == OfferState.APPROVED
    assert "作品を登録する（署名）" in desks.client.get(offer).text
    desks.shop()
    assert "まちの担当者が署名すると" in desks.client.get(at_shop).text


def test_a_refusal_says_why_and_ends_it(desks: Desks, platform: Platform) -> None:
    offer = desks.submitted()
    desks.client.post(f"{offer}/decision", data={"decision": "refuse", "revision": "2", "words": "ほかの人の絵です"})
    assert state(platform) == OfferState.REFUSED
    desks.shop()
    at_shop = offer.replace(DESK, SHOP_DESK)
    assert "ほかの人の絵です" in desks.client.get(at_shop).text
    desks.client.post(f"{at_shop}/submission")
    desks.client.post(f"{at_shop}/taking-back")
    assert state(platform) == OfferState.REFUSED


def test_a_shop_decides_and_signs_nothing(desks: Desks, platform: Platform) -> None:
    at_shop = desks.submitted().replace(DESK, SHOP_DESK)
    desks.shop()
    for act in ("decision", "collection", "listing", "cancellation"):
        assert desks.client.post(f"{at_shop}/{act}", data={"decision": "approve"}).status_code in (404, 405)
    desks.client.post(f"{at_shop}/taking-back")
    assert state(platform) == OfferState.TAKEN_BACK


def test_nothing_is_signed_before_it_is_approved(desks: Desks, platform: Platform) -> None:
    offer = desks.submitted()
    for act in ("collection", "listing"):
        answer = desks.client.post(f"{offer}/{act}")
        assert answer.location.startswith(offer)
        assert "いまの状態ではできません" in desks.client.get(offer).text
    with platform.db.read() as session:
        assert session.query(Collection).count() == 0


def test_an_artist_who_is_named_gets_the_royalty(desks: Desks, platform: Platform) -> None:
    artist = desks.buyer()
    desks.officer()
    offer = desks.begin(DESK)
    refused = desks.save(offer, artist="nobody@example.jp", artist_name="山田 花")
    assert refused.status_code == 422
    assert "このアカウントは見つかりません" in refused.text
    unnamed = desks.save(offer, revision=2, artist="buyer@example.jp")
    assert unnamed.status_code == 422
    assert "作者の名前を入力してください" in unnamed.text
    assert desks.save(offer, revision=3, artist="buyer@example.jp", artist_name="山田 花").status_code == 303
    assert "山田 花" in desks.client.get(offer).text
    desks.client.post(f"{offer}/submission")
    desks.client.post(f"{offer}/decision", data={"decision": "approve", "revision": "4"})
    assert desks.client.post(f"{offer}/collection").location.startswith("/sign/")
    with platform.db.read() as session:
        series = session.query(Collection).one()
    assert (series.artist, series.royalty_receiver) == ("山田 花", artist)


def test_series_and_sale_are_signed_in_words(desks: Desks, platform: Platform) -> None:
    offer = desks.submitted()
    desks.client.post(f"{offer}/decision", data={"decision": "approve", "revision": "2"})
    asked = desks.client.post(f"{offer}/collection")
    assert asked.location.startswith("/sign/")
    assert "作品をチェーンに登録します" in desks.client.get(asked.location).text
    with platform.db.write() as session:
        series = session.query(Collection).one()
        assert (series.symbol, series.max_supply, series.royalty_basis_points) == ("WATERFAL", 100, 500)
        assert series.design is not None and series.design.scene == "waterfall"
        fact = {"block_number": 1, "log_index": 0, "part": 0, "block_time": 1}
        session.add(
            ChainCollection(address=address("w"), number=series.number, municipality=int(series.municipality), **fact)
        )
        series.state = PublishState.PENDING
    assert "販売を始める（署名）" in desks.client.get(offer).text
    asked = desks.client.post(f"{offer}/listing")
    page = desks.client.get(asked.location).text
    assert "1,500円" in page and "薬草茶房 95%" in page
    with platform.db.read() as session:
        listing = session.query(Listing).one()
    first = listing.typed_shares()[0]
    assert (first.basis_points, first.payee) == (9_500, address("薬草茶房"))
