"""An officer writes a rule, tries it on the past, starts, watches, changes and ends it; and nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from chain.clock import FixedClock
from tests.fixtures.bridges import MITSUE
from tests.fixtures.rules import GYM, PROGRAM, RuleTown
from tests.fixtures.web import SignIn
from wallet import Role

RULES = f"/console/{MITSUE}/rules"
DONATION = "jp.musubi.hometown_tax.donation_paid"


def form(town: RuleTown, **changed: Any) -> dict[str, Any]:
    given = {
        "event_type": GYM, "name_ja": "ジムに行こう", "amount_kind": "fixed", "points": "100", "unit": "1", "field": "",
        "residence": "anybody", "program_id": str(PROGRAM), "budget": "1,000", "cap_day": "100", "once_per": "visit",
        "first_day": (town.today - timedelta(days=1)).isoformat(),
        "last_day": (town.today + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    return given | changed


@pytest.fixture
def desk(client: FlaskClient, sign_in: SignIn, rule_town: RuleTown) -> FlaskClient:
    sign_in(rule_town.officer)
    return client


def test_a_rule_is_written_tried_launched_watched_changed_and_ended(
    desk: FlaskClient, rule_town: RuleTown, clock: FixedClock
) -> None:
    taro = rule_town.person()
    rule_town.send(taro, at=clock.now() - timedelta(days=2))
    rule_town.send(taro, at=clock.now() - timedelta(days=2, hours=1))
    assert "特典ルールはまだありません" in desk.get(RULES).text
    choose = desk.get(f"{RULES}/new").text
    assert "ジムに入った" in choose and "つながっています" in choose and "conversion" not in choose
    assert "ジムに入った" in desk.get(f"{RULES}/new?event_type={GYM}").text
    made = desk.post(RULES, data=form(rule_town))
    assert made.status_code == 303, made.text
    rule = made.location
    page = desk.get(rule).text
    assert "「ジムに入った」というイベントに、1回につき100ポイントを付けます。" in page and "1つの来館に1回" in page
    asked = {"first_day": (rule_town.today - timedelta(days=7)).isoformat(), "last_day": rule_town.today.isoformat()}
    assert desk.post(f"{rule}/forecast", data=asked).status_code == 303
    assert "試算しています" in desk.get(f"{rule}/forecast").text
    assert rule_town.rules.forecast.advance() == 1 and rule_town.rules.forecast.advance() == 0
    found = desk.get(f"{rule}/forecast").text
    assert "1人（イベントのあった1人のうち）" in found and "1日の上限" in found and "10%" in found
    confirm = desk.get(f"{rule}/launch").text
    assert "試算" in confirm and "過去のイベントには付きません" in confirm
    desk.post(f"{rule}/launch")
    assert rule_town.verdicts() == []  # nothing for the past
    row = rule_town.send(taro)
    rule_town.send(taro)
    watched = desk.get(rule).text
    assert "実施中" in watched and "付与待ち" in watched
    assert "1日の上限" in desk.get(f"{rule}?shown=refused").text
    event = desk.get(f"/console/{MITSUE}/bridges/{rule_town.bridge.client_id}/events/{row}").text
    assert "ルール1 ジムに行こう" in event and "100ポイント" in event
    late = form(rule_town, points="50", from_day=rule_town.today.isoformat())
    refused = desk.post(rule, data=late)
    assert refused.status_code == 409 and "あす以降" in refused.text and 'value="50"' in refused.text
    tomorrow = (rule_town.today + timedelta(days=1)).isoformat()
    assert desk.post(rule, data=late | {"from_day": tomorrow}).status_code == 303
    assert "1回につき50ポイント" in desk.get(rule).text
    for way, state in (("pause", "一時停止中"), ("resume", "実施中"), ("end", "終了")):
        assert state in desk.post(f"{rule}/state", data={"way": way}, follow_redirects=True).text
    assert "特典ルールを始めた" in desk.get(f"/console/{MITSUE}/acts").text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: FlaskClient, rule_town: RuleTown) -> None:
    for field, typed in {
        "points": "0", "budget": "たくさん", "last_day": "2020-01-01", "cap_day": "x", "from_time": "25:61",
        "name_ja": " ", "streak_days": "1",
    }.items():  # fmt: skip
        wrong = desk.post(RULES, data=form(rule_town, name_en="Gym", **{field: typed}))
        assert wrong.status_code == 422, field
        assert f'id="{field}-error"' in wrong.text and 'value="Gym"' in wrong.text, field
    donation = form(
        rule_town, event_type=DONATION, amount_kind="percent", once_per="donation", residence="outside_town"
    )
    over = desk.post(RULES, data=donation | {"points": "31"})
    assert over.status_code == 409 and "3割まで" in over.text
    near = desk.post(RULES, data=donation | {"points": "30", "residence": "anybody"})
    assert near.status_code == 409 and "住民への返礼はできません" in near.text
    assert desk.post(RULES, data=donation | {"points": "30"}).status_code == 303


def test_overlapping_rules_and_a_spent_budget_are_shown(desk: FlaskClient, rule_town: RuleTown) -> None:
    first = rule_town.rule(budget=100)
    second = desk.post(RULES, data=form(rule_town, budget="2,000,000")).location
    confirm = desk.get(f"{second}/launch").text
    assert "合わせて200ポイントが付きます" in confirm and "ルールの予算より少ないです" in confirm
    rule_town.send(rule_town.person())
    spent = desk.get(f"{RULES}/{first}").text
    assert "予算がなくなりました" in spent and "予算切れ" in desk.get(RULES).text
    more = {"budget": "500", "last_day": (rule_town.today + timedelta(days=5)).isoformat()}
    assert "予算と最後の日を変えました" in desk.post(f"{RULES}/{first}/frame", data=more, follow_redirects=True).text
    less = desk.post(f"{RULES}/{first}/frame", data=more | {"budget": "1"}, follow_redirects=True).text
    assert "より少なくできません" in less


def test_a_change_is_compared_with_the_running_rule_before_it_is_saved(desk: FlaskClient, rule_town: RuleTown) -> None:
    other, rule_id = rule_town.rule(), rule_town.rule(cap_day=100, budget=1_000)
    for person in [rule_town.person() for _ in range(2)]:
        rule_town.send(person)
    rule, tomorrow = f"{RULES}/{rule_id}", (rule_town.today + timedelta(days=1)).isoformat()
    assert "保存せずに試す" in desk.get(f"{rule}/edit").text and "保存せずに試す" not in desk.get(f"{RULES}/new").text
    typed = form(
        rule_town, points="250", cap_day="400", from_day=tomorrow, weekdays=["0", "1", "2", "3", "4", "5", "6"]
    )
    assert desk.post(f"{rule}/trials", data=typed | {"points": "0"}).status_code == 422
    late = desk.post(f"{rule}/trials", data=typed | {"from_day": rule_town.today.isoformat()})
    assert late.status_code == 409 and "あす以降" in late.text
    trial = desk.post(f"{rule}/trials", data=typed).location
    assert "試算しています" in desk.get(trial).text
    rule_town.rules.forecast.advance()
    page = desk.get(trial).text
    assert "2人に200ポイントを付ける計算です。変えた内容なら、2人に500ポイントです。" in page
    assert "+300" in page and "1回につき250ポイント" in page and "合わせて350ポイントが付きます" in page
    assert "予算が先になくなる見込みです" in page and f"ルール{other}" in page
    assert "250ポイント" not in desk.get(rule).text  # nothing is kept
    again = desk.get(f"{rule}/edit?trial={trial.rsplit('/', 1)[1]}").text
    assert 'value="250"' in again and f'value="{tomorrow}"' in again
    days = {"trial_first_day": "2020-01-01", "trial_last_day": rule_town.today.isoformat()}
    assert desk.post(f"{rule}/trials", data=typed | days).status_code == 422
    assert desk.post(rule, data=hidden_fields(page)).status_code == 303
    assert "1回につき250ポイント" in desk.get(rule).text


def hidden_fields(page: str) -> dict[str, list[str]]:
    """Of the first form that has any beside its token: what the page would send to save the change."""
    found: dict[str, list[str]] = {}
    part = page[page.index("比べた結果") :]
    part = part[part.index("<form") : part.index("</form>")]
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', part):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_nobody_else_comes_near_a_rule(client: FlaskClient, sign_in: SignIn, rule_town: RuleTown) -> None:
    rule = f"{RULES}/{rule_town.rule()}"
    posts = [RULES, rule, f"{rule}/forecast", f"{rule}/launch", f"{rule}/state", f"{rule}/frame"]
    posts.append(f"{rule}/trials")
    gets = [RULES, rule, f"{RULES}/new", f"{rule}/edit", f"{rule}/forecast", f"{rule}/launch"]
    assert client.get(rule).status_code in (302, 303, 401)
    sign_in(email="fan@example.jp")
    assert {client.get(one).status_code for one in gets} == {403}
    sign_in(email="uda@example.jp", roles=[(Role.OFFICER, "292125")])
    assert {client.post(one, data=form(rule_town)).status_code for one in posts} == {403}
    elsewhere = rule.replace(str(MITSUE), "292125")
    assert {client.get(one.replace(str(MITSUE), "292125")).status_code for one in gets[1:2] + gets[3:]} == {404}
    assert client.post(f"{elsewhere}/state", data={"way": "end"}).status_code == 404
    assert client.post(f"{elsewhere}/launch").status_code == 404
