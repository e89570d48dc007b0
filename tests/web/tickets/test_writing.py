"""An officer writes a service: every fault keeps what was typed, and nothing is saved that was not looked at."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.clock import business_date
from marketplace.models import Kind
from tests.fixtures.web import SignIn
from tests.web.tickets.conftest import MATSUZAKI, Harbour
from wallet import Role

DESK = f"/console/{MATSUZAKI}/tickets"


def form(harbour: Harbour, kind: str, **changes: str) -> dict[str, str | list[str]]:
    today = business_date(harbour.platform.clock.now())
    given: dict[str, str | list[str]] = {
        "kind": kind, "name_ja": "西伊豆の船", "name_en": "West Izu Boat", "story_ja": "入江をめぐります。",
        "scene": "ferry", "gives_ja": "片道1回\n灯台の入場", "place_ja": "松崎港", "check_in": "15:00",
        "check_out": "10:00", "needs_register": "1", "minutes": "４５", "leg_ja_0": "乗船", "leg_ja_1": "灯台",
        "fare_ja_0": "おとな",
        "price_0": "2,000", "cut_off_0": "3600", "fare_ja_1": "こども", "price_1": "1000", "cut_off_1": "never",
        "fare_legs_1": ["0"], "refund_count_0": "3", "refund_unit_0": "days", "refund_percent_0": "80",
        "least_slots_0": "2", "payee": ["town", "platform"], "percent": ["95", "5"],
        "mode": "departures", "departures": "9:10　12:00",
        "first_day": (today + timedelta(days=1)).isoformat(), "last_day": (today + timedelta(days=7)).isoformat(),
        "lasts": "45", "capacity": "20", "admits_before": "30", "rate_5": "120",
    }  # fmt: skip
    return given | changes


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_a_ferry_is_looked_at_and_then_saved(client: FlaskClient, harbour: Harbour, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    assert "宿泊者名簿" in client.get(f"{DESK}/new").text
    assert 'name="departures"' in client.get(f"{DESK}/new?kind=ticket").text
    looked = client.post(DESK, data=form(harbour, "ticket"))
    assert looked.status_code == 200 and "登録する日時: 14件" in looked.text and "120%" in looked.text
    unseen = client.post(DESK, data=form(harbour, "ticket", step="save", seen="0" * 32))
    assert unseen.status_code == 200 and not harbour.tickets.pages.of_town(MATSUZAKI)
    saved = client.post(DESK, data=form(harbour, "ticket", step="save", seen=seen(looked.text)))
    assert saved.status_code == 303
    (service,) = harbour.tickets.pages.of_town(MATSUZAKI)
    fares = {one.fare.name_ja: one.fare for one in harbour.tickets.pages.desk(MATSUZAKI, service.number).view.fares}
    assert service.typed_detail().minutes == 45 and service.gives_ja == ["片道1回", "灯台の入場"]
    assert [leg.name_ja for leg in fares["おとな"].typed_legs()] == ["乗船", "灯台"]
    assert [leg.name_ja for leg in fares["こども"].typed_legs()] == ["乗船"]
    assert fares["おとな"].typed_refunds()[0].seconds_before == 3 * 86_400
    assert [share.basis_points for share in fares["こども"].typed_shares()] == [9_500, 500]
    assert "署名が4件残っています" in client.get(saved.location).text


FAULTS = [
    ("name_ja", "", "入力してください"),
    ("name_en", "A" * 130, "120"),
    ("story_ja", "番号は 123456789018 です", "マイナンバー"),
    ("minutes", "長い", "数字だけで入力してください"),
    ("scene", "nowhere", "一覧から選んでください"),
    ("price_0", "1.5", "数字だけで入力してください"),
    ("price_0", "99999999999", "0から10,000,000"),
    ("leg_place_0", "999", "一覧から選んでください"),
    ("refund_percent_0", "120", "率"),
    ("departures", "25:00", "時間は"),
    ("last_day", "2020-01-01", "終わりの日は"),
    ("blackouts", "来週", "日付"),
    ("capacity", "0", "1から100,000"),
    ("rate_5", "5000", "1から1,000"),
]


def test_each_fault_is_said_and_the_rest_stays(client: FlaskClient, harbour: Harbour, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    for field, typed, words in FAULTS:
        answer = client.post(DESK, data=form(harbour, "ticket", **{field: typed}))
        assert (answer.status_code, words in answer.text) == (422, True), field
        assert all(kept in answer.text for kept in ("松崎港", "おとな", "灯台の入場", "こども")), field
        assert typed in answer.text or field in ("scene", "leg_place_0")


def test_a_split_that_is_not_whole_is_refused(client: FlaskClient, harbour: Harbour, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    typed = form(harbour, "ticket") | {"percent": ["90", "5"]}
    answer = client.post(DESK, data=typed)
    assert answer.status_code == 422 and "95.00" in answer.text and 'value="90"' in answer.text
    assert client.post(DESK, data=form(harbour, "ambassador_card")).status_code == 404


@pytest.mark.parametrize("kind", [Kind.STAY, Kind.TOURISM])
def test_an_inn_and_a_walk(client: FlaskClient, harbour: Harbour, sign_in: SignIn, kind: Kind) -> None:
    sign_in(roles=[(Role.OFFICER, str(MATSUZAKI))])
    client.get(f"{DESK}/new?kind={kind}&lang=en")
    looked = client.post(DESK, data=form(harbour, kind.value))
    assert looked.status_code == 200, looked.text
    saved = client.post(DESK, data=form(harbour, kind.value, step="save", seen=seen(looked.text)))
    assert saved.status_code == 303
    (service,) = harbour.tickets.pages.of_town(MATSUZAKI)
    detail = service.typed_detail()
    assert service.kind == kind and detail.needs_register == (kind is Kind.STAY)
    wrong = client.post(DESK, data=form(harbour, kind.value, check_in="late", is_online="1", online_address="x"))
    assert wrong.status_code == 422
