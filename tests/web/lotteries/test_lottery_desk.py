"""The officer's desk of lotteries: opened, fixed, offered; and nobody else comes near."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.clock import JST, FixedClock
from tests.fixtures.web import SignIn
from tests.web.lotteries.conftest import FUNAHASHI, Hall, address
from wallet import Role

DESK = f"/console/{FUNAHASHI}/lotteries"


def test_an_officer_opens_fixes_and_offers(client: FlaskClient, hall: Hall, sign_in: SignIn, clock: FixedClock) -> None:
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    assert "抽選販売はまだありません" in client.get(DESK).text
    assert "舟橋村の応援大使カード" in client.get(f"{DESK}/new").text
    now = clock.now().astimezone(JST)
    form = {
        "collection": str(hall.collection), "price": "3000", "cards": "2", "buy_days": "3",
        "payee": ["town", "platform"], "percent": ["90", "10"],
        "opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now + timedelta(days=7):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    for wrong in (
        {"cards": "51"},
        {"price": "0"},
        {"closes_at": form["opens_at"]},
        {"buy_days": "x"},
        {"opens_at": ""},
        {"percent": ["90", "5"]},
        {"holding": "x"},
        {"residence": "x"},
    ):
        refused = client.post(DESK, data=form | wrong)
        assert refused.status_code == 422 and "field__error" in refused.text
    assert client.post(DESK, data=form | {"collection": "7"}).status_code == 404
    opened = client.post(DESK, data=form)
    assert opened.status_code == 303
    assert "2,700" in client.post(f"{DESK}/split", data=form).text
    desk, number = opened.location, int(opened.location.rsplit("/", 1)[1])
    assert "受付が終わるのを待っています" in client.get(desk).text
    early = client.post(f"{desk}/fixing", follow_redirects=True)
    assert "申し込みの受け付けが終わってから" in early.text

    hall.lotteries.enter.enter(number, address("first"))
    clock.advance(timedelta(days=8))
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    assert "申し込みを固定する" in client.get(desk).text
    asked = client.post(f"{desk}/fixing")
    assert "/sign/" in asked.location and "申し込みを固定します" in client.get(asked.location).text
    hall.draw(number)
    assert "選ばれた方に販売する" in client.get(desk).text
    asked = client.post(f"{desk}/rounds")
    assert "/sign/" in asked.location and "1〜1番目" in client.get(asked.location).text
    assert client.get(f"{desk}?lang=en").status_code == 200
    assert address("first") not in client.get(desk).text


def test_an_officer_calls_a_lottery_off_with_a_reason_that_entrants_read(
    client: FlaskClient, hall: Hall, sign_in: SignIn
) -> None:
    number = hall.open()
    me = sign_in(email="entrant@example.jp")
    hall.lotteries.enter.enter(number, me.address)
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))], email="officer@example.jp")
    desk = f"{DESK}/{number}"
    assert "この抽選販売を取りやめる" in client.get(desk).text
    empty = client.post(f"{desk}/calling-off", data={"reason": " "})
    assert empty.status_code == 422 and "field__error" in empty.text
    reason = "絵に誤りが見つかりました。"
    asked = client.post(f"{desk}/calling-off", data={"reason": reason})
    assert "/sign/" in asked.location and reason in client.get(asked.location).text
    hall.lotteries.call_off.complete(str(number), b"\x01" * 65)
    assert reason in client.get(desk).text
    again = client.post(f"{desk}/calling-off", data={"reason": reason}, follow_redirects=True)
    assert "取りやめになっています" in again.text
    assert "応援大使カード（抽選販売）" not in client.get("/items").text
    sign_in(me.address)
    page = client.get(f"/lotteries/{number}").text
    assert "取りやめになりました" in page and reason in page
    refused = client.post(f"/lotteries/{number}/entries")
    assert refused.status_code == 409 and "まちが取りやめました" in refused.text
    assert "取りやめ" in client.get("/lotteries").text


@pytest.mark.parametrize("role", [(), ((Role.OFFICER, "016659"),), ((Role.MERCHANT_STAFF, "501"),)])
def test_nobody_but_the_towns_officer_gets_in(
    client: FlaskClient, hall: Hall, sign_in: SignIn, role: tuple[tuple[Role, str], ...]
) -> None:
    number = hall.open()
    sign_in(roles=role)
    for path in ("", "/new", f"/{number}"):
        assert client.get(DESK + path).status_code in (403, 404), path
    for path in ("", f"/{number}/fixing", f"/{number}/rounds"):
        assert client.post(DESK + path).status_code in (403, 404), path
    if role and role[0][0] is Role.OFFICER:  # another town's number at one's own desk
        own = f"/console/{role[0][1]}/lotteries/{number}"
        assert client.get(own).status_code == 404
        for act in ("fixing", "rounds"):
            assert client.post(f"{own}/{act}").status_code == 404
