"""The photo board: who was there shows photos, nothing but pixels is kept, moderators hide, authors take away."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from app.own_data.gathering import gather
from app.surfaces.marketplace.designs import gallery_of
from app.wiring import Platform
from chain.ids import Address
from dao.models.events.errors import BoardFull, NotThere
from dao.models.membership import CommunityRole
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from tests.fixtures.boards import Board
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.events.conftest import Planned
from wallet import Role

MUKAWA = "015865"


def photo() -> bytes:
    """With a place in it."""
    picture, exif, buffer = Image.new("RGB", (400, 320), "#3a6"), Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "secret place"
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def add(
    client: FlaskClient, number: int, raw: bytes, description: str = "ゆずの木の下", consent: str = "1"
) -> TestResponse:
    form = {"description": description, "has_consent": consent, "upload": (io.BytesIO(raw), "whatever.txt")}
    return client.post(f"/events/{number}/photos", data=form)


def let_in(planned: Planned, number: int, person: Address) -> None:
    """Who has a place."""
    own = planned.events.pages.event(number, person).own
    assert own is not None
    planned.events.door.let_in(number, own.code, 1, person, is_host=True)


def name(platform: Platform, person: Address, role: CommunityRole, slug: str = "uda") -> None:
    platform.dao.membership.name_roles.name(slug, UDA, person, person, role)


def test_guests_show_photos_and_moderators_hide_them(
    planned: Planned, board: Board, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    number = planned.write(begins_at=planned.draft().begins_at - 7 * 86_400 + 3_600)
    page = f"/events/{number}"
    guest, stranger = sign_in(), board.person(7)
    planned.events.reply.come(number, guest.address)
    let_in(planned, number, guest.address)
    assert "写真はまだありません" in client.get(page).text
    for raw, description, consent, words in (
        (b"", "橋", "1", "選び直してください"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "橋", "1", "SVG"),
        (b"MZ\x90\x00", "橋", "1", "読み取れません"),
        (photo(), " ", "1", "入力してください"),
        (photo(), "橋", "", "了解を得てから"),
    ):
        refused = add(client, number, raw, description, consent)
        assert refused.status_code == 422
        assert words in refused.text
    assert 'value="橋"' in add(client, number, b"", "橋").text
    assert add(client, number, photo()).location == f"{page}#photos-title"
    shown = client.get(page).text
    assert 'alt="ゆずの木の下"' in shown
    assert "あと9枚載せられます" in shown
    sent = client.get("/events/photos/1-list.webp")
    assert sent.mimetype == "image/webp"
    assert b"secret place" not in sent.data
    assert client.get("/events/photos/1-huge.webp").status_code == 404
    assert client.get("/events/photos/9").status_code == 404
    own = gather(platform, guest.address)["communities"]["event_photos"]
    assert [row["description"] for row in own] == ["ゆずの木の下"]

    sign_in(stranger)  # not at the event, no member: looks on
    assert add(client, number, photo()).status_code == 403
    assert client.post("/events/photos/1/removal").status_code == 404
    assert "写真を載せる" not in client.get(page).text
    assert client.get("/events/photos/1?lang=en").status_code == 200
    sign_in(board.person(50), [(Role.OFFICER, MUKAWA)])  # of another town
    assert add(client, number, photo()).status_code == 403
    sign_in(board.member(8))
    assert "この写真を通報する" in client.get("/events/photos/1?lang=ja").text
    assert client.post("/reports/event_photo/1", data={"reason": "privacy"}).location == "/events/photos/1"

    moderator = sign_in(board.person(9))
    name(platform, moderator.address, CommunityRole.MODERATOR)
    assert "ゆずの木の下" in client.get("/communities/uda/reports").text
    hide = {"decision": "hide", "reason": "privacy", "words": "顔が写っています。"}
    assert client.post("/moderation/event_photo/1", data=hide).status_code == 303
    assert "顔が写っています" in client.get("/events/photos/1").text
    assert "写真はまだありません" not in client.get("/events/photos/1").text
    assert "ゆずの木の下" not in client.get(page).text
    sign_in(stranger)
    for path in ("1", "1-list.webp"):
        assert client.get(f"/events/photos/{path}").status_code == 404
    sign_in(guest.address)
    assert "顔が写っています" in client.get(page).text  # its author learns why, in place
    assert client.post("/events/photos/1/removal").status_code == 303
    assert client.get("/events/photos/1-list.webp").status_code == 404
    assert client.post("/reports/event_photo/1", data={"reason": "privacy"}).status_code == 404


def test_hosts_add_from_the_beginning_and_the_board_has_room_for_all(planned: Planned, board: Board) -> None:
    number, steward, officer = planned.write(), board.person(1), board.person(2)
    photos, agreed = planned.events.photos, {"has_consent": True}
    pages = planned.events.photo_pages
    with pytest.raises(NotThere):
        photos.add(number, officer, "x", "橋", **agreed, is_host=True)  # nothing to be seen yet
    board.clock.advance(timedelta(days=7))
    photos.add(number, officer, "x", "橋", **agreed, is_host=True)
    with pytest.raises(NotThere):
        photos.add(number, officer, "x", "橋", **agreed, is_host=False)
    for _one in range(10):
        photos.add(number, steward, "x", "橋", **agreed, is_host=True)
    with pytest.raises(BoardFull):
        photos.add(number, steward, "x", "橋", **agreed, is_host=True)
    assert pages.board(number, steward).own == 10
    assert len(pages.board(number, None).photos) == 11
    off = planned.write(begins_at=planned.draft().begins_at)
    planned.events.write.call_off(off, UDA, "大雨")
    assert not pages.board(off, officer, is_host=True).may_add


def test_what_is_taken_away_leaves_the_store_unless_something_else_shows_it(
    planned: Planned, client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    number = planned.write(begins_at=planned.draft().begins_at - 7 * 86_400 + 3_600)
    guest, store = sign_in(), platform.marketplace.content
    planned.events.reply.come(number, guest.address)
    let_in(planned, number, guest.address)
    for _ in range(2):
        assert add(client, number, photo()).status_code == 303
    picture = planned.events.photo_pages.photo(1, guest.address).view.photo.picture
    drawn = gallery_of(platform).upload(picture, Size.LIST, Form.WEBP).path
    client.post("/events/photos/1/removal")
    assert store.has(picture) and drawn.exists()
    client.post("/events/photos/2/removal")
    assert not store.has(picture) and not drawn.exists()

    assert add(client, number, photo()).status_code == 303
    planned.events.picture.put(number, picture, "ゆずの木")
    (third,) = set(re.findall(r"/events/photos/\d+", client.get(f"/events/{number}").text))
    assert client.post(f"{third}/removal").status_code == 303
    assert store.has(picture)  # the event's own picture
    sign_in(guest.address, [(Role.OFFICER, str(UDA))])
    assert client.post(f"/events/{number}/picture/removal").status_code == 303
    assert not store.has(picture)
