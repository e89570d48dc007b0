"""One's collection, a token's page, its picture and its metadata."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image

from app.demo.drawing import draw_ahead
from app.wiring import Platform
from chain.clock import FixedClock
from chain.ids import Address
from marketplace.artwork.cid import cid_of
from marketplace.errors import StoreUnavailable
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named

CARD = offer_named("four-towns-ambassador")
SERIES = address(CARD.series)


@pytest.fixture
def owner(market: Market, card: int, sign_in: SignIn) -> Address:
    """Signed in, with cards 1 and 2."""
    me = sign_in().address
    market.give_yen(me, 10_000)
    market.arrive(market.signed_order(card, me, 2))
    return me


def number_of(platform: Platform, listing: int) -> int:
    return platform.marketplace.pages.item(listing, None).item.collection.number


def test_my_collection_shows_each_card_with_serial_and_votes(client: FlaskClient, owner: Address) -> None:
    page = client.get("/collection").text
    assert f"/collection/{SERIES}/1" in page
    assert f"/collection/{SERIES}/2" in page
    assert "2票" in page


def test_an_empty_collection_leads_to_the_market(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    page = client.get("/collection").text
    assert "まだ作品を持っていません" in page
    assert 'href="/towns"' in page


def test_an_order_on_its_way_is_shown_in_the_collection(
    client: FlaskClient, market: Market, card: int, owner: Address
) -> None:
    market.give_yen(owner, 10_000)
    waiting = market.signed_order(card, owner)
    assert f"/orders/{waiting}" in client.get("/collection").text


def test_a_token_shows_serial_vote_legend_and_history_to_everybody(
    client: FlaskClient, owner: Address, sign_in: SignIn
) -> None:
    own = client.get(f"/collection/{SERIES}/2").text
    for words in ("あなたのカードです", "このカードは1票です", "大月の猿橋と桃太郎", "あなたのものになりました"):
        assert words in own, words
    sign_in(email="other@example.jp")
    seen = client.get(f"/collection/{SERIES}/2").text
    assert "あなたのカードです" not in seen
    assert f"{owner[:6]}…{owner[-4:]}" in seen
    assert client.get(f"/collection/{SERIES}/3").status_code == 404


def test_a_final_order_stops_looking(client: FlaskClient, market: Market, card: int, owner: Address) -> None:
    page = client.get("/orders/1").text
    assert "手に入りました" in page
    assert 'hx-trigger="every 500ms"' not in page


def test_the_picture_of_a_token_carries_its_own_code_and_is_asked_for_once(
    client: FlaskClient, platform: Platform, card: int, owner: Address
) -> None:
    path = f"/artwork/collections/{number_of(platform, card)}/2-page.png"
    drawn = client.get(path)
    assert drawn.mimetype == "image/png"
    assert "max-age" in drawn.headers["Cache-Control"]
    with Image.open(io.BytesIO(drawn.data)) as picture:
        codes = [code.text for code in zxingcpp.read_barcodes(picture.convert("RGB"))]
    assert codes == [f"{platform.settings.public_url}/collection/{SERIES}/2"]
    assert client.get(path, headers={"If-None-Match": drawn.headers["ETag"]}).status_code == 304
    assert (
        client.get(path.replace("2-page", "1-page"), headers={"If-None-Match": drawn.headers["ETag"]}).status_code
        == 200
    )


def test_only_pictures_of_what_exists_are_drawn(
    client: FlaskClient, platform: Platform, card: int, owner: Address
) -> None:
    number = number_of(platform, card)
    for path in (
        f"{number}/3-list.webp",
        f"{number}/0-list.webp",
        f"{number}/1-huge.webp",
        f"{number}/1-list.svg",
        "1/sample-list.webp",
    ):
        assert client.get(f"/artwork/collections/{path}").status_code == 404, path
    assert client.get("/artwork/scenes/..%2f..%2fetc.webp").status_code == 404
    assert client.get("/artwork/scenes/atlantis.webp").status_code == 404
    assert client.get(f"/artwork/collections/{number}/sample-list.webp").status_code == 200
    assert client.get("/artwork/towns/292125-list.webp").status_code == 200


def test_token_metadata_is_what_wallets_expect(
    client: FlaskClient, platform: Platform, card: int, owner: Address
) -> None:
    series = platform.marketplace.pages.item(card, None).item.collection
    path = series.base_uri.removeprefix(platform.settings.public_url) + "2"
    answer = client.get(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told = answer.json
    assert told is not None
    assert set(told) == {"name", "description", "image", "external_url", "background_color", "attributes"}
    assert re.fullmatch("[0-9a-f]{6}", told["background_color"])
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert told["name"] == "Four Towns Ambassador Card / 四町アンバサダーカード #2"
    assert told["description"].startswith("[Demonstration / デモ]")
    assert told["external_url"] == f"{platform.settings.public_url}/collection/{SERIES}/2"
    traits = {trait["trait_type"]: trait["value"] for trait in told["attributes"]}
    assert traits["Votes"] == "1"
    assert traits["Serial"] == 2
    assert traits["Legend"] == "The monkey bridge and Momotaro, Otsuki"
    assert client.get(path + ".json").json == told
    assert client.get(series.base_uri.removeprefix(platform.settings.public_url) + "3").status_code == 404


def test_collection_metadata_follows_erc_7572(client: FlaskClient, platform: Platform, card: int) -> None:
    series = platform.marketplace.pages.item(card, None).item.collection
    told = client.get(series.contract_uri.removeprefix(platform.settings.public_url)).json
    assert told is not None
    assert told["name"]
    assert told["symbol"] == "YONCHO"
    assert told["external_link"].startswith(platform.settings.public_url)
    assert client.get(told["image"].removeprefix(platform.settings.public_url)).status_code == 200


def test_pictures_in_metadata_are_named_by_their_content_and_kept_forever(
    client: FlaskClient, platform: Platform, card: int, owner: Address
) -> None:
    series = platform.marketplace.pages.item(card, None).item.collection
    base = series.base_uri.removeprefix(platform.settings.public_url)
    addresses = [client.get(f"{base}{serial}").json["image"] for serial in (1, 2)]  # type: ignore[index]
    assert len(set(addresses)) == 2
    path = addresses[1].removeprefix(platform.settings.public_url)
    picture = client.get(path)
    cid = path.removeprefix("/artwork/content/").removesuffix(".webp")
    assert cid_of(picture.data) == cid
    with Image.open(io.BytesIO(picture.data)) as shown:
        assert [code.text for code in zxingcpp.read_barcodes(shown)] == [
            f"{platform.settings.public_url}/collection/{SERIES}/2"
        ]
    assert "immutable" in picture.headers["Cache-Control"]
    assert client.get(path, headers={"If-None-Match": picture.headers["ETag"]}).status_code == 304
    (kept,) = platform.settings.content_dir.rglob(cid)
    kept.write_bytes(b"foreign")
    assert client.get(path).data == picture.data


def test_only_drawn_pictures_are_given_by_their_content(client: FlaskClient, platform: Platform, card: int) -> None:
    other = platform.marketplace.content.put(b"an upload that is no card")
    for name in ("..%2f..%2fmusubi.db", "bafy", cid_of(b"never kept")):
        assert client.get(f"/artwork/content/{name}.webp").status_code == 404, name
    assert client.get(f"/artwork/content/{other}.webp").status_code == 404


def test_a_picture_that_is_lost_does_not_break_metadata(
    client: FlaskClient, platform: Platform, card: int, owner: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(content: bytes) -> str:
        raise StoreUnavailable("down")

    monkeypatch.setattr(platform.marketplace.content, "put", unavailable)
    series = platform.marketplace.pages.item(card, None).item.collection
    told = client.get(series.base_uri.removeprefix(platform.settings.public_url) + "1").json
    assert told is not None
    assert client.get(told["image"].removeprefix(platform.settings.public_url)).mimetype == "image/png"


def test_other_sites_are_shown_a_preview(client: FlaskClient, platform: Platform, card: int, owner: Address) -> None:
    for page in (f"/items/{card}", f"/collection/{SERIES}/1"):
        found = re.search('property="og:image" content="([^"]+)"', client.get(page).text)
        assert found is not None, page
        assert found[1].startswith(platform.settings.public_url)
        preview = client.get(found[1].removeprefix(platform.settings.public_url))
        with Image.open(io.BytesIO(preview.data)) as shown:
            assert (shown.format, shown.size) == ("JPEG", (1200, 630))


def test_pictures_may_be_drawn_ahead(market: Market, platform: Platform, card: int) -> None:
    assert draw_ahead(platform) == 2
    kept = sorted(platform.settings.artwork_dir.rglob("*.webp"))
    assert len(kept) == 2
    assert draw_ahead(platform) == 2
    assert sorted(platform.settings.artwork_dir.rglob("*.webp")) == kept


def test_an_order_nobody_signed_in_time_has_expired(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    me = sign_in().address
    market.give_yen(me, 10_000)
    order_id = int(platform.marketplace.place_order.prepare(card, me, 1).subject)
    clock.advance(timedelta(hours=1))
    assert "時間切れになりました" in client.get(f"/orders/{order_id}").text
    assert client.post(f"/orders/{order_id}/signature").status_code == 409
