"""The donation office: coin only for people from outside, only once a donation is paid, and nothing personal told."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.sandbox_services.hometown_tax.payments import Payments
from app.sandbox_services.hometown_tax.receipt_paper import receipt_lines
from chain.clock import FixedClock
from tests.fixtures.papers import page_millimetres, pages
from tests.fixtures.services import FakeMusubi, OpenService

FORM = {
    "receiver": "222194", "use": "coast", "yen": "20,000", "name": "鈴木 旅子", "address": "東京都杉並区阿佐谷南1-1-1",
    "coin": "yes",
}  # fmt: skip


@pytest.fixture
def office(open_service: Callable[[str], OpenService]) -> OpenService:
    found = open_service("hometown_tax")
    found.sign_in("m-7k3q-9xta")
    return found


def payments(office: OpenService) -> Payments:
    return Payments(office.site.book, office.site.address)


def give(office: OpenService, **changed: str) -> str:
    """Written down, and left at the card company. Returns: the donation's number."""
    answer = office.client.post("/donations", data=FORM | changed)
    assert answer.status_code == 303, answer.text
    found = payments(office).find(answer.location.rpartition("/")[2])
    assert found is not None
    return str(found["donation"])


def pay(office: OpenService, number: str) -> None:
    """On the card company's page, and by its notice."""
    row = office.site.book.one("select payment.* from payment where donation = ?", number)
    assert row is not None
    office.client.post(f"/card/{row['id']}/pay")
    notify(office, number)


def notify(office: OpenService, number: str) -> None:
    row = office.site.book.one("select * from payment where donation = ?", number)
    assert row is not None
    body, headers = payments(office).notice(row)
    assert office.browser().post("/payment-notices", data=body, headers=headers).status_code == 204


def test_a_paid_donation_is_told_once_without_name_and_address_and_receipted(
    office: OpenService, musubi: FakeMusubi
) -> None:
    shown = office.client.post("/donations/check", data=FORM).text
    assert "6,000ポイントまで" in shown and "東京都" in shown and "支払ったあとは取り消せません" in shown
    assert office.site.book.number("select count(*) from donation") == 0
    number = give(office)
    office.site.outbox.send_due()
    assert musubi.events == []  # the page alone proves nothing
    pay(office, number)
    notify(office, number)
    office.site.outbox.send_due()
    (event,) = musubi.events
    assert event["data"] == {"donation": number, "amount_yen": 20_000, "donor_town": "130001", "use": "海と温泉を守る"}
    assert "鈴木" not in json.dumps(event, ensure_ascii=False) and "杉並" not in json.dumps(event, ensure_ascii=False)
    assert 'http-equiv="refresh"' in office.client.get(f"/donations/{number}").text
    office.tell("musubi.points.granted", event=event["id"], amount=6_000)
    page = office.client.get(f"/donations/{number}").text
    assert "6,000ポイントが届きました" in page and 'http-equiv="refresh"' not in page
    receipt = office.client.get(f"/donations/{number}/receipt").text
    for words in ("寄附金受領証明書", "R2026-000001", "鈴木 旅子", "金 20,000 円", "第314条の7", "下田市"):
        assert words in receipt
    paper = office.client.get(f"/donations/{number}/receipt.pdf")
    assert paper.mimetype == "application/pdf" and paper.headers["Cache-Control"] == "no-store"
    assert (pages(paper.data), page_millimetres(paper.data)) == (1, (210, 297))


def test_the_certificate_says_what_a_tax_return_asks_for() -> None:
    donation = {
        "receipt": "R2026-000001", "paid_at": "2025-12-31T15:30:00+00:00", "yen": 20_000, "name": "鈴木 旅子",
        "address": "東京都杉並区阿佐谷南1-1-1",
    }  # fmt: skip
    words = "\n".join(line.words for line in receipt_lines(donation, "下田市"))
    for wanted in (
        "R2026-000001",
        "鈴木 旅子　様",
        "東京都杉並区阿佐谷南1-1-1",
        "金　20,000　円",
        "第314条の7",
        "下田市長",
    ):
        assert wanted in words
    assert "受領日　2026年1月1日（2026年分" in words  # by the calendar of Japan
    assert "書体" not in words
    odd = receipt_lines(donation | {"name": "龘 一郎"}, "下田市")
    assert any("この書体にありません" in line.words for line in odd)


def test_before_it_is_paid_there_is_no_certificate(office: OpenService) -> None:
    number = give(office)
    for path in ("/receipt", "/receipt.pdf"):
        assert office.client.get(f"/donations/{number}{path}").status_code == 404


def test_only_the_card_companys_own_and_fresh_notice_pays(office: OpenService, monkeypatch: pytest.MonkeyPatch) -> None:
    number = give(office)
    row = office.site.book.one("select * from payment where donation = ?", number)
    assert row is not None
    body, headers = payments(office).notice(row)
    forged = re.sub("v1=.", "v1=x", headers["Payment-Signature"])
    for data, signature in (
        (body, ""),
        (body, forged),
        (body.replace(b"20000", b"90000"), headers["Payment-Signature"]),
    ):
        assert (
            office.browser().post("/payment-notices", data=data, headers={"Payment-Signature": signature}).status_code
            == 401
        )
    late = time.time() + 400
    monkeypatch.setattr(time, "time", lambda: late)
    assert office.browser().post("/payment-notices", data=body, headers=headers).status_code == 401
    assert office.site.book.number("select count(*) from donation where state = 'paid'") == 0


@pytest.mark.parametrize(
    ("address", "is_inside"),
    [
        ("静岡県下田市東本郷1-1", True), ("静岡県 賀茂郡 松崎町 宮内1", True), ("静岡県伊豆市小立野38", True),
        ("静岡県伊豆の国市長岡1", False), ("静岡県賀茂郡東伊豆町稲取1", False), ("静岡県三島市北田町4", False),
    ],
)  # fmt: skip
def test_residents_of_the_five_towns_may_donate_and_get_no_coin(
    office: OpenService, musubi: FakeMusubi, address: str, is_inside: bool
) -> None:
    refused = office.client.post("/donations/check", data=FORM | {"address": address})
    assert (refused.status_code == 422) is is_inside
    if is_inside:
        assert "お住まいの方は、コインを受け取れません" in refused.text and address in refused.text
        assert office.client.post("/donations", data=FORM | {"address": address}).status_code == 422
    pay(office, give(office, address=address, coin="no"))
    office.site.outbox.send_due()
    assert musubi.events == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"yen": "1999"}, "2,000円から"), ({"yen": "300001"}, "300,000円まで"), ({"yen": "たくさん"}, "金額を円で"),
        ({"address": "杉並区阿佐谷南"}, "都道府県から"), ({"name": " "}, "氏名と住所"),
        ({"receiver": "131016"}, "寄附先"),
        ({"address": "東京都杉並区 123456789018"}, "マイナンバーは受け取りません"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(
    office: OpenService, changed: dict[str, str], words: str
) -> None:
    refused = office.client.post("/donations/check", data=FORM | changed)
    assert refused.status_code == 422 and words in refused.text and (FORM | changed)["yen"] in refused.text


def test_limits_count_by_the_day_and_the_year(office: OpenService, clock: FixedClock) -> None:
    assert "2027年1月1日からは、1回 5,000円から200,000円まで" in office.client.get("/").text
    for _ in range(3):
        give(office, yen="300000")
    over = office.client.post("/donations", data=FORM | {"yen": "200000"})
    assert over.status_code == 422 and "今年はあと100,000円です" in over.text
    clock.advance(datetime(2026, 12, 31, 15, 0, tzinfo=UTC) - clock.now())  # New Year in Japan
    assert "1回の寄附は200,000円まで" in office.client.post("/donations", data=FORM | {"yen": "300000"}).text
    assert office.client.post("/donations", data=FORM | {"yen": "200000"}).status_code == 303


def test_until_it_is_paid_it_can_be_cancelled_and_a_late_payment_goes_back(
    office: OpenService, musubi: FakeMusubi
) -> None:
    number = give(office)
    assert "お金は動いていません" in office.client.post(f"/donations/{number}/cancellation", follow_redirects=True).text
    pay(office, number)
    office.site.outbox.send_due()
    assert musubi.events == []
    assert "全額をカードに返しました" in office.client.get(f"/donations/{number}").text
    paid = give(office)
    pay(office, paid)
    late = office.client.post(f"/donations/{paid}/cancellation", follow_redirects=True)
    assert "ここでは取り消せません" in late.text
    failed = give(office)
    row = office.site.book.one("select * from payment where donation = ?", failed)
    assert row is not None
    assert "寄附は成立していません" in office.client.post(f"/card/{row['id']}/fail", follow_redirects=True).text


def test_where_the_town_gives_no_coin_the_page_says_so_after_a_while(office: OpenService, clock: FixedClock) -> None:
    number = give(office)
    pay(office, number)
    assert 'http-equiv="refresh"' in office.client.get(f"/donations/{number}").text
    clock.advance(timedelta(minutes=6))
    page = office.client.get(f"/donations/{number}").text
    assert 'http-equiv="refresh"' not in page and "コインはまだ届いていません" in page and "受領証を見る" in page


def test_to_everybody_else_a_donation_is_not_there(office: OpenService) -> None:
    number = give(office)
    pay(office, number)
    other = office.browser()
    for path in ("", "/receipt", "/receipt.pdf"):
        assert other.get(f"/donations/{number}{path}").status_code == 303  # to the sign-in
    office.sign_in("m-2222-2222", other)
    for path in ("", "/receipt", "/receipt.pdf"):
        assert other.get(f"/donations/{number}{path}").status_code == 404
    assert other.post(f"/donations/{number}/cancellation").status_code == 404
    assert "鈴木" not in other.get("/log").text
