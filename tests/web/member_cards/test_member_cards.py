"""Member cards for everybody, and at the town's desk alone."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.db import Database
from chain.ids import MunicipalityCode
from marketplace.services.put_town import TownWords
from tests.fixtures.web import SignIn
from wallet import Role

MUKAWA = MunicipalityCode("015865")
DESK = f"/console/{MUKAWA}/member-cards"


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture(autouse=True)
def town(platform: Platform) -> None:
    platform.marketplace.put_town.put(
        TownWords(MUKAWA, "むかわ町", "Mukawa", "北海道", "Hokkaido", "", "", "", "", (), "seigaiha", "dinosaur", 1, 0)
    )


def test_nothing_to_ask_for_is_said_and_unknown_cards_are_not_there(client: FlaskClient, sign_in: SignIn) -> None:
    assert "いま受け付けているカードはありません" in client.get("/member-cards").text
    assert "No cards to ask for right now" in client.get("/member-cards?lang=en").text
    assert client.get("/member-cards/1").status_code == 404
    sign_in()
    assert client.post("/member-cards/1/applications", data={"words": "x"}).status_code == 404


def test_an_officer_writes_a_card_and_others_are_kept_out(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, str(MUKAWA))])
    assert "会員カードはまだありません" in client.get(DESK).text
    form = {
        "kind": "resident_card",
        "name_ja": "むかわデジタル住民票",
        "name_en": "Mukawa Digital Resident",
        "club_ja": "むかわ町",
        "club_en": "Mukawa",
        "story_ja": "応援する人の住民票です。",
        "story_en": "For those who support the town.",
        "gives_ja": "恐竜の日の招待",
        "gives_en": "Invitation to dinosaur day",
        "scene": "dinosaur",
    }
    form |= {
        "perk_0_shop_ja": "駅のそば屋",
        "perk_0_words_ja": "かき揚げ",
        "perk_0_limit": "day",
        "perk_1_limit": "never",
    }
    assert "加盟店ではない" in client.get(f"{DESK}/new").text
    refused = client.post(f"{DESK}/new", data=form | {"name_ja": ""})
    assert refused.status_code == 422 and "応援する人の住民票です。" in refused.text
    signing = client.post(f"{DESK}/new", data=form)
    assert signing.status_code == 303 and "むかわデジタル住民票" in client.get(signing.location).text
    assert client.post(f"{DESK}/applications/1/issue").status_code == 404
    assert client.get("/console/163210/member-cards").status_code in (403, 404)
    client.post("/signout")
    sign_in(email="buyer@example.jp")
    for path in (DESK, f"{DESK}/new"):
        assert client.get(path).status_code == 403
    assert client.post(f"{DESK}/applications/1/refusal", data={"reason": "x"}).status_code == 403
