"""From a purchase that is final to its receipt: who may see it, what stands on it, and that it stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import FixedClock, unix
from marketplace.models import Listing, Order, Resale, ResaleOffer, Town
from marketplace.models.receipts.sellers import SellerForm
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import TicketsReturned
from marketplace.models.tickets.points_returns import PointsReturn
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.papers import words_on
from tests.fixtures.web import SignIn
from tests.web.invoices.conftest import CARD, SHOP, TOWN, Papers
from tests.web.marketplace.conftest import address, offer_named
from tests.web.tickets.conftest import MATSUZAKI, Harbour
from wallet import Role

NUMBER = "T8000020130001"


def test_a_final_purchase_gets_one_receipt_that_its_buyer_alone_sees(
    client: FlaskClient, papers: Papers, sign_in: SignIn, platform: Platform
) -> None:
    listing = papers.market.offer(CARD)
    platform.marketplace.receipts.keep_seller.save(
        f"town:{TOWN}", address("officer"), SellerForm(invoice_number=NUMBER)
    )
    me = sign_in().address
    assert "まだありません" in client.get("/invoices").text
    order = papers.buy(me, listing, 3)
    papers.advance(block=0)
    assert papers.issued() == []  # not final
    assert "記録が確定すると" in client.get(f"/orders/{order}").text
    papers.advance()
    papers.advance(2_000)
    [receipt] = papers.issued()
    page = f"/invoices/{receipt.id}"
    assert f'href="{page}"' in client.get(f"/orders/{order}").text
    assert f'href="{page}"' in client.get("/orders").text
    shown = client.get(page).text
    for words in (
        "領収書（適格簡易請求書）",
        NUMBER,
        "9,000円",
        "818円",
        "10%対象（税込）",
        "000001",
        CARD.name_ja,
        "円の残高",
    ):
        assert words in shown, words
    english = client.get(f"{page}?lang=en").text
    assert "¥9,000" in english and CARD.name_en.replace("'", "&#39;") in english
    with platform.db.write() as session:  # issued is issued
        session.get_one(Listing, listing).tax_percent = 8
        session.get_one(Town, TOWN).name_ja = "別の名前"
    assert "818円" in client.get(f"{page}?lang=ja").text and "別の名前" not in client.get(page).text

    sign_in(email="somebody@example.jp")
    for answer in (
        client.get(page), client.get(f"{page}.pdf"), client.post(f"{page}/addressee", data={"addressee": "わたし"}),
    ):  # fmt: skip
        assert answer.status_code == 404
    assert f'href="{page}"' not in client.get("/invoices").text
    [kept] = papers.issued()
    assert (kept.addressee, kept.downloads) == ("", 0)


def test_the_addressee_is_written_once_and_a_second_copy_says_so(
    client: FlaskClient, app: Flask, papers: Papers, sign_in: SignIn, platform: Platform
) -> None:
    listing = papers.market.offer(CARD)
    platform.marketplace.receipts.keep_seller.save(
        f"town:{TOWN}", address("officer"), SellerForm(invoice_number=NUMBER)
    )
    papers.buy(sign_in().address, listing)
    papers.advance()
    page = "/invoices/1"
    refused = client.post(f"{page}/addressee", data={"addressee": "株式会社\u202e結び"})
    assert refused.status_code == 422 and "文字の向き" in refused.text
    assert client.post(f"{page}/addressee", data={"addressee": " "}).status_code == 422
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"{page}/addressee", data={"addressee": "株式会社むすび"}).status_code == 400
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(f"{page}/addressee", data={"addressee": "株式会社むすび"}).location == page
    assert client.post(f"{page}/addressee", data={"addressee": "株式会社むすび"}).status_code == 303
    again = client.post(f"{page}/addressee", data={"addressee": "別の会社"})
    assert again.status_code == 409 and "変えられません" in again.text
    first, second = client.get(f"{page}.pdf"), client.get(f"{page}.pdf")
    assert first.mimetype == "application/pdf" and first.data.startswith(b"%PDF")
    on_paper = words_on(first.data)
    for words in (
        "領収書（適格請求書）", "株式会社むすび 様", NUMBER, "3,000円", "10%対象（税込）", "272円",
        "2026年11月24日", "000001", CARD.name_ja,
    ):  # fmt: skip
        assert words in on_paper, words
    assert "再発行" not in on_paper and "再発行" in words_on(second.data)
    in_english = words_on(client.get(f"{page}.pdf?lang=en").data)
    assert "¥3,000" in in_english and NUMBER in in_english


def test_each_seller_of_a_checkout_issues_its_own_numbers_without_gaps(
    client: FlaskClient, papers: Papers, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    town, shop, refused = (papers.market.offer(replace(CARD, series=f"s{n}", symbol=f"S{n}")) for n in range(3))
    papers.by_shop(shop)
    me = sign_in().address
    papers.market.give_yen(me, 1_000_000)
    papers.buy(me, shop)
    papers.advance()
    for item in (town, shop, refused):
        client.post("/cart/lines", data={"item": f"listing:{item}", "quantity": 1})
    page = client.post("/checkouts").location
    signing = client.post(f"{page}/payment", data={"pay_by": "yen"}).location
    client.post(f"{signing}/signature")
    with platform.db.read() as session:
        orders = {one.listing_number: one.id for one in session.scalars(select(Order).where(Order.checkout_id == 1))}
    papers.market.arrive(orders[town])
    papers.advance()
    assert len(papers.issued()) == 1  # the rest is under way
    papers.market.arrive(orders[shop])
    papers.market.fail(orders[refused], "ListingSoldOut")
    clock.advance(timedelta(seconds=30))
    papers.advance()
    first, *issued = papers.issued()
    assert {(one.issuer, one.number) for one in (first, *issued)} == {
        (f"shop:{SHOP}", 1), (f"town:{TOWN}", 1), (f"shop:{SHOP}", 2),
    }  # fmt: skip
    of_town, of_shop = sorted(issued, key=lambda one: one.number)
    assert sum(int(one.total) for one in issued) == 6_000  # nothing for what failed
    assert of_shop.typed_sums[0].tax == 3_000 * 8 // 108
    listed = client.get(page).text
    assert "山の茶屋" in listed and f"/invoices/{of_shop.id}" in listed
    shown = client.get(f"/invoices/{of_shop.id}").text
    assert "適格請求書（インボイス）ではなく" in shown and "※" in shown and "8%対象（税込）（軽減税率）" in shown

    sign_in(roles=[(Role.MERCHANT_STAFF, str(SHOP))], email="shop@example.jp")
    desk = f"/sell/{SHOP}/receipts"
    assert "000002" in client.get(desk).text
    assert client.get(f"{desk}/{of_shop.id}").status_code == 200
    assert "控え" in words_on(client.get(f"{desk}/{of_shop.id}.pdf").data)
    assert client.get(f"{desk}/{of_town.id}").status_code == 404  # the town's
    assert client.get(f"{desk}/{of_town.id}.pdf").status_code == 404
    assert client.get(f"/console/{TOWN}/selling/receipts").status_code == 403
    sign_in(roles=[(Role.OFFICER, TOWN)], email="officer@example.jp")
    assert client.get(f"/console/{TOWN}/selling/receipts/{of_town.id}").status_code == 200
    assert client.get(f"/console/{TOWN}/selling/receipts/{of_shop.id}").status_code == 404
    assert client.get(f"{desk}").status_code == 403


def test_tickets_given_back_give_a_credit_note(
    client: FlaskClient, papers: Papers, harbour: Harbour, sign_in: SignIn, platform: Platform
) -> None:
    number, me = harbour.open(), sign_in().address
    platform.marketplace.receipts.keep_seller.save(
        f"town:{MATSUZAKI}", address("officer"), SellerForm(invoice_number=NUMBER)
    )
    harbour.give_yen(me, 50_000)
    adult, child = harbour.fares(number)
    asked = harbour.tickets.book.prepare(BookingWish(number, {adult: 2, child: 1}, 1), me)
    harbour.tickets.book.complete(asked.subject, b"\x01" * 65)
    harbour.arrive(int(asked.subject))
    papers.advance()
    [receipt] = papers.issued()
    assert {(line.quantity, line.amount) for line in receipt.typed_lines} == {(2, 5_200), (1, 1_300)}
    assert f"/invoices/{receipt.id}" in client.get(f"/bookings/{asked.subject}").text
    token = adult << 32 | 1
    with platform.db.write() as session:
        session.add(
            TicketsReturned(
                token_id=token, holder=me, quantity=1, refund=2_080, program_id=0, block_time=1_790_000_000,
                tx_hash=b"\x07" * 32, **harbour.fact(),
            )
        )  # fmt: skip
    papers.advance(2_000)
    papers.advance(3_000)
    _, credit = papers.issued()
    assert (credit.number, int(credit.total), credit.original_id) == (2, 2_080, receipt.id)
    assert credit.typed_sums[0].tax == 189
    assert "2,080円を返金しました" in client.get(f"/invoices/{receipt.id}").text
    shown = client.get(f"/invoices/{credit.id}").text
    assert "返還インボイス（適格返還請求書）" in shown and "もとの取引の日" in shown
    assert "返金した額" in words_on(client.get(f"/invoices/{credit.id}.pdf").data)


def test_points_that_go_back_are_noted_for_who_paid_them(
    papers: Papers, harbour: Harbour, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    number, me = harbour.open(), sign_in().address
    harbour.give_yen(me, 50_000)
    adult, _ = harbour.fares(number)
    asked = harbour.tickets.book.prepare(BookingWish(number, {adult: 2}, 1), me)
    harbour.tickets.book.complete(asked.subject, b"\x01" * 65)
    with platform.db.write() as session:
        session.get_one(TicketBooking, int(asked.subject)).program_id = 5
    harbour.arrive(int(asked.subject))
    papers.advance()
    [receipt] = papers.issued()
    assert (receipt.paid_by, int(receipt.total)) == ("points", 5_200)
    assert papers.mail() == 1 and platform.wallet.mailbox is not None
    assert "5,200ポイント" in platform.wallet.mailbox.latest()[0].body
    fact = harbour.fact() | {"token_id": adult << 32 | 1, "quantity": 1, "tx_hash": b"\x07" * 32}
    with platform.db.write() as session:  # somebody else held it then
        session.add(
            TicketsReturned(**fact, holder=address("friend"), refund=2_080, program_id=5, block_time=unix(clock.now()))
        )
    papers.advance()
    assert len(papers.issued()) == 1  # not known yet whose points they were
    clock.advance(timedelta(seconds=11))
    with platform.db.write() as session:
        session.add(
            PointsReturn(
                tx_hash=fact["tx_hash"], log_index=fact["log_index"], token_id=fact["token_id"], quantity=1,
                booking_id=int(asked.subject), amount=2_080, created_at=clock.now(),
            )
        )  # fmt: skip
    papers.advance()
    _, note = papers.issued()
    assert (note.buyer, int(note.total), note.original_id) == (me, 2_080, receipt.id)


def test_a_card_and_tickets_paid_together_are_on_the_receipts_of_their_sellers(
    client: FlaskClient, papers: Papers, harbour: Harbour, sign_in: SignIn, platform: Platform
) -> None:
    listing, number, me = papers.market.offer(CARD), harbour.open(), sign_in().address
    papers.market.give_yen(me, 100_000)
    adult, _ = harbour.fares(number)
    for item in (f"listing:{listing}", f"ticket:{number}:1:1:{adult}x2"):
        client.post("/cart/lines", data={"item": item, "quantity": 1})
    page = client.post("/checkouts").location
    client.post(client.post(f"{page}/payment", data={"pay_by": "yen"}).location + "/signature")
    papers.market.arrive(1)
    papers.advance()
    assert papers.issued() == []
    harbour.arrive(1)
    platform.clock.advance(timedelta(seconds=30))  # type: ignore[attr-defined]
    papers.advance()
    of_card, of_tickets = sorted(papers.issued(), key=lambda one: int(one.total))
    assert (int(of_card.total), int(of_tickets.total)) == (3_000, 5_200)
    assert (of_card.subject, of_tickets.subject) == ("checkout:1", "checkout:1")
    assert papers.mail() == 1
    [mail, *_rest] = platform.wallet.mailbox.latest() if platform.wallet.mailbox else []
    for words in (
        "ほか1件",
        "駿河湾フェリー",
        CARD.name_ja,
        "料金の80%を返します",
        "8,200円",
        f"/invoices/{of_card.id}",
    ):
        assert words in mail.subject + mail.body, words


def test_a_sale_between_members_is_a_plain_receipt_without_tax(
    client: FlaskClient, papers: Papers, sign_in: SignIn, platform: Platform
) -> None:
    papers.buy(address("first"), papers.market.offer(CARD))
    me, seller, now = sign_in().address, address("first"), platform.clock.now()
    piece = {"collection": address(CARD.series), "token_id": 1, "buyer": me, "price": 4_000}
    with platform.db.write() as session:
        session.add(ResaleOffer(**piece, valid_before=1, salt=b"\x01" * 32, offer_id=b"\x02" * 32, created_at=now))
        session.add(
            Resale(
                **piece, offer_id=b"\x02" * 32, seller=seller, royalty=200, fee=100, block_time=unix(now),
                tx_hash=b"\x03" * 32, block_number=next(papers.market.blocks), log_index=0, part=0,
            )
        )  # fmt: skip
    papers.advance()
    own = next(one for one in papers.issued() if one.buyer == me)
    shown = client.get(f"/invoices/{own.id}").text
    assert "会員どうしの売買の領収書" in shown and "うち消費税額" not in shown and "4,000円" in shown
    assert f"会員 {seller[:6]}…{seller[-4:]}" in shown and own.invoice_number == ""
    assert "会員どうしの売買" in words_on(client.get(f"/invoices/{own.id}.pdf").data)
    papers.mail()
    assert platform.wallet.mailbox is not None
    assert "取り消しと返金はできません" in platform.wallet.mailbox.latest()[0].body


def test_what_holds_for_cancelling_is_said_before_paying(
    client: FlaskClient, papers: Papers, harbour: Harbour, sign_in: SignIn
) -> None:
    listing, number = papers.market.offer(offer_named("mukawa-museum-vip")), harbour.open()
    me = sign_in().address
    papers.market.give_yen(me, 1_000_000)
    client.post("/cart/lines", data={"item": f"listing:{listing}", "quantity": 1})
    adult, child = harbour.fares(number)
    checkout = client.get("/cart").text, client.get(client.post("/checkouts").location).text
    for page in (
        client.get(f"/items/{listing}").text, client.get(f"/items/{listing}/orders/new?quantity=1").text, *checkout,
    ):  # fmt: skip
        assert "取り消し・返品・返金はできません" in page
    new = f"/tickets/{number}/bookings/new?slot=1&fare-{adult}=1"
    booking = client.get(new).text
    assert "料金の80%を返します" in booking and f"/sellers/towns/{MATSUZAKI}" in booking
    both = client.get(f"{new}&fare-{child}=1").text
    assert "おとな: " in both and "こども: お客さまのご都合では返金できません" in both
    client.post("/cart/lines", data={"item": f"ticket:{number}:1:1:{adult}x1", "quantity": 1})
    assert "料金の80%を返します" in client.get("/cart").text
    assert "料金の80%を返します" in client.get(client.post("/checkouts").location).text
    assert "特定商取引法に基づく表示" in client.get(f"/items/{listing}").text


@pytest.mark.parametrize("path", ["/invoices", "/invoices/1", "/invoices/1.pdf"])
def test_visitors_are_asked_to_sign_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in (302, 303)
