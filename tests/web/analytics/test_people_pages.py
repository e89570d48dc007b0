"""Pages about people: small numbers are not there, empty towns are told when to come back, and files go to own officers
alone, with a purpose, once recorded."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.audit_log import AuditEntry
from chain.clock import FixedClock
from points.models import AnalysisDownload
from tests.fixtures.web import SignIn
from tests.integration.points.analytics.people import OTSUKI, UDA, People, people, person
from wallet import Role
from wallet.oidc.attributes import AgeBand

ROOT = f"/console/{UDA}/analytics"
PAGES = ("people", "returning", "card-holders", "effects", "files")


@pytest.fixture
def last_month(clock: FixedClock) -> date:
    today = clock.now().date()
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)


@pytest.fixture
def past(platform: Platform, last_month: date) -> None:
    """Nine of the town, six of Otsuki and three of nowhere known paid last month."""
    with platform.db.write() as session:
        known = People(session)
        known.open_shops()
        for home, first, count in ((UDA, 1, 9), (OTSUKI, 20, 6), (None, 40, 7)):
            for number, one in enumerate(people(first, count)):
                if home:
                    known.verify(one, home, AgeBand.YOUNG)
                known.rolled(one, last_month, points=(400, 1_200)[number % 2])


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_town_is_told_so_in_both_languages(client: FlaskClient, sign_in: SignIn, name: str) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    for language in ("ja", "en"):
        answer = client.get(f"{ROOT}/{name}?lang={language}")
        assert answer.status_code == 200
        assert "empty-state" in answer.text


def test_people_are_shown_by_home_and_prefecture(
    client: FlaskClient, sign_in: SignIn, past: None, last_month: date
) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    shown = client.get(f"{ROOT}/people?kind=payments&month={last_month}").text
    assert "山梨県" in shown
    in_english = client.get(f"{ROOT}/people?kind=payments&month={last_month}&lang=en").text
    assert "Yamanashi" in in_english and "山梨" not in in_english
    client.get("/?lang=ja")
    for number in (9, 6, 7, 22):
        assert f'data-value="{number}"' in shown
    assert "まだ数えられる月がありません" in client.get(f"{ROOT}/people?kind=donations").text
    assert client.get(f"{ROOT}/people?kind=secrets&month=x").status_code == 200


def test_a_few_people_are_neither_written_nor_drawn(client: FlaskClient, platform: Platform, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    month = platform.clock.now().date().replace(day=1)
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    with platform.db.write() as session:
        known = People(session)
        known.open_shops()
        for one in people(1, 20):
            known.rolled(one, before)
        for one in people(50, 3):
            known.verify(one, OTSUKI)
            known.rolled(one, before)
    shown = client.get(f"{ROOT}/people").text
    assert 'data-value="3"' not in shown
    assert 'data-value="20"' not in shown, "23 less 20 would be the three"
    assert shown.count("data-hidden") >= 3


def test_a_file_is_taken_with_a_purpose_and_stands_in_the_list_and_the_audit_log(
    client: FlaskClient, platform: Platform, sign_in: SignIn, past: None, last_month: date
) -> None:
    officer = sign_in(roles=[(Role.OFFICER, UDA)])
    form = {"data_set": "payments", "first": last_month.isoformat(), "last": last_month.isoformat(), "purpose": "=研究"}
    answer = client.post(f"{ROOT}/files", data=form)
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["月", "住まい", "年代", "お店の種類", "ポイント", "回数"]
    assert len(rows) == 23
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert {row[1] for row in rows[1:]} <= {"宇陀市", "奈良県宇陀市", "大月市", "山梨県大月市", "不明"}
    assert all("0x" not in cell for row in rows for cell in row)
    with platform.db.read() as session:
        (kept,) = session.scalars(select(AnalysisDownload)).all()
        acts = [(one.act, one.actor) for one in session.scalars(select(AuditEntry))]
    assert (kept.officer, kept.lines, kept.purpose) == (officer.address, 22, "=研究")
    assert acts == [("analytics.take_file", officer.address)]
    assert "=研究" in client.get(f"{ROOT}/files").text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"purpose": " "}, "使いみちを書いてください。"),
        ({"first": "2100-01-01", "last": "2100-01-01"}, "終わった月を選んでください。"),
        ({"data_set": "everything"}, "一覧から選んでください。"),
        ({"last": "soon"}, "日付を選んでください。"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_given(
    client: FlaskClient, platform: Platform, sign_in: SignIn, last_month: date, changed: dict[str, str], words: str
) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    month = last_month.isoformat()
    answer = client.post(
        f"{ROOT}/files", data={"data_set": "payments", "first": month, "last": month} | {"purpose": "研究"} | changed
    )
    assert answer.status_code == 422
    assert words in answer.text
    with platform.db.read() as session:
        assert session.scalars(select(AnalysisDownload)).all() == []


def test_files_are_for_own_officers_alone_and_numbers_for_the_operator_too(
    client: FlaskClient, sign_in: SignIn, past: None, last_month: date
) -> None:
    month = last_month.isoformat()
    form = {"data_set": "payments", "first": month, "last": month, "purpose": "研究"}
    for roles in ([(Role.OFFICER, OTSUKI)], [(Role.MERCHANT_STAFF, "1")], []):
        sign_in(email=f"{len(roles)}{roles[0][1] if roles else ''}@example.jp", roles=roles)
        assert client.post(f"{ROOT}/files", data=form).status_code == 403
        assert {client.get(f"{ROOT}/{page}").status_code for page in PAGES} == {403}
    sign_in(email="operator@example.jp", roles=[(Role.OPERATOR, "")])
    assert client.post(f"{ROOT}/files", data=form).status_code == 403
    assert client.get(f"{ROOT}/files").status_code == 403
    assert client.get(f"{ROOT}/people").status_code == 200


def test_the_effect_of_a_grant_is_told_with_its_range_and_what_it_does_not_prove(
    client: FlaskClient, platform: Platform, sign_in: SignIn, last_month: date
) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    before, start, after = (date(last_month.year, last_month.month, day) for day in (3, 5, 6))
    with platform.db.write() as session:
        known = People(session)
        known.open_shops()
        for number, one in enumerate(people(1, 20)):
            known.pay(one, before, 500)
            known.pay(one, after, 900 if number < 10 else 600)
        grant = known.grant(people(1, 10), start)
        elsewhere = known.grant(people(1, 10), start, issuer=OTSUKI)
    shown = client.get(f"{ROOT}/effects/{grant}?weeks=1").text
    assert "+300" in shown
    assert "くじで選んだのではありません" in shown
    assert "春の付与" in client.get(f"{ROOT}/effects").text
    assert client.get(f"{ROOT}/effects/{grant}?weeks=999").status_code == 200
    assert client.get(f"{ROOT}/effects/{elsewhere}").status_code == 404
    assert client.get(f"{ROOT}/effects/999").status_code == 404


def test_without_a_choice_as_many_weeks_are_compared_as_are_over(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    start = platform.clock.now().date() - timedelta(days=10)
    with platform.db.write() as session:
        known = People(session)
        known.open_shops()
        for number, one in enumerate(people(1, 20)):
            known.pay(one, start - timedelta(days=2), 500)
            known.pay(one, start + timedelta(days=1), 900 if number < 10 else 600)
        grant = known.grant(people(1, 10), start)
    assert "+300" in client.get(f"{ROOT}/effects/{grant}").text
    assert "まだ比べられません" in client.get(f"{ROOT}/effects/{grant}?weeks=4").text


def test_returning_customers_are_told_in_percent(
    client: FlaskClient, platform: Platform, sign_in: SignIn, last_month: date
) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    earlier = date(last_month.year - (last_month.month == 1), (last_month.month - 2) % 12 + 1, 1)
    with platform.db.write() as session:
        known = People(session)
        known.open_shops()
        for number, one in enumerate(people(1, 20)):
            known.rolled(one, earlier)
            if number < 8:
                known.rolled(one, last_month)
        for one in people(50, 6):
            known.rolled(one, last_month)
        known.rolled(person(99), earlier, shop=3)
    shown = client.get(f"{ROOT}/returning").text
    assert 'data-value="40"' in shown
    assert "8人" in shown


def test_months_before_anybody_came_are_not_listed(client: FlaskClient, sign_in: SignIn, past: None) -> None:
    sign_in(roles=[(Role.OFFICER, UDA)])
    shown = client.get(f"{ROOT}/people").text
    table = shown.split('id="months"')[1].split("</table>")[0]
    assert table.count("<tr>") == 2, "the heading and the one month"
