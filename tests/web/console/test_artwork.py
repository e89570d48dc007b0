"""The desk for artwork: made by the town's own officers, refused in clear words, and nothing typed is lost."""

from __future__ import annotations

import io
import re
from base64 import b64decode

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from app.wiring import Platform
from marketplace.artwork.forms import Form, encoded
from marketplace.models import ArtworkDesign, ArtworkRun, Collection, RunState
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, offer_named
from wallet import Role

OFFER = offer_named("four-towns-ambassador")
TOWN = OFFER.municipality
DESK = f"/console/{TOWN}/artwork"
FORM = {
    "art": "scene:cloth",
    "pattern": "asanoha",
    "rarity": "rare",
    "name_ja": "夜のカード",
    "name_en": "Card of the Night",
    "upright_ja": "夜",
}
RED = encoded(Image.new("RGB", (400, 300), "#e04020"), Form.JPEG)


@pytest.fixture
def series(platform: Platform) -> int:
    """The number of the town's collection, on chain."""
    Market(platform).offer(OFFER)
    with platform.db.read() as session:
        return session.scalars(select(Collection.number)).one()


@pytest.fixture
def officer(series: int, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, TOWN)])


def with_file(content: bytes, name: str = "photo.png", **changed: str) -> dict[str, object]:
    return {**FORM, **changed, "upload": (io.BytesIO(content), name)}


def sample(html: str) -> Image.Image:
    found = re.search(r'src="data:image/webp;base64,([^"]+)" alt="カードの見本"', html)
    assert found is not None
    return Image.open(io.BytesIO(b64decode(found[1]))).convert("RGB")


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return bool(red > 190 > 110 > max(green, blue))


@pytest.mark.usefixtures("officer")
def test_a_design_is_looked_at_saved_and_found_again(client: FlaskClient, platform: Platform) -> None:
    assert "図案はまだありません" in client.get(DESK).text
    assert client.get(f"{DESK}/designs/new").status_code == 200
    looked_at = client.post(f"{DESK}/preview", data=FORM, headers={"HX-Request": "true"})
    assert sample(looked_at.text).size == (480, 672)
    assert "<html" not in looked_at.text
    saved = client.post(f"{DESK}/designs", data=FORM)
    assert saved.status_code == 303
    assert "夜のカード" in client.get(saved.location).text
    assert "夜のカード" in client.get(DESK).text
    picture = client.get(f"{saved.location}/sample.webp")
    assert (picture.mimetype, Image.open(io.BytesIO(picture.data)).size) == ("image/webp", (480, 672))
    again = client.get(f"{saved.location}/sample.webp", headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{saved.location}/print.pdf").data.startswith(b"%PDF-1.7")


@pytest.mark.usefixtures("officer")
def test_a_picture_comes_with_the_preview_or_with_saving(client: FlaskClient, platform: Platform) -> None:
    looked_at = client.post(f"{DESK}/preview", data=with_file(RED), headers={"HX-Request": "true"}).text
    assert is_red(sample(looked_at).getpixel((240, 250)))
    chosen = re.search(r'value="(upload:baf\w+)" checked', looked_at)
    assert chosen is not None
    assert 'hx-swap-oob="true"' in looked_at
    kept = client.get(f"{DESK}/pictures/{chosen[1].removeprefix('upload:')}.webp")
    assert Image.open(io.BytesIO(kept.data)).size == (400, 300)
    saved = client.post(f"{DESK}/designs", data=with_file(RED, "not-even.txt"))
    with platform.db.read() as session:
        design = session.get_one(ArtworkDesign, int(saved.location.rsplit("/", 1)[1]))
    assert "upload:" + design.picture == chosen[1]


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVGの絵には"),
        (b"MZ" + bytes(300), "絵として読み取れません"),
        (RED[:-300], "壊れています"),
        (encoded(Image.new("RGB", (40, 40)), Form.PNG), "縦も横も300画素より"),
    ],
    ids=["svg", "program", "cut short", "small"],
)
def test_a_refused_picture_is_told_and_nothing_typed_is_lost(client: FlaskClient, content: bytes, words: str) -> None:
    refused = client.post(f"{DESK}/designs", data=with_file(content, "innocent.png"))
    assert refused.status_code == 422
    assert words in refused.text
    assert 'value="夜のカード"' in refused.text
    assert words in client.post(f"{DESK}/preview", data=with_file(content), headers={"HX-Request": "true"}).text


@pytest.mark.usefixtures("officer")
def test_wrong_words_are_told_beside_their_field(client: FlaskClient) -> None:
    for changed, words in (
        ({"name_ja": " "}, "入力してください"),
        ({"name_en": "123456789018"}, "マイナンバー"),
        ({"art": "upload:bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}, "一覧から選んでください"),
        ({"art": "scene:../../etc"}, "一覧から選んでください"),
        ({"art": ""}, "一覧から選んでください"),
    ):
        refused = client.post(f"{DESK}/designs", data=FORM | changed)
        assert (refused.status_code, words in refused.text) == (422, True), changed
        drawn = client.post(f"{DESK}/preview", data=FORM | changed)
        assert drawn.status_code == (422 if words == "マイナンバー" else 200)
    told = client.post(f"{DESK}/preview", data=FORM | {"name_ja": "恐竜🦖の\u202e町"}).text
    assert "カードに出せない文字（🦖）" in told


@pytest.mark.usefixtures("officer")
def test_a_lost_picture_breaks_no_page(client: FlaskClient, platform: Platform) -> None:
    saved = client.post(f"{DESK}/designs", data=with_file(RED)).location
    with platform.db.read() as session:
        cid = session.scalars(select(ArtworkDesign.picture)).one()
    (path,) = platform.settings.content_dir.rglob(cid)
    path.write_bytes(b"foreign")
    assert "まちの風景を代わりに" in client.get(saved).text
    assert client.get(f"{saved}/sample.webp").status_code == 200
    stand_in = client.get(f"{DESK}/pictures/{cid}.webp")
    assert (stand_in.status_code, stand_in.headers["Cache-Control"]) == (200, "no-store")
    assert client.get(f"{saved}/print.pdf").status_code == 409


@pytest.mark.usefixtures("officer")
def test_all_cards_are_drawn_paused_and_seen_on_the_page(client: FlaskClient, platform: Platform, series: int) -> None:
    assert "すべてのカードを描く" in client.get(DESK).text
    started = client.post(f"{DESK}/series/{series}/drawing")
    assert started.location.endswith(f"{DESK}#series-{series}")
    fragment = client.get(f"{DESK}/series/{series}", headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 2s"' in fragment
    assert "0 / 4,000枚" in fragment
    assert "いま描いています" in client.post(f"{DESK}/series/{series}/drawing", follow_redirects=True).text
    client.post(f"{DESK}/series/{series}/pause")
    assert "hx-get" not in client.get(f"{DESK}/series/{series}", headers={"HX-Request": "true"}).text
    with platform.db.read() as session:
        assert session.scalars(select(ArtworkRun.state)).one() == RunState.PAUSED
    assert client.get(f"{DESK}/series/{series}").status_code == 303


@pytest.mark.usefixtures("officer")
def test_a_collection_on_chain_takes_a_design_by_signature(
    client: FlaskClient, platform: Platform, series: int
) -> None:
    design = client.post(f"{DESK}/designs", data=FORM).location
    asked = client.post(f"{design}/collections", data={"collection": str(series)})
    assert asked.location.startswith("/sign/")
    assert "ウォレットや他の市場にも" in client.get(asked.location).text
    with platform.db.read() as session:
        assert session.get_one(Collection, series).design_id is None
    client.post(f"{asked.location}/signature", data={})
    with platform.db.read() as session:
        assert session.get_one(Collection, series).design_id == int(design.rsplit("/", 1)[1])
    assert "変更を知らせています" in client.get(DESK).text
    assert "夜のカード" in client.get(DESK).text
    assert "この図案は作品で使われています" in client.get(design).text
    changed = client.post(design, data=FORM | {"name_ja": "朝のカード"})
    assert changed.location != design
    assert "もうこの図案" in client.post(f"{design}/collections", data={"collection": str(series)},
                                         follow_redirects=True).text  # fmt: skip


def test_only_officers_of_the_town_come_in(
    client: FlaskClient, platform: Platform, series: int, sign_in: SignIn
) -> None:
    sign_in(roles=[(Role.OFFICER, TOWN)])
    design = client.post(f"{DESK}/designs", data=with_file(RED)).location.rsplit("/", 1)[1]
    with platform.db.read() as session:
        cid = session.scalars(select(ArtworkDesign.picture)).one()
    reads = ("", "/designs/new", f"/designs/{design}", f"/designs/{design}/sample.webp", f"/designs/{design}/print.pdf",
             f"/pictures/{cid}.webp", f"/series/{series}", f"/series/{series}/1.pdf")  # fmt: skip
    writes = ("/designs", f"/designs/{design}", "/preview", f"/designs/{design}/collections",
              f"/series/{series}/drawing", f"/series/{series}/pause")  # fmt: skip
    other = "013013" if TOWN != "013013" else "292052"
    for email, role in (("fan@example.jp", None), ("shop@example.jp", (Role.MERCHANT_STAFF, "1"))):
        sign_in(email=email, roles=[role] if role else [])
        assert {client.get(DESK + read).status_code for read in reads} == {403}
        assert {client.post(DESK + write, data=FORM).status_code for write in writes} == {403}
    sign_in(email="neighbour@example.jp", roles=[(Role.OFFICER, other)])
    assert {client.get(DESK + read).status_code for read in reads} == {403}
    theirs = f"/console/{other}/artwork"
    for read in reads[2:]:
        assert client.get(theirs + read, headers={"HX-Request": "true"}).status_code == 404, read
    with platform.db.read() as session:
        assert len(session.scalars(select(ArtworkDesign)).all()) == 1
