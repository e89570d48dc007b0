"""Goals beyond the first: promised by the town's officers, shown on the bar, and not taken back once published."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.wiring import Platform
from chain.ids import Address
from chain.units import Yen
from marketplace.models.projects.stretch import MOST_STRETCH_GOALS
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, OFFICER, Field
from wallet import Role

PROMISE = {"amount": "15,000", "words_ja": "迷路を2つに増やします", "words_en": "A second maze"}


def test_a_town_promises_more_beyond_the_goal_and_supporters_see_what_is_reached(
    client: FlaskClient, fields: Field, sign_in: SignIn, platform: Platform
) -> None:
    number = fields.open()
    desk = f"/console/{FUNAHASHI}/projects/{number}/stretch-goals"
    assert "次の目標" not in client.get(f"/projects/{number}").text
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    for wrong, words in (
        ({**PROMISE, "amount": "10,000"}, "より大きい額"),
        ({**PROMISE, "amount": "たくさん"}, "数字だけ"),
        ({**PROMISE, "words_ja": " "}, "入力してください"),
        ({**PROMISE, "words_ja": "あ" * 201}, "200"),
    ):
        refused = client.post(desk, data=wrong)
        assert refused.status_code == 422 and words in refused.text and "A second maze" in refused.text
    assert client.post(desk, data=PROMISE).status_code == 303
    assert client.post(desk, data={**PROMISE, "amount": "15,000"}).status_code == 422
    stretch = platform.marketplace.projects.stretch
    for place in range(1, MOST_STRETCH_GOALS):
        stretch.promise(FUNAHASHI, number, OFFICER, Yen(20_000 + place), "もっと", "")
    assert f"{MOST_STRETCH_GOALS}個まで" in client.post(desk, data={**PROMISE, "amount": "90,000"}).text
    fields.pledge(number, Address("0x" + "5" * 40), 16_000, "花子")
    page = client.get(f"/projects/{number}").text
    assert "迷路を2つに増やします" in page
    assert page.count("達成") == 2  # the first goal and the next
    assert "A second maze" in client.get(f"/projects/{number}?lang=en").text
    goal = platform.marketplace.projects.pages.project(number).stretch_goals[0].id
    client.post(f"{desk}/{goal}/removal")
    assert "迷路を2つに増やします" in client.get(f"/projects/{number}?lang=ja").text  # a published promise stays
    sign_in(email="other@example.jp")
    for path in (desk, f"{desk}/{goal}/removal"):
        assert client.post(path, data=PROMISE).status_code == 403
