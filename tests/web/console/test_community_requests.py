"""A town asks for a community in the console; the contracts are real, and its page opens."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from flask.testing import FlaskClient

from app.adapters.community_holders import CommunityHolders
from app.community_opening import open_requested
from app.wiring import Platform
from chain.ids import MunicipalityCode
from chain.municipalities import Municipality
from dao.models import Setting
from dao.ports import CardSeries
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from wallet import Role

OTSUKI = MunicipalityCode("192066")
DESK = f"/console/{UDA}/community-requests"
FORM = {
    "kind": "town", "slug": "uda-friends", "name_ja": "宇陀のなかま", "name_en": "Friends of Uda",
    "tagline_ja": "薬草のまちを、いっしょに。", "story_ja": "## 決めること\n\n薬草茶のこと。", "landscape": "mountains",
    "voting_delay": "1", "voting_period": "48", "quorum_per_cent": "２０", "proposal_threshold": "1",
    "timelock_delay": "24", "vote_extension": "2",
}  # fmt: skip


@pytest.fixture
def series(community: CommunityOnChain, monkeypatch: pytest.MonkeyPatch) -> str:
    """The cards of the community that stands on chain, as one of 宇陀市's series."""
    cards = community.governed.addresses.collection

    def found(holders: object, session: object, towns: Collection[str]) -> list[CardSeries]:
        return [CardSeries(cards, "宇陀カード", "Uda card", str(UDA))] if str(UDA) in towns else []

    monkeypatch.setattr(CommunityHolders, "voting_series_of", found)
    with community.db.write() as session:
        session.add_all([Municipality(code=code, name=name, is_paused=False) for code, name in TOWNS.items()])
    return cards


TOWNS = {UDA: "宇陀市", OTSUKI: "大月市"}


def test_a_town_asks_the_operator_deploys_and_the_community_opens(
    community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn, series: str
) -> None:
    sign_in(roles=[(Role.OFFICER, str(UDA))])
    assert "依頼はまだありません" in client.get(DESK).text
    assert "宇陀カード" in client.get(f"{DESK}/new").text
    wrong = client.post(DESK, data={**FORM, "slug": "uda", "collection": series, "voting_period": "x"})
    assert wrong.status_code == 422
    assert 'value="宇陀のなかま"' in wrong.text and "薬草茶のこと" in wrong.text
    taken = client.post(DESK, data={**FORM, "slug": "uda", "collection": series})
    assert taken.status_code == 422 and "ほかのコミュニティか依頼が使っています" in taken.text
    assert "シリーズを、一覧から" in client.post(DESK, data=FORM).text
    asked = client.post(DESK, data={**FORM, "collection": series})
    assert asked.status_code == 303
    shown = client.get(asked.location).text
    assert "準備の順番を待っています" in shown and 'hx-trigger="every 3s"' in shown
    assert client.get(asked.location.replace(str(UDA), str(OTSUKI))).status_code == 403

    platform.deployments.save(platform.settings.deployments_dir)
    assert open_requested(platform) == 1
    page = client.get(asked.location).text
    assert "コミュニティを開きました" in page and 'href="/communities/uda-friends"' in page
    assert "hx-trigger" not in page
    community.look()
    rules = platform.dao.pages.rules("uda-friends")[1]
    assert (rules.voting_period, rules.quorum_per_cent, rules.vote_extension) == (48 * 3_600, 20, 2 * 3_600)
    for language in ("ja", "en"):
        for path in (DESK, f"{DESK}/new", asked.location, "/communities/uda-friends"):
            assert client.get(f"{path}?lang={language}").status_code == 200
    assert platform.dao.pages.rules("uda-friends")[0].guardian is not None
    assert platform.dao.requests.pages.of_town(UDA)[0].request.rules[Setting.VOTING_DELAY] == 3_600


def test_the_other_town_of_a_joint_community_answers_in_its_own_console(
    client: FlaskClient, platform: Platform, sign_in: SignIn, series: str
) -> None:
    sign_in(roles=[(Role.OFFICER, str(UDA))])
    joint = {**FORM, "kind": "joint", "collection": series}
    alone = client.post(DESK, data=joint)
    assert alone.status_code == 422 and "ほかのまちを1つ以上" in alone.text
    asked = client.post(DESK, data={**joint, "towns": str(OTSUKI)})
    assert "返事待ち" in client.get(asked.location).text
    theirs = asked.location.replace(str(UDA), str(OTSUKI))
    assert client.post(f"{theirs}/consent").status_code == 403
    sign_in(roles=[(Role.OFFICER, str(OTSUKI))], email="otsuki@example.jp")
    assert "返事をお願いします" in client.get(f"/console/{OTSUKI}/community-requests").text
    assert "支払いの前に理由をつけて止められる" in client.get(theirs).text
    assert client.post(f"{theirs}/refusal", data={"reason": ""}).status_code == 422
    assert client.post(f"{theirs}/withdrawal").status_code == 404
    assert client.post(f"{theirs}/consent").status_code == 303
    assert client.post(f"{theirs}/consent").status_code == 409
    assert "準備待ち" in client.get(theirs).text
