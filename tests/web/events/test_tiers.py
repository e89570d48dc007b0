"""An event for a tier of the community's token: on the form of who holds it, and for who falls short."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from app.surfaces.console.forms import local_moment
from app.wiring import Platform
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.community_tokens.test_token_pages import bought, draft_token, put_on_chain
from wallet import Role


def test_from_the_form_to_a_place(board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform) -> None:
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    desk, begins = f"/console/{UDA}/events", board.clock.now() + timedelta(days=3)
    typed = {
        "community": "uda", "kind": "tour", "title_ja": "株主の会", "title_en": "Shareholders' day", "body_ja": "",
        "place_ja": "宇陀駅", "begins_at": local_moment(begins), "ends_at": local_moment(begins + timedelta(hours=2)),
        "capacity": "5", "most_companions": "0", "confirm_hours": "24", "audience": "tier",
    }  # fmt: skip
    assert 'value="tier"' not in client.get(f"{desk}/new").text, "the community has no token yet"
    assert client.post(desk, data=typed | {"tier": "tier:"}).status_code == 422
    token = draft_token(platform, UDA, "uda")
    put_on_chain(platform, token)
    assert "トークンの段階が「特別株主」（10口）以上の人" in client.get(f"{desk}/new").text
    for wrong in ("", "tier:9:9", "9:9"):
        refused = client.post(desk, data=typed | {"tier": wrong})
        assert refused.status_code == 422
        assert "株主の会" in refused.text
    address = client.post(desk, data=typed | {"tier": f"tier:{token}:10"}).location
    edit = client.get(f"{desk}/{address.rsplit('/', 1)[1]}").text
    assert f'<option value="tier:{token}:10" selected' in edit
    me = sign_in(email="fan@example.jp").address
    bought(platform, token, me, 4, 1)
    page = client.get(address).text
    assert "あと6口で、申し込めます" in page and f"/community-tokens/{token}" in page
    assert "6 units more and you can sign up" in client.get(f"{address}?lang=en").text
    client.get("/?lang=ja")
    refused = client.post(f"{address}/reply")
    assert refused.status_code == 403
    assert "あと6口で申し込めます" in refused.text
    bought(platform, token, me, 6, 2)
    assert client.post(f"{address}/reply").status_code == 303
    assert "入口で見せてください" in client.get(address).text
