"""Notices on their page and in the mail: one's own, in one's own language, and out of the mail at one press."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from eth_account import Account as KeyAccount
from flask.testing import FlaskClient

from app.surfaces.notices.carrying import NoticeCarrier
from app.wiring import Platform
from chain.ids import Address
from points.models import NoticeKind
from points.models.notice import DEFAULT_MAIL, NoticeDraft
from tests.fixtures.web import SignIn
from wallet.mail import Mail

GRANT: dict[str, Any] = {
    "amount": 1_500,
    "expiry_day": "2027-02-24",
    "program_ja": "春のポイント",
    "program_en": "Spring points",
    "body_ja": "お米の支援です。",
    "body_en": "For rice.",
}
FACTS: dict[NoticeKind, dict[str, Any]] = {
    NoticeKind.GRANT: GRANT,
    NoticeKind.PAYMENT: {"amount": 300, "payment": None, "shop_ja": "薬草茶房", "shop_en": ""},
    NoticeKind.REFUND: {"amount": 20, "payment": 7, "shop_ja": "薬草茶房", "shop_en": "Herb tea"},
    NoticeKind.GIFT: {"amount": 5, "sender": "0x" + "1" * 40, "expiry_day": "2027-02-24"},
    NoticeKind.DRAW: {"draw": 1, "draw_ja": "夏の抽選", "draw_en": "", "prize_ja": "お米", "prize_en": "Rice"},
    NoticeKind.AUCTION: {"auction": 1, "outcome": "outbid", "amount": 5_000, "name_ja": "会館の記名", "name_en": ""},
    NoticeKind.EXPIRY: {"amount": 140, "lots": [GRANT | {"amount": 100}, GRANT | {"amount": 40}]},
}

Tell = Callable[[Address], None]


@pytest.fixture
def tell(platform: Platform) -> Tell:
    """Writes one notice of each kind to somebody."""

    def write(account: Address) -> None:
        keeping = platform.points.notices.tell.keeping
        drafts = [NoticeDraft(account, kind, f"test:{kind}", dict(facts)) for kind, facts in FACTS.items()]
        with platform.db.write() as session:
            keeping.write(session, drafts, keeping.people([account]), platform.clock.now())

    return write


@pytest.fixture
def mail(platform: Platform) -> Callable[[], dict[str, Mail]]:
    """Sends what waits; the mails by the first word that tells them apart."""

    def send() -> dict[str, Mail]:
        NoticeCarrier(platform).carry()
        assert platform.wallet.mailbox is not None
        return {mail.subject: mail for mail in platform.wallet.mailbox.latest()}

    return send


def test_pages_are_for_people_who_are_signed_in(client: FlaskClient) -> None:
    for path in ("/notices", "/notices/choices"):
        assert "/signin" in client.get(path).headers["Location"]
    assert client.post("/notices/choices").status_code in (302, 303)


def test_notices_are_ones_own_new_at_the_first_look_and_counted_until_then(
    client: FlaskClient, platform: Platform, sign_in: SignIn, tell: Tell
) -> None:
    other = sign_in(email="other@example.jp")
    me = sign_in()
    assert "お知らせはまだありません" in client.get("/notices").text
    tell(me.address)
    assert re.search(r"points-menu__count\">7<", client.get("/points").text)
    first, again = client.get("/notices").text, client.get("/notices").text
    assert (first.count("新着</span>"), again.count("新着</span>")) == (7, 0)
    for words in (
        "1,500ポイントが届きました",
        "お米の支援です。",
        "薬草茶房 で300ポイントを支払いました",
        "140ポイントの期限",
    ):
        assert words in first
    assert "/pay/payments/7/receipt" in first
    assert "points-menu__count" not in client.get("/points").text
    english = client.get("/notices?lang=en").text
    assert "For rice." in english and "Herb tea" in english
    sign_in(email="other@example.jp")
    assert "お米" not in client.get("/notices?lang=ja").text
    assert other.address != me.address


def test_a_person_chooses_what_is_mailed_and_the_form_shows_it(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    me = sign_in()
    assert "hanako@example.jp" in client.get("/notices/choices").text
    saved = client.post("/notices/choices", data={"mail": ["payment"], "days": ["30", "1"]}, follow_redirects=True)
    assert "保存しました" in saved.text
    for shown, is_checked in (("mail-payment", True), ("mail-grant", False), ("days-30", True), ("days-14", False)):
        box = re.search(rf'<input[^>]*id="{shown}"[^>]*>', saved.text)
        assert box is not None
        assert ("checked" in box[0]) == is_checked
    assert client.post("/notices/choices", data={"mail": ["lottery"]}).status_code == 422
    assert platform.points.notices.choose.of(me.address).expiry_days == (30, 1)
    sign_in(Address(KeyAccount.create().address))
    without = client.get("/notices/choices").text
    assert "メールは届きません" in without
    assert "push.js" not in without  # this installation sends no push messages
    assert client.post("/notices/browsers").status_code == 404


def test_mail_speaks_the_readers_language_and_names_the_way_out(
    platform: Platform, sign_in: SignIn, tell: Tell, mail: Callable[[], dict[str, Mail]]
) -> None:
    me = sign_in()
    platform.wallet.change_profile(me, display_name="Hanako", locale="en")
    tell(me.address)
    sent = mail()
    assert len(sent) == len(FACTS) - 1  # of a payment only who chose it is written to
    granted = next(one for one in sent.values() if "1,500" in one.subject)
    assert "For rice." in granted.body
    assert not re.search("[ぁ-ん]", granted.body + granted.subject)
    assert granted.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert granted.headers["Message-ID"].startswith("<notice-")
    link = granted.headers["List-Unsubscribe"].strip("<>")
    assert link in granted.body and link.startswith(platform.settings.public_url)
    assert mail() == sent  # nothing goes twice


def test_a_look_at_the_way_out_changes_nothing_and_a_press_without_any_session_does(
    client: FlaskClient, platform: Platform, sign_in: SignIn, tell: Tell, mail: Callable[[], dict[str, Mail]]
) -> None:
    me, choose = sign_in().address, platform.points.notices.choose
    tell(me)
    links = [one.headers["List-Unsubscribe"].strip("<>") for one in mail().values() if "届きました" in one.subject]
    path = urlsplit(links[0]).path
    client.application.config["WTF_CSRF_ENABLED"] = True
    stranger = client.application.test_client()
    assert "ポイントが届いたとき" in stranger.get(path).text
    assert NoticeKind.GRANT in choose.of(me).mail
    assert "メールを止めました" in stranger.post(path, data={"List-Unsubscribe": "One-Click"}).text
    assert choose.of(me).mail == set(DEFAULT_MAIL) - {NoticeKind.GRANT}
    stranger.post(path, data={"all": "1"})
    assert choose.of(me).mail == frozenset()
    for wrong in (path + "x", "/notices/mail/abc"):
        assert stranger.get(wrong).status_code == 404
        assert stranger.post(wrong).status_code == 404
