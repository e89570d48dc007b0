"""Identity checks at the counter: what the chain has of them, a lost phone, and what another town may not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from points.queries.notices import notices_of
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

PAGE = f"/console/{UDA}/persons"


@pytest.fixture
def officer(region: Region, sign_in: SignIn) -> Address:
    return sign_in(email="officer@example.jp").address


def typed(region: Region, who: Address, **more: str) -> dict[str, str]:
    until = (region.today + timedelta(days=300)).isoformat()
    return {"who": who, "name_kana": "ヤマダ ハナ", "birthday": "1940-02-03", "valid_until": until, **more}


def test_the_page_says_what_the_chain_has(client: FlaskClient, region: Region, officer: Address) -> None:
    hana = region.person()
    assert client.post(PAGE, data=typed(region, hana)).status_code == 303
    assert "記録中" in client.get(PAGE).text
    region.settle()
    assert "記録済み" in client.get(PAGE).text
    assert "Recorded" in client.get(f"{PAGE}?lang=en").text
    client.get("/?lang=ja")


def test_what_failed_is_recorded_again_by_a_press(
    client: FlaskClient, region: Region, officer: Address, sign_in: SignIn
) -> None:
    registry, operator = region.chain.contracts.identities, region.chain.operator
    operator.send(registry, "setAttester", operator.attester, False)
    hana = region.person()
    client.post(PAGE, data=typed(region, hana))
    region.settle()
    shown = client.get(PAGE).text
    assert "記録できません" in shown
    again = re.search(rf'action="({PAGE}/\d+/recording)"', shown)
    assert again is not None
    operator.allow_attester()
    sign_in(email="stranger@example.jp")
    assert client.post(again[1]).status_code == 403
    sign_in(roles=[(Role.OFFICER, str(MUKAWA))], email="mukawa@example.jp")
    assert client.post(again[1]).status_code == 403
    assert client.post(again[1].replace(str(UDA), str(MUKAWA))).status_code == 404
    sign_in(email="officer@example.jp")
    assert client.post(again[1]).status_code == 303
    region.settle()
    assert registry.is_verified(hana)
    assert "記録済み" in client.get(PAGE).text


def test_who_lost_a_phone_is_brought_to_a_new_account_after_a_second_look(
    client: FlaskClient, region: Region, officer: Address
) -> None:
    registry = region.chain.contracts.identities
    former, current = region.person(), region.person()
    client.post(PAGE, data=typed(region, former))
    assert 'name="replaces"' not in client.get(PAGE).text
    asked = client.post(PAGE, data=typed(region, current))
    assert asked.status_code == 409
    assert 'name="replaces"' in asked.text and 'value="ヤマダ ハナ"' in asked.text
    assert client.post(PAGE, data=typed(region, current, replaces="1")).status_code == 303
    region.settle()
    assert (registry.is_verified(former), registry.is_verified(current)) == (False, True)
    assert registry.view("isSuccessor", former, current)
    with region.platform.db.read() as session:
        (told,) = notices_of(session, former)[0]
        assert told.facts["outcome"] == "moved_at_counter"
        assert notices_of(session, current)[0] == []
