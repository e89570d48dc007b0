"""An item that only holders of the town's card may buy, and one for those on a list, as each visitor sees it."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.wiring import Platform
from chain.ids import ZERO_ADDRESS, Address
from marketplace.models import Collection, Listing, Token
from marketplace.models.eligibility import ChainRestriction, Eligibility, ListingBuyer
from marketplace.services.catalogue.of_listing import listing_entry
from marketplace.services.catalogue.put_entry import put_entry
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named

CARD, VISIT = offer_named("four-towns-ambassador"), offer_named("uda-swordsmith")


def restrict(market: Market, listing: int, eligibility: Eligibility, holding: Address = ZERO_ADDRESS) -> None:
    """As the chain tells it."""
    platform = market.platform
    with platform.db.write() as session:
        row = session.get_one(Listing, listing)
        row.eligibility = eligibility.to_json()
        put_entry(session, listing_entry(row), platform.clock.now())
        root = b"\x01" * 32 if eligibility.is_listed else bytes(32)
        session.add(
            ChainRestriction(
                number=listing, verified=eligibility.is_verified, residents=False, outside_area=0, holding=holding,
                per_person=False, winners_root=root, block_number=900 + listing % 97, log_index=1, part=0,
            )
        )  # fmt: skip


def test_an_item_for_holders_tells_each_visitor_whether_they_may_buy_and_what_to_do(
    client: FlaskClient, platform: Platform, market: Market, sign_in: SignIn
) -> None:
    market.offer(CARD)
    sale = market.offer(VISIT)
    with platform.db.read() as session:
        card = session.query(Collection).filter_by(series=CARD.series).one().number
    restrict(market, sale, Eligibility(holding=card), address(CARD.series))
    page = f"/items/{sale}"
    assert "カードをお持ちの方" in client.get("/items").text
    shown = client.get(page).text
    assert "「四町アンバサダーカード」をお持ちの方" in shown and "サインインすると、買えるかどうかが分かります" in shown
    assert "購入の確認へ進む" in shown
    english = client.get(f"{page}?lang=en").text
    assert "Holders of “Four Towns Ambassador Card”" in english
    client.get(f"{page}?lang=ja")

    stranger = sign_in(email="stranger@example.jp").address
    market.give_yen(stranger, 100_000)
    shown = client.get(page).text
    assert "このカードを手に入れると買えるようになります" in shown and "購入の確認へ進む" not in shown
    assert "「四町アンバサダーカード」を見る" in shown
    for answer in (
        client.get(f"{page}/orders/new?quantity=1"),
        client.post(f"{page}/orders", data={"quantity": "1"}),
    ):
        assert answer.status_code == 403 and "いまお持ちの方だけが買えます" in answer.text
    cart = client.post("/cart/lines", data={"item": f"listing:{sale}", "quantity": "1"}, follow_redirects=True)
    assert "いまお持ちの方だけが買えます" in cart.text
    assert client.post("/checkouts").status_code == 403

    holder = sign_in(email="holder@example.jp").address
    market.give_yen(holder, 100_000)
    with platform.db.write() as session:
        session.add(Token(collection=address(CARD.series), token_id=7, owner=holder, minted_at=0, since=0))
    shown = client.get(page).text
    assert "あなたは買えます" in shown and "購入の確認へ進む" in shown
    assert client.get(f"{page}/orders/new?quantity=1").status_code == 200
    assert "/sign/" in client.post(f"{page}/orders", data={"quantity": "1"}).location
    order = market.signed_order(sale, holder)
    market.fail(order, "BuyerHoldsNone")
    assert "決められた作品をお持ちの方だけ" in client.get(f"/orders/{order}").text


def test_an_item_by_invitation_is_bought_by_those_on_the_list_alone(
    client: FlaskClient, platform: Platform, market: Market, sign_in: SignIn
) -> None:
    sale = market.offer(VISIT)
    restrict(market, sale, Eligibility(is_listed=True))
    invited = sign_in(email="invited@example.jp").address
    with platform.db.write() as session:
        session.add(ListingBuyer(listing_number=sale, place=0, account=invited))
    assert "あなたは買えます" in client.get(f"/items/{sale}").text
    sign_in(email="other@example.jp")
    assert "お心当たりのある方は" in client.get(f"/items/{sale}").text
    assert client.post(f"/items/{sale}/orders", data={"quantity": "1"}).status_code == 403
    own = platform.marketplace
    assert own.eligible.of_listing(sale, invited)[0].is_met


def test_an_unreachable_registry_leaves_the_page_readable(client: FlaskClient, market: Market, sign_in: SignIn) -> None:
    sale = market.offer(VISIT)
    restrict(market, sale, Eligibility(is_verified=True))
    sign_in(email="somebody@example.jp")
    shown = client.get(f"/items/{sale}")
    assert shown.status_code == 200 and "いま確かめられません" in shown.text
    assert client.post(f"/items/{sale}/orders", data={"quantity": "1"}).status_code == 503
