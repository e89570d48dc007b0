"""Stewards write events beside the towns' officers; a picture stands at the head; wrong people stay outside."""

from __future__ import annotations

import io
from datetime import timedelta

from flask.testing import FlaskClient

from app.own_data.gathering import gather
from app.surfaces.console.forms import local_moment
from app.wiring import Platform
from dao.models.membership import CommunityRole
from tests.fixtures.boards import Board, put_board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.events.conftest import Planned
from tests.web.events.test_photos import name, photo
from wallet import Role

MUKAWA = "015865"


def test_a_steward_holds_an_event(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    desk, begins = "/communities/uda/events", board.clock.now() + timedelta(days=3)
    typed = {
        "municipality": str(UDA), "kind": "tour", "title_ja": "薬草の森の散歩", "place_ja": "宇陀駅", "capacity": "2",
        "begins_at": local_moment(begins), "ends_at": local_moment(begins + timedelta(hours=2)), "most_companions": "1",
        "confirm_hours": "24", "audience": "members",
    }  # fmt: skip
    steward = sign_in()
    for path in (desk, f"{desk}/new"):
        assert client.get(path).status_code == 403
    assert client.post(desk, data=typed).status_code == 403
    name(platform, steward.address, CommunityRole.MODERATOR)
    assert client.get(desk).status_code == 403
    name(platform, steward.address, CommunityRole.STEWARD)
    assert "最初のイベントを書いてみませんか" in client.get(desk).text
    assert f'href="{desk}"' in client.get("/communities/uda").text
    assert "どのまちのイベントですか" in client.get(f"{desk}/new").text
    for wrong in ({"municipality": MUKAWA}, {"municipality": "x"}, {"capacity": "0"}):
        refused = client.post(desk, data=typed | wrong)
        assert refused.status_code == 422
        assert "薬草の森の散歩" in refused.text
    number = int(client.post(desk, data=typed).location.rsplit("/", 1)[1])
    assert f"{desk}/{number}/edit" in client.get(f"/events/{number}").text
    assert "薬草の森の散歩" in client.get(desk).text
    assert [row["title_ja"] for row in gather(platform, steward.address)["communities"]["events_written"]]
    assert client.post(f"{desk}/{number}/edit", data=typed | {"capacity": "30"}).status_code == 303
    assert client.post(f"{desk}/{number}/edit", data=typed | {"capacity": "x"}).status_code == 422
    assert client.get(f"{desk}/{number}/edit?lang=en").status_code == 200
    helper, _ = platform.wallet.open_managed_account("jiro@example.jp", display_name="次郎")
    client.post(f"{desk}/{number}/helpers", data={"helper": "jiro@example.jp"})
    guests = client.get(f"{desk}/{number}/guests?lang=ja").text
    assert "次郎" in guests
    assert "来た人へのポイント" not in guests  # the town's own
    assert client.get(f"/events/{number}/door").status_code == 200
    assert client.post(f"{desk}/{number}/helpers/removal", data={"helper": helper.address}).status_code == 303
    put_board(board.db, board.clock, "mukawa")
    assert client.get("/communities/mukawa/events").status_code == 403
    name(platform, steward.address, CommunityRole.STEWARD, "mukawa")
    for path in ("edit", "guests"):
        assert client.get(f"/communities/mukawa/events/{number}/{path}").status_code == 404
    assert client.post(f"/communities/mukawa/events/{number}/calling-off", data={"reason": "x"}).status_code == 404
    stranger = sign_in(board.person(7))
    for path in ("edit", "guests"):
        assert client.get(f"{desk}/{number}/{path}").status_code == 403
    for path in ("edit", "calling-off", "helpers", "helpers/removal"):
        assert client.post(f"{desk}/{number}/{path}", data=typed | {"reason": "x"}).status_code == 403
    assert f"{desk}/{number}" not in client.get(f"/events/{number}").text
    sign_in(steward.address)
    assert client.post(f"{desk}/{number}/calling-off", data={"reason": " "}).location.endswith("/edit")
    assert client.post(f"{desk}/{number}/calling-off", data={"reason": "大雨"}).location == desk
    assert stranger.address != steward.address


def test_a_picture_at_the_head(planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn) -> None:
    number = planned.write()
    path = f"/events/{number}"

    def put(raw: bytes, words: str = "朝のゆず畑") -> str:
        form = {"picture_words": words, "upload": (io.BytesIO(raw), "x.jpg")}
        sent = client.post(f"{path}/picture", data=form, follow_redirects=True)
        return sent.text if sent.status_code == 200 else str(sent.status_code)

    sign_in()
    assert put(photo()) == "403"
    sign_in(board.person(50), [(Role.OFFICER, MUKAWA)])
    assert put(photo()) == "403"
    assert client.post(f"{path}/picture/removal").status_code == 403
    sign_in(board.person(51), [(Role.OFFICER, str(UDA))])
    assert "イベントの画像" in client.get(f"/console/{UDA}{path}").text
    assert "読み取れません" in put(b"MZ\x90\x00")
    assert "入力してください" in put(photo(), " ")
    assert client.get(f"{path}/picture-page.webp").status_code == 404
    assert 'alt="朝のゆず畑"' in put(photo())
    picture = client.get(f"{path}/picture-page.webp")
    assert picture.mimetype == "image/webp"
    assert b"secret place" not in picture.data
    assert client.get(f"{path}/picture-huge.webp").status_code == 404
    assert "picture-list.webp" in client.get("/events").text
    assert client.post(f"{path}/picture/removal").status_code == 303
    assert client.get(f"{path}/picture-page.webp").status_code == 404
