"""Lotteries for everybody: found, entered and left, the own turn, and the document that repeats the draw."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner
from flask.testing import FlaskClient

from app.cli.draw import command
from chain.clock import FixedClock
from tests.fixtures.web import SignIn
from tests.web.lotteries.conftest import FUNAHASHI, OFFICER, Hall, address


def test_a_visitor_enters_leaves_and_is_refused_when_it_is_over(
    client: FlaskClient, hall: Hall, sign_in: SignIn, clock: FixedClock
) -> None:
    assert "いまは抽選販売がありません" in client.get("/lotteries").text
    number = hall.open()
    page = f"/lotteries/{number}"
    assert "サインインして申し込む" in client.get(page).text
    assert "/signin" in client.get(f"{page}/entries/new").location
    assert client.post(f"{page}/entries").status_code in (302, 303, 401)
    assert client.get("/lotteries/1").status_code == 404
    assert "舟橋村の応援大使カード（抽選販売）" in client.get("/items?q=応援大使").text

    me = sign_in()
    assert client.post(f"{page}/entries").location.endswith(page)
    client.post(f"{page}/entries")
    shown = client.get(page).text
    assert "申し込みました" in shown and "申し込みを取り消す" in shown and "1人" in shown
    assert "自分の申し込み" in client.get("/lotteries").text
    client.post(f"{page}/entries/withdrawal")
    assert "抽選に申し込む" in client.get(page).text
    document = client.get(f"{page}/lottery.json").get_json()
    assert document["seed"] is None and document["entries"] is None and len(document["seed_hash"]) == 64
    assert me.address not in client.get(page).text

    clock.advance(timedelta(days=8))
    sign_in()
    refused = client.post(f"{page}/entries")
    assert refused.status_code == 409 and "申し込みの受け付けは終わりました" in refused.text
    english = client.get(f"{page}?lang=en").text
    assert "Nobody entered" in english


def test_those_chosen_buy_and_the_others_wait(
    client: FlaskClient, hall: Hall, sign_in: SignIn, clock: FixedClock, tmp_path: Path
) -> None:
    number = hall.open(cards=1)
    page, people = f"/lotteries/{number}", [address("first"), address("second")]
    for person in people:
        hall.lotteries.enter.enter(number, person)
    clock.advance(timedelta(days=8))
    hall.lotteries.fix.prepare(FUNAHASHI, number, OFFICER)
    order = hall.draw(number)
    listing = int(hall.lotteries.offer.prepare(FUNAHASHI, number, OFFICER).subject)
    sign_in(order[0])
    assert "当選しました" in client.get(page).text
    hall.lotteries.offer.complete(str(listing), b"\x01" * 65)
    hall.arrive(listing)
    assert "いま買えます" in client.get(page).text
    assert f"/items/{listing}/orders/new" in client.get(page).text
    assert client.get(f"/items/{listing}").location.endswith(page)
    hall.give_yen(order[0], 10_000)
    assert "/sign/" in client.post(f"/items/{listing}/orders", data={"quantity": "1"}).location
    cart = client.post("/cart/lines", data={"item": f"listing:{listing}", "quantity": "1"}, follow_redirects=True)
    assert "抽選で選ばれた方だけ" in cart.text

    sign_in(order[1])
    hall.give_yen(order[1], 10_000)
    assert "2番目です" in client.get(page).text
    refused = client.post(f"/items/{listing}/orders", data={"quantity": "1"})
    assert refused.status_code == 403 and "抽選で順番が来た方だけが買えます" in refused.text
    check_the_document(client.get(f"{page}/lottery.json").get_data(as_text=True), tmp_path)
    clock.advance(timedelta(days=3))
    sign_in(order[0])
    assert "買える期間が終わりました" in client.get(page).text


def check_the_document(document: str, folder: Path) -> None:
    file = folder / "lottery.json"
    file.write_text(document, encoding="utf-8")
    right = CliRunner().invoke(command, ["verify", str(file)])
    assert right.exit_code == 0 and "winnersRoot" in right.output
    changed = json.loads(document)
    changed["entries"] = changed["entries"][::-1]
    file.write_text(json.dumps(changed), encoding="utf-8")
    assert CliRunner().invoke(command, ["verify", str(file)]).exit_code != 0
