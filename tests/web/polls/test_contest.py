"""A label contest: pictures beside the options, the winner's picture on the poll's page, and its way to the desk."""

from __future__ import annotations

import io
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from app.demo.towns import DEMO_TOWNS
from app.wiring import Platform
from chain.ids import Address
from marketplace.models.selling import Offer
from tests.fixtures.chain import UDA
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market
from tests.web.polls.test_polls import MUKAWA, close, typed
from wallet import Role

_COLOURS = {"10.png": "red", "2.png": "green", "1.png": "blue"}


def picture(colour: str) -> io.BytesIO:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 320), colour).save(drawn, "PNG")
    drawn.seek(0)
    return drawn


def uploads() -> list[tuple[io.BytesIO, str]]:
    return [(picture(colour), name) for name, colour in _COLOURS.items()]


def shown_colour(content: bytes) -> tuple[int, ...]:
    pixel = Image.open(io.BytesIO(content)).convert("RGB").getpixel((50, 50))
    assert isinstance(pixel, tuple)
    return tuple(round(part / 255) for part in pixel)


def test_from_pictures_to_a_draft_that_names_the_artist(
    community: CommunityOnChain, client: FlaskClient, platform: Platform, sign_in: SignIn, member: Address
) -> None:
    officer = Address(community.chain.officer.address)
    Market(platform).town(next(town for town in DEMO_TOWNS if town.code == str(UDA)))
    sign_in(officer, [(Role.OFFICER, str(UDA)), (Role.OFFICER, MUKAWA)])
    form: dict[str, Any] = typed(community, mode="single")
    refused = client.post(f"/console/{UDA}/polls", data={**form, "options": "山の藍\n川の緑", "uploads": uploads()})
    assert refused.status_code == 422
    assert "選択肢と同じ数（2枚）" in refused.text
    kept = refused.text.split('name="pictures" value="', 1)[1].split('"', 1)[0]
    assert len(kept.split()) == 3
    wrong = client.post(f"/console/{UDA}/polls", data={**form, "uploads": [(io.BytesIO(b"<svg/>"), "a.png")]})
    assert wrong.status_code == 422
    assert "a.png" in wrong.text
    poll = client.post(f"/console/{UDA}/polls", data={**form, "pictures": kept}).location
    assert client.get(f"{poll}/pictures/3-list.webp").status_code == 404

    community.travel(1)
    sign_in()
    page = client.get(poll).text
    assert page.count('class="poll-picture') == 3
    colours = [shown_colour(client.get(f"{poll}/pictures/{option}-list.webp").data) for option in range(3)]
    assert colours == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]  # in the order of the files' names
    sent = client.post(f"{poll}/ballots", data={"option": "1"})
    assert client.post(f"{sent.location}/signature").status_code == 303
    close(community)
    assert "商品にする" not in client.get(poll).text

    desk = f"/console/{UDA}/selling/contests/{poll.rsplit('/', 1)[1]}"
    assert client.get(desk).status_code == 403
    sign_in(officer, [(Role.OFFICER, str(UDA)), (Role.OFFICER, MUKAWA)])
    assert desk in client.get(poll).text
    assert client.get(desk.replace(str(UDA), MUKAWA)).status_code == 404
    for language in ("ja", "en"):
        assert client.get(f"{desk}?lang={language}").status_code == 200
    client.get("/?lang=ja")
    given = {"winner": "1", "kind": "ambassador_card", "price": "3000", "supply": "50", "artist_name": "山田 花"}
    assert client.post(desk, data={**given, "winner": "0"}).status_code == 400  # who did not win
    refused = client.post(desk, data={**given, "artist": "nobody@example.jp", "royalty": "11"})
    assert refused.status_code == 422
    assert "このアカウントは見つかりません" in refused.text
    assert "山田 花" in refused.text
    begun = client.post(desk, data={**given, "artist": member, "royalty": "7.5"})
    assert begun.status_code == 303
    assert "川の緑" in client.get(begun.location).text
    with platform.db.read() as session:
        offer = session.scalars(select(Offer)).one()
    assert offer.typed["art"] == f"upload:{kept.split()[1]}"
    assert (offer.typed["artist"], offer.typed["royalty"], offer.typed["price"]) == (member, "7.5", "3000")
    assert "「ラベルの絵」の投票で選ばれた" in offer.typed["story_ja"]
