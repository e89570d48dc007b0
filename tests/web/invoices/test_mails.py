"""The mail that confirms a purchase: in the buyer's language, once, again when it was not taken, never long after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock
from marketplace.models import Purchase
from marketplace.models.receipts import PurchaseStep
from marketplace.services.receipts.tell_buyers import MOST_ATTEMPTS
from marketplace.services.tickets.book import BookingWish
from tests.fixtures.web import SignIn
from tests.web.invoices.conftest import CARD, Papers
from tests.web.tickets.conftest import Harbour
from wallet.errors import SignInRefused
from wallet.mail import Mail


def sent(platform: Platform, to: str = "hanako@example.jp") -> list[Mail]:
    assert platform.wallet.mailbox is not None
    return [mail for mail in platform.wallet.mailbox.latest(to=to) if "Message-ID" in mail.headers]


def test_a_purchase_is_confirmed_once_with_what_it_gives_the_rules_and_the_receipt(
    papers: Papers, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in().address
    order = papers.buy(me, papers.market.offer(CARD), 2)
    assert papers.mail() == 0  # not final
    papers.advance()
    assert (papers.mail(), papers.mail()) == (1, 0)
    [mail] = sent(platform)
    assert mail.subject == f"ご購入の確認：{CARD.name_ja}"
    for words in (CARD.name_ja, CARD.gives_ja[0], "6,000円", "/invoices/1", f"/orders/{order}", "通し番号 1、2"):
        assert words in mail.body, words
    assert "取り消し・返品・返金はできません" in mail.body
    with platform.db.read() as session:
        told = session.get_one(Purchase, f"order:{order}")
        assert (told.step, told.mailed_at) == (PurchaseStep.DONE, platform.clock.now())


def test_a_booking_is_confirmed_in_english_with_its_day_and_refund_rules(
    client: FlaskClient, papers: Papers, harbour: Harbour, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in()
    platform.wallet.change_profile(me, display_name="", locale="en")
    number = harbour.open()
    harbour.give_yen(me.address, 50_000)
    adult, _ = harbour.fares(number)
    asked = harbour.tickets.book.prepare(BookingWish(number, {adult: 2}, 1), me.address)
    harbour.tickets.book.complete(asked.subject, b"\x01" * 65)
    harbour.arrive(int(asked.subject))
    papers.advance()
    assert papers.mail() == 1
    [mail] = sent(platform)
    for words in ("Suruga Bay Ferry", "Adult × 2", "¥5,200", "80%", f"/bookings/{asked.subject}", "/invoices/1"):
        assert words in mail.body, words


def test_a_mail_that_was_not_taken_goes_later_and_one_of_long_ago_never(
    papers: Papers, sign_in: SignIn, platform: Platform, clock: FixedClock, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    listing = papers.market.offer(CARD)
    order = papers.buy(sign_in().address, listing)
    papers.advance()

    def refuse(*_: object) -> None:
        raise SignInRefused("mail_unavailable")

    with monkeypatch.context() as away:
        away.setattr(type(platform.wallet.mailer), "send", refuse)
        assert papers.mail() == 0
    assert papers.mail() == 0  # put off
    printed = capsys.readouterr().out
    assert f"order:{order}" in printed and "hanako" not in printed
    clock.advance(timedelta(minutes=6))
    assert papers.mail() == 1
    late = papers.buy(sign_in().address, listing)
    papers.advance()
    clock.advance(timedelta(days=4))
    assert papers.mail() == 0
    assert len(sent(platform)) == 1
    with platform.db.write() as session:
        row = session.get_one(Purchase, f"order:{late}")
        assert (row.step, row.mailed_at) == (PurchaseStep.DONE, None)
        row.step, row.attempts, row.bought_at = PurchaseStep.MAIL, MOST_ATTEMPTS - 1, clock.now()
        row.next_try_at = clock.now()
    monkeypatch.setattr(type(platform.wallet.mailer), "send", refuse)
    assert papers.mail() == 0
    with platform.db.read() as session:
        assert session.get_one(Purchase, f"order:{late}").step == PurchaseStep.DONE  # given up


def test_who_has_no_mail_address_is_not_written_to(papers: Papers, sign_in: SignIn, platform: Platform) -> None:
    from tests.web.marketplace.conftest import address

    papers.buy(sign_in(address("browser wallet")).address, papers.market.offer(CARD))
    papers.advance()
    assert papers.mail() == 0
    assert len(papers.issued()) == 1
