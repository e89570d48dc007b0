"""Paper cards at the counter: printed, found by QR or number, handed over, charged, lost and replaced; and who may."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from points.models.card_number import parse_card_number
from points.services.cards.card_token import read_token
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.papers import Printed, pages
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

CARDS = f"/console/{UDA}/cards"
PINS = ("2580", "7351")


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    return sign_in(email="officer@example.jp").address


def make(client: FlaskClient, count: int) -> str:
    """The page of a new batch."""
    return client.post(f"{CARDS}/batches", data={"label": "窓口用", "count": str(count)}).headers["Location"]


def numbers(client: FlaskClient, batch: str) -> list[str]:
    return [parse_card_number(found) for found in re.findall(r">(C-\d{3}-\d{3}-\d{3})</a>", client.get(batch).text)]


def test_sheets_hold_a_readable_qr_for_every_card_until_printing_is_over(
    client: FlaskClient, officer: Address, printed: Printed
) -> None:
    batch = make(client, 12)
    sheets = client.post(f"{batch}/sheets")
    assert sheets.mimetype == "application/pdf"
    assert sheets.headers["Cache-Control"] == "no-store"
    assert pages(sheets.data) == 4  # two sheets, both sides
    read = printed.codes
    assert len({read_token(text) for text in read} - {None}) == 12
    assert all("/card#" in text for text in read)
    found = client.post(f"{CARDS}/search", data={"card_number": read[3]}).headers["Location"]
    assert found.endswith(f"/cards/{numbers(client, batch)[3]}")
    assert "消してあります" in client.post(f"{batch}/printed", follow_redirects=True).text
    refused = client.post(f"{batch}/sheets", follow_redirects=True)
    assert "印刷は終わっています" in refused.text
    assert "紙カードを印刷した" in client.get(f"/console/{UDA}/acts").text


def test_a_card_is_handed_over_charged_lost_and_replaced_at_the_counter(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    region.program()
    batch = make(client, 2)
    first, second = numbers(client, batch)
    card = f"{CARDS}/{first}"
    refused = client.post(f"{card}/handover", data={"handover_pin": PINS[0], "handover_pin_again": "2581"})
    assert refused.status_code == 422
    assert "2回の入力が違います" in refused.text
    assert PINS[0] not in refused.text
    handed = {"handover_pin": PINS[0], "handover_pin_again": PINS[0]}
    assert "使用中" in client.post(f"{card}/handover", data=handed, follow_redirects=True).text
    program = re.search(r'<option value="(\d+)"', client.get(card).text)
    assert program
    charge = {"program_id": program[1], "amount": "1,500", "purpose": "", "expiry_day": region.today.isoformat()}
    assert "1,500" in client.post(f"{card}/charge", data=charge).text  # the purpose is missing; nothing is lost
    granting = client.post(f"{card}/charge", data=charge | {"purpose": "敬老祝い"}).headers["Location"]
    region.start(int(granting.rsplit("/", 1)[1]))
    region.settle()
    assert "1,500" in client.get(card).text
    assert "停止中" in client.post(f"{card}/block", follow_redirects=True).text
    wrong = client.post(f"{card}/replacement", data={"new_number": first})
    assert "渡していない新しいカード" in wrong.text
    new = {"new_number": second, "replacement_pin": PINS[1], "replacement_pin_again": PINS[1]}
    page = client.post(f"{card}/replacement", data=new, follow_redirects=True).text
    assert "1,500" in page
    assert "再発行の前のカード" in page
    old = client.get(card).text
    assert "残高は新しいカードにあります" in old
    assert old.count("<td>担当者</td>") >= 5  # made, handed over, charged, blocked, replaced
    balance = client.post("/card", data={"number": second, "pin": PINS[1]})
    assert "1,500" in balance.text
    assert "+1,500" in balance.text


def test_the_public_page_tells_nothing_without_the_pin(client: FlaskClient, region: Region, officer: Address) -> None:
    number, other = numbers(client, make(client, 2))
    pins = {"handover_pin": PINS[0], "handover_pin_again": PINS[0]}
    client.post(f"{CARDS}/{number}/handover", data=pins)
    client.delete_cookie("musubi_signin")
    assert "残高を確かめる" in client.get("/card").text
    answers = [client.post("/card", data={"number": one, "pin": "9999"}) for one in (number, other, "000000000")]
    assert {answer.status_code for answer in answers} == {409}
    assert all("カード番号か暗証番号が違います" in answer.text for answer in answers)
    assert "打ち間違い" in client.post("/card", data={"number": "123456789", "pin": "9999"}).text
    for _ in range(4):
        client.post("/card", data={"number": number, "pin": "9999"})
    assert "止まっています" in client.post("/card", data={"number": number, "pin": PINS[0]}).text


def test_rules_of_a_town_are_kept_and_what_is_wrong_is_told(client: FlaskClient, officer: Address) -> None:
    typed = {"pin_above": "2,000", "pin_above_a_day": "1000", "phone": "0745-82-1234"}
    refused = client.post(f"{CARDS}/rules", data=typed)
    assert refused.status_code == 422
    assert "0745-82-1234" in refused.text
    kept = client.post(f"{CARDS}/rules", data=typed | {"pin_above_a_day": "5000"}, follow_redirects=True)
    assert "紛失の連絡先：0745-82-1234" in kept.text
    for count in ("0", "501", "十", "-1"):
        assert client.post(f"{CARDS}/batches", data={"label": "窓口", "count": count}).status_code == 422


def test_cards_answer_to_officers_of_their_own_town_alone(
    client: FlaskClient, region: Region, officer: Address, sign_in: SignIn
) -> None:
    batch = make(client, 1)
    (number,) = numbers(client, batch)
    pages = (CARDS, batch, f"{batch}/list.csv", f"{CARDS}/{number}", f"{CARDS}/rules")
    acts = (f"{batch}/sheets", f"{batch}/printed", f"{batch}/handover", f"{CARDS}/{number}/block", f"{CARDS}/batches")
    assert {client.get(page).status_code for page in pages} == {200}
    client.delete_cookie("musubi_signin")
    assert {client.get(page).status_code for page in pages} == {303}
    strangers: dict[str, list[tuple[Role, str]]] = {
        "fan": [],
        "staff": [(Role.MERCHANT_STAFF, "1")],
        "operator": [(Role.OPERATOR, "")],
    }
    for name, roles in (strangers | {"neighbour": [(Role.OFFICER, MUKAWA)]}).items():
        sign_in(email=f"{name}@example.jp", roles=roles)
        assert {client.get(page).status_code for page in pages} == {403}
        assert {client.post(act).status_code for act in acts} == {403}
    other = f"/console/{MUKAWA}/cards"
    answers = [client.get(f"{other}/{number}"), client.post(f"{other}/{number}/block")]
    answers.append(client.post(f"{other}/batches/{batch.rsplit('/', 1)[1]}/sheets"))
    assert {answer.status_code for answer in answers} == {404}
    assert "このまちに" in client.post(f"{other}/search", data={"card_number": number}).text
