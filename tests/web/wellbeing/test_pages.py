"""A town chooses indicators, enters a value a year, corrects it, and shows the public what it publishes."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.ids import MunicipalityCode
from points.models import Indicator, IndicatorValue
from tests.fixtures.catalogue import put_towns
from tests.fixtures.web import SignIn
from wallet import Role

UDA = "292125"
DESK = f"/console/{UDA}/wellbeing"
HAPPINESS = "幸福度（いまの自分）"


def indicator(platform: Platform, name: str = HAPPINESS) -> int:
    with platform.db.read() as session:
        return session.scalars(select(Indicator.id).where(Indicator.name_ja == name)).one()


def value(**changed: str) -> dict[str, str]:
    return {"year": "2025", "value": "6.8", "source": "市民アンケート", "note": "", "revision": "0"} | changed


@pytest.fixture
def officer(client: FlaskClient, sign_in: SignIn, platform: Platform) -> FlaskClient:
    """Of a town that has chosen happiness and net moves."""
    sign_in(roles=[(Role.OFFICER, UDA)])
    assert "指標はまだありません" in client.get(DESK).text
    assert HAPPINESS in client.get(f"{DESK}/choice").text
    shown = client.post(f"{DESK}/choice", data={"key": ["happiness", "net_moves"]}, follow_redirects=True).text
    assert "指標を2つ足しました" in shown and HAPPINESS in shown and "値はまだありません" in shown
    return client


def test_an_officer_enters_corrects_and_takes_back_a_value_and_the_history_says_so(
    officer: FlaskClient, platform: Platform
) -> None:
    one = f"{DESK}/{indicator(platform)}"
    assert 'value="2026"' in officer.get(f"{one}/value").text
    officer.post(f"{one}/value", data=value(year="2024", value="６．５"))
    assert "2025年度の値を保存しました" in officer.post(f"{one}/value", data=value(), follow_redirects=True).text
    asked = officer.get(f"{one}/value?year=2025").text
    assert 'value="6.8"' in asked and "いま6.8です" in asked and 'name="revision" value="1"' in asked
    shown = officer.post(
        f"{one}/value", data=value(value="6.9", revision="1", note="再集計"), follow_redirects=True
    ).text
    assert "+0.4（よくなりました）" in shown and "再集計" in shown and "6.8" in shown
    desk = officer.get(DESK).text
    assert "2024年度" in desk and "お店で使われたポイント" in desk
    stale = officer.post(f"{one}/value", data=value(value="1", revision="1"))
    assert stale.status_code == 409 and "先に変えました" in stale.text and "いま6.9です" in stale.text
    assert 'value="1"' in stale.text and 'name="revision" value="2"' in stale.text  # may be saved knowingly
    gone = value(do="take_back", revision="2", note="別の町の値")
    assert "取り消しました" in officer.post(f"{one}/value", data=gone, follow_redirects=True).text


def test_ticks_stay_where_indicators_are_too_many(officer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("points.analytics.wellbeing.keep_indicators.MOST_INDICATORS", 2)
    refused = officer.post(f"{DESK}/choice", data={"key": ["shopping"]})
    assert refused.status_code == 422 and "指標は2までです" in refused.text
    assert re.search(r'value="shopping"[^>]* checked', refused.text)


def test_what_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(
    officer: FlaskClient, platform: Platform
) -> None:
    one = f"{DESK}/{indicator(platform)}"
    wrong = officer.post(f"{one}/value", data=value(value="11点", source=""))
    assert wrong.status_code == 422 and "11点" in wrong.text and "数字で入れてください" in wrong.text
    off = officer.post(f"{one}/value", data=value(value="11"))
    assert off.status_code == 422 and "目盛りは0から10まで" in off.text
    assert officer.post(f"{one}/value", data=value(year="2099")).status_code == 422
    assert officer.post(f"{one}/value", data=value(year="いつか")).status_code == 422


def test_a_town_makes_an_indicator_of_its_own_and_words_it_anew(officer: FlaskClient, platform: Platform) -> None:
    form = {"name_ja": "バスの利用者", "name_en": "", "unit_ja": "人", "unit_en": "people", "nature": "objective",
            "direction": "more", "least": "", "most": ""}  # fmt: skip
    assert officer.post(f"{DESK}/new", data=form | {"name_ja": ""}).status_code == 422
    assert officer.post(f"{DESK}/new", data=form | {"name_ja": HAPPINESS}).status_code == 422
    assert officer.post(f"{DESK}/new", data=form | {"least": "5", "most": "1"}).status_code == 422
    assert officer.post(f"{DESK}/new", data=form).status_code == 303
    one = f"{DESK}/{indicator(platform, 'バスの利用者')}"
    assert 'value="人"' in officer.get(f"{one}/words").text
    officer.post(f"{one}/words", data=form | {"name_en": "Bus riders"})
    officer.set_cookie("musubi_lang", "en")
    assert "Bus riders" in officer.get(DESK).text


def test_a_list_comes_back_as_it_went_out_and_wrong_rows_are_named(officer: FlaskClient, platform: Platform) -> None:
    one = f"{DESK}/{indicator(platform)}"
    officer.post(f"{one}/value", data=value())
    officer.post(f"{DESK}/{indicator(platform, '転入超過数（転入−転出）')}/value", data=value(value="-31"))
    officer.set_cookie("musubi_lang", "en")
    out = officer.get(f"{DESK}/values.csv").data
    assert out.decode("utf-8-sig").startswith("Indicator,Fiscal year,Value,Source,Note")
    officer.set_cookie("musubi_lang", "ja")
    back = officer.post(f"{DESK}/list", data={"list": (io.BytesIO(out), "a.csv")}, follow_redirects=True).text
    assert "新しい値0件、直した値0件" in back and "同じ値の2件" in back
    bad = f"指標,年度,値,出典\n{HAPPINESS},2025,12,調査\n".encode()
    answer = officer.post(f"{DESK}/list", data={"list": (io.BytesIO(bad), "a.csv")})
    assert answer.status_code == 422 and "まだ何も保存していません" in answer.text and ">2</td>" in answer.text
    assert officer.post(f"{DESK}/list", data={}).status_code == 422
    assert HAPPINESS in officer.get(f"{DESK}/list/template.csv").text


def test_everybody_sees_what_the_town_published_with_its_source(
    officer: FlaskClient, platform: Platform, client: FlaskClient
) -> None:
    one = f"{DESK}/{indicator(platform)}"
    officer.post(f"{one}/value", data=value())
    put_towns(platform.db)
    visitor = officer.application.test_client()
    public = f"/towns/{UDA}/wellbeing"
    assert "まだ指標を出していません" in visitor.get(public).text
    assert "暮らしの指標" not in visitor.get(f"/towns/{UDA}").text
    officer.post(f"{one}/publication", data={"published": "1"})
    shown = visitor.get(public).text
    assert HAPPINESS in shown and "市民アンケート" in shown and "転入超過数" not in shown
    assert public in visitor.get(f"/towns/{UDA}").text
    assert "6.8" in visitor.get(f"{public}.csv").text
    officer.post(f"{one}/retirement", data={"retired": "1"})
    assert "まだ指標を出していません" in visitor.get(public).text
    assert "使うのをやめた指標" in officer.get(DESK).text
    assert visitor.get("/towns/999999/wellbeing").status_code == 404


@pytest.mark.parametrize("who", ["nobody", "person", "officer_elsewhere"])
def test_to_everybody_else_the_desk_is_closed(
    officer: FlaskClient, sign_in: SignIn, platform: Platform, who: str
) -> None:
    number = indicator(platform)
    if who == "nobody":
        officer = officer.application.test_client()
    else:
        sign_in(email="else@example.jp", roles=[(Role.OFFICER, "015865")] if who == "officer_elsewhere" else [])
    closed = 303 if who == "nobody" else 403
    own = [f"/{number}{page}" for page in ("", "/value", "/words")]
    for path in ("", "/choice", "/new", "/list", "/list/template.csv", "/values.csv", *own):
        assert officer.get(f"{DESK}{path}").status_code == closed
    acts = [f"/{number}{act}" for act in ("/value", "/words", "/publication", "/retirement")]
    for path in ("/choice", "/new", "/list", *acts):
        assert officer.post(f"{DESK}{path}", data=value()).status_code == closed
    with platform.db.read() as session:
        assert session.scalars(select(IndicatorValue)).all() == []


def test_through_the_own_desk_another_towns_indicator_is_not_there(
    officer: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    number = indicator(platform)
    sign_in(email="else@example.jp", roles=[(Role.OFFICER, "015865")])
    other = f"/console/{MunicipalityCode('015865')}/wellbeing/{number}"
    for path in ("", "/value", "/words"):
        assert officer.get(other + path).status_code == 404
    for path in ("/value", "/words", "/publication", "/retirement"):
        assert officer.post(other + path, data=value()).status_code == 404
