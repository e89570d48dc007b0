"""Receipts for donations: asked for by who gave, numbered, issued again, read by the town, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from chain.clock import FixedClock
from marketplace.models.projects import DonationKind, DonationReceipt
from tests.fixtures.papers import Printed, page_millimetres, pages
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, OFFICER, Field
from wallet import Role

DONOR = {"name": "舟橋 花子", "address": "〒939-0281 富山県中新川郡舟橋村仏生寺55"}


def test_a_receipt_is_issued_once_corrected_under_its_number_and_read_by_its_town(
    client: FlaskClient, fields: Field, sign_in: SignIn, clock: FixedClock, printed: Printed
) -> None:
    number, account = fields.open(), sign_in()
    address = f"/projects/{number}/receipts"
    assert client.get(address).status_code == 404  # has pledged nothing
    fields.pledge(number, account.address, 7_000, "花子")
    fields.pledge(number, OFFICER, 5_000, "")
    assert "まだ証明できる額がありません" in client.get(address).text
    clock.advance(timedelta(days=4))
    fields.pay(number, 12_000)
    assert "数分で発行できる" in client.get(address).text
    assert client.post(f"{address}/2026", data=DONOR).status_code == 303
    assert client.get(f"{address}/2026.pdf").status_code == 404  # nothing is final yet
    fields.make_final()
    assert "寄附金受領証明書" in client.get(f"/projects/{number}").text and "7,000円" in client.get(address).text

    for form, words in (
        ({**DONOR, "name": " "}, "入力してください"),
        ({**DONOR, "address": "町" * 201}, "長すぎます"),
        ({**DONOR, "address": "123456789018"}, "マイナンバー"),
        ({**DONOR, "name": "花子🌻"}, "書類の文字にないもの"),
    ):
        refused = client.post(f"{address}/2026", data=form)
        assert refused.status_code == 422 and words in refused.text, form
    assert "舟橋 花子" in client.post(f"{address}/2026", data={**DONOR, "address": ""}).text  # what was typed stays
    for _ in range(2):  # the same words again change nothing
        assert "発行しました" in client.post(f"{address}/2026", data=DONOR, follow_redirects=True).text
    first = client.get(f"{address}/2026.pdf")
    assert (first.mimetype, pages(first.data), page_millimetres(first.data)) == ("application/pdf", 1, (210, 297))
    corrected = client.post(f"{address}/2026", data={**DONOR, "name": "舟橋 花"}, follow_redirects=True)
    assert f"{FUNAHASHI}-2026-000001" in corrected.text
    client.get(f"{address}/2026.pdf")
    old, new = (client.get(code[code.index("/receipts") :]).text for code in printed.codes)
    assert "古い版" in old and "本物です" in new and "7,000円" in new and "舟橋 花" not in old + new
    assert client.get("/receipts/donations/forged").status_code == 404

    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))], email="officer@example.jp")
    assert client.get(address).status_code == client.get(f"{address}/2026.pdf").status_code == 404
    desk = f"/console/{FUNAHASHI}/projects/receipts"
    listed = client.get(desk)
    assert f"{FUNAHASHI}-2026-000001" in listed.text and "花" not in listed.text.replace("花子", "")
    rows = client.get(f"{desk}-2026.csv").text.splitlines()
    assert len(rows) == 2 and "7000" in rows[1] and "舟橋 花" in rows[1] and DONOR["address"] in rows[1]
    assert client.get("/console/015865/projects/receipts-2026.csv").status_code == 403

    platform = fields.platform
    with platform.db.read() as session:
        copy = platform.marketplace.projects.receipts.own_data(session, account.address)
        sealed = session.scalars(select(DonationReceipt)).one().sealed
    assert copy["donation_receipts"][0]["name"] == "舟橋 花" and len(copy["donation_receipt_readings"]) == 1
    assert sealed is not None and "舟橋".encode() not in sealed
    receipts = platform.marketplace.projects.receipts
    for years, kept in ((5, DONOR | {"name": "舟橋 花"}), (1, None)):
        clock.advance(timedelta(days=years * 365))
        receipts.forget_old()
        [one] = receipts.read_list(FUNAHASHI, 2026, OFFICER)
        assert int(one.receipt.amount) == 7_000 and (one.donor.as_json() if one.donor else None) == kept
    sign_in()
    assert "保管の期間が終わりました" in client.get(f"{address}/2026").text
    assert client.get(f"{address}/2026.pdf").status_code == 404


def test_support_of_a_group_is_no_donation_and_numbers_go_on_in_their_town(
    client: FlaskClient, fields: Field, sign_in: SignIn, clock: FixedClock, printed: Printed
) -> None:
    account = sign_in()
    numbers = [fields.open(DonationKind.OTHER), fields.open(DonationKind.HOMETOWN_TAX)]
    for number in numbers:
        fields.pledge(number, account.address, 12_000, "")
    clock.advance(timedelta(days=4))
    for number in numbers:
        fields.pay(number, 12_000)
    fields.make_final()
    texts = []
    for number in numbers:
        page = client.post(f"/projects/{number}/receipts/2026", data=DONOR, follow_redirects=True)
        texts.append(page.text)
        assert client.get(f"/projects/{number}/receipts/2026.pdf").status_code == 200
    assert "支援金受領書" in texts[0] and "税の控除には使えません" in texts[0] and "-000001" in texts[0]
    assert "寄附金受領証明書" in texts[1] and "-000002" in texts[1]
    english = client.get(f"/projects/{numbers[1]}/receipts/2026?lang=en").text
    assert "hometown tax" in english
