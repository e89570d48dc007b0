"""The till's code for one amount: fixed, once, for minutes; and its cash part is only noted."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from points.models import Payment
from tests.fixtures.web import SignIn
from tests.web.pay.conftest import Counter

HTMX = {"HX-Request": "true"}


def test_the_amount_is_fixed_whatever_is_sent_and_one_person_pays_once(
    client: FlaskClient, counter: Counter, sign_in: SignIn
) -> None:
    token = counter.ask(total=800, cash=300)
    shown = client.get(f"/pay/requests/{token}").text
    assert "500" in shown
    assert "ほかに現金で 300円" in shown
    for _ in range(2):
        answer = client.post(f"/pay/requests/{token}/payments", data={"amount": "1"}, headers=HTMX)
        assert answer.status_code == 200
    counter.region.settle()
    assert counter.left() == 500
    paid = client.get(f"/pay/requests/{token}")
    assert paid.headers["Location"] == "/pay/payments/1"
    with counter.region.platform.db.read() as session:
        payment = session.get_one(Payment, 1)
        assert (int(payment.amount), int(payment.cash)) == (500, 300)
    receipt = client.get("/pay/payments/1/receipt", follow_redirects=True).text
    assert "800円" in receipt
    assert counter.customer not in receipt
    other = sign_in(email="other@example.jp").address
    counter.region.grant(counter.region.program(name="森のポイント"), {other: 1_000})
    late = client.get(f"/pay/requests/{token}")
    assert late.status_code == 409
    assert "ほかの方のお支払いが済んでいます" in late.text
    refused = client.post(f"/pay/requests/{token}/payments", headers=HTMX).text
    assert "ほかの方のお支払いが済んでいます" in refused
    assert counter.left(other) == 1_000


def test_a_cancelled_an_expired_and_an_unknown_request_take_nothing(client: FlaskClient, counter: Counter) -> None:
    cancelled, expired = counter.ask(100), counter.ask(100, key="e" * 16)
    assert counter.region.points.request_payment.cancel(counter.shop, cancelled) is None
    assert "取り消しました" in client.post(f"/pay/requests/{cancelled}/payments", headers=HTMX).text
    counter.region.platform.clock.advance(timedelta(minutes=5))  # type: ignore[attr-defined]
    assert "期限が切れています" in client.get(f"/pay/requests/{expired}").text
    assert "期限が切れています" in client.post(f"/pay/requests/{expired}/payments", headers=HTMX).text
    assert client.get("/pay/requests/nosuchtoken").status_code == 404
    assert counter.left() == 1_000
