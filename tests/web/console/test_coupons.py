"""Coupons in the console: written, looked at, published, used, stopped, accounted for; and nobody else's business."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from flask.testing import FlaskClient

from chain.units import Points, Yen
from points.services.sale import Sale
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

CONSOLE = f"/console/{UDA}/coupons"


def form(region: Region, **changed: object) -> dict[str, object]:
    given = {
        "title_ja": "秋の1割引き", "note_ja": "レジでお見せください", "kind": "percent", "percent": "10",
        "yen_off": "500", "minimum": "1,000", "first_day": region.today.isoformat(), "towns": [UDA], "per_person": "1",
        "last_day": (region.today + timedelta(days=7)).isoformat(), "audience": "everybody", "budget": "5000",
        "weekdays": [str(day) for day in range(7)], "from_time": "00:00", "to_time": "",
    }  # fmt: skip
    return given | changed


def test_a_coupon_is_written_looked_at_published_used_and_stopped(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    shop, visitor = region.shop("薬草茶房"), region.person()
    sign_in(region.officer)
    assert "クーポンはまだありません" in client.get(CONSOLE).text
    assert 'name="shops"' in client.get(f"{CONSOLE}/new").text
    for field, typed in {
        "percent": "101", "yen_off": "0", "minimum": "たくさん", "last_day": "2020-01-01", "towns": [MUKAWA],
        "per_person": "0", "budget": "-5", "to_time": "25:61", "title_ja": "番号 123456789018", "kind": "gift",
        "shops": ["9999999"], "weekdays": ["9"],
    }.items():  # fmt: skip
        wrong = client.post(CONSOLE, data=form(region, **{field: typed}))
        assert wrong.status_code == 422, field
        assert "レジでお見せください" in wrong.text, field  # nothing that was typed is lost
        assert f'id="{field}-error"' in wrong.text, field
    sent = client.post(CONSOLE, data=form(region))
    assert sent.status_code == 303, sent.text
    draft = client.get(sent.location).text
    assert "10%引き" in draft
    assert "この内容で公開する" in draft
    assert "1,000円" in draft
    edit = client.get(f"{sent.location}/edit").text
    assert 'value="5000"' in edit
    assert client.post(sent.location, data=form(region, title_ja="冬の1割引き")).status_code == 303
    client.post(f"{sent.location}/publication")
    assert client.post(sent.location, data=form(region)).status_code == 409
    coupon_id = int(sent.location.rsplit("/", 1)[1])
    code = region.points.issue_payment_code.issue(visitor, coupon_id).payload
    order = Sale(shop, region.cashiers[shop], code, Points(0), uuid4().hex, cash=Yen(1_800), discount=Yen(200))
    region.points.coupons.take.take(order)
    seen = client.get(sent.location).text
    assert "薬草茶房" in seen
    assert "200円" in seen
    sheet = client.get(f"{sent.location}/uses.csv").text
    assert f"{shop},薬草茶房,2000,200,," in sheet
    settlements = f"/console/{UDA}/settlements"
    today = region.today.isoformat()
    assert "クーポン 200円" in client.get(f"{settlements}?through={today}").text
    closing = client.post(settlements, data={"through": today}).location
    assert "＋ クーポン 200円" in client.get(closing).text
    assert "クーポン 冬の1割引き,200,0,200,確定" in client.get(f"{closing}.csv").text
    assert client.get(f"{closing}/statements.pdf").data.startswith(b"%PDF")
    row = client.get(closing).text.split(f"/console/{UDA}/statements/")[1].split(".pdf")[0]
    assert "クーポン 冬の1割引き,,,200" in client.get(f"/console/{UDA}/statements/{row}.csv").text
    assert "200" in client.get(f"/console/{UDA}/clearing").text
    assert f",,クーポン,{UDA},200" in client.get(f"/console/{UDA}/costs.csv").text.replace("宇陀市", str(UDA))
    assert client.get(f"/console/{UDA}/clearing.pdf").data.startswith(b"%PDF")
    client.post(f"{sent.location}/stop", data={"reason": ""})
    assert "公開中" in client.get(CONSOLE).text
    client.post(f"{sent.location}/stop", data={"reason": "予算の見直しのため"})
    assert "予算の見直しのため" in client.get(sent.location).text
    acts = client.get(f"/console/{UDA}/acts").text
    assert "クーポンを公開した" in acts
    assert "クーポンを止めた" in acts
    throwaway = client.post(CONSOLE, data=form(region, kind="fixed")).location
    assert client.post(f"{throwaway}/removal").status_code == 303
    assert client.get(throwaway).status_code == 404


def test_officers_of_other_towns_and_people_are_refused(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    sign_in(region.officer)
    made = client.post(CONSOLE, data=form(region)).location
    number = made.rsplit("/", 1)[1]
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="other@example.jp")
    for path in (CONSOLE, f"{CONSOLE}/new", made, f"{made}/edit", f"{made}/uses.csv"):
        assert client.get(path).status_code == 403, path
    elsewhere = f"/console/{MUKAWA}/coupons/{number}"
    for path in ("", "/edit", "/uses.csv"):
        assert client.get(elsewhere + path).status_code == 404, path
    for act in ("publication", "removal", "stop"):
        assert client.post(f"{made}/{act}", data={"reason": "いたずら"}).status_code == 403
        assert client.post(f"{elsewhere}/{act}", data={"reason": "いたずら"}).status_code == 404
    sign_in(email="hanako@example.jp")
    assert client.post(CONSOLE, data=form(region)).status_code == 403
