"""A tier of the community's token as the condition of a poll: on the officer's form, and for who falls short."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from app.surfaces.console.forms import local_moment
from app.wiring import Platform
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from tests.web.community_tokens.test_token_pages import bought, draft_token, put_on_chain
from tests.web.polls.test_polls import open_poll, typed


def test_an_officer_asks_for_a_tier_and_people_read_what_is_missing(
    community: CommunityOnChain, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    poll = open_poll(community, client, sign_in, mode="single")
    assert 'name="tier"' not in client.get(f"/console/{UDA}/polls/new").text, "the community has no token yet"
    assert client.post(f"/console/{UDA}/polls", data=typed(community, tier="tier:")).status_code == 422
    token = draft_token(platform, UDA, "uda")
    put_on_chain(platform, token)
    form = client.get(f"/console/{UDA}/polls/new").text
    assert f'value="tier:{token}:10"' in form and "トークンの段階が「特別株主」（10口）以上の人" in form
    for wrong in ("tier:9:9", "特別株主"):
        refused = client.post(f"/console/{UDA}/polls", data=typed(community, tier=wrong))
        assert refused.status_code == 422
        assert "ラベルの絵" in refused.text
    asked = {"house": "holders", "mode": "single", "tier": f"tier:{token}:10"}
    poll = open_poll(community, client, sign_in, **asked)
    later = local_moment(community.clock.now() + timedelta(hours=1))
    to_come = open_poll(community, client, sign_in, **asked, opens_at=later)
    me = sign_in(email="fan@example.jp").address
    bought(platform, token, me, 4, 1_000_000)
    for page in (client.get(poll).text, client.post(f"{poll}/ballots", data={"option": "0"}).text):
        assert "あと6口足りませんでした" in page
    assert "始まるまでに、あと6口で答えられます" in client.get(to_come).text
    assert "6 units more and you can answer" in client.get(f"{to_come}?lang=en").text
    client.get("/?lang=ja")
    bought(platform, token, me, 6, 1_000_001)
    assert "いま持っている10口のままで" in client.get(to_come).text
    assert "次の人だけです：トークンの段階が「特別株主」（10口）以上の人" in client.get(poll).text
    asked_to_sign = client.post(f"{poll}/ballots", data={"option": "0"})
    assert asked_to_sign.status_code == 303
    assert client.post(f"{asked_to_sign.location}/signature").status_code == 303
    assert "あなたの回答" in client.get(poll).text
