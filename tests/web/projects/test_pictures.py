"""Pictures on a project's page and in its news: described, checked, ordered, and never a hole in the page."""

from __future__ import annotations

import io

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from app.wiring import Platform
from marketplace.errors import ContentMissing
from marketplace.models.projects import ProjectPicture
from tests.fixtures.web import SignIn
from tests.web.projects.conftest import FUNAHASHI, Field
from wallet import Role


def test_pictures_are_described_checked_ordered_and_never_break_the_page(
    client: FlaskClient, fields: Field, sign_in: SignIn, platform: Platform
) -> None:
    number = fields.open()
    sign_in(roles=[(Role.OFFICER, str(FUNAHASHI))])
    desk, page = f"/console/{FUNAHASHI}/projects/{number}", f"/projects/{number}"
    assert "/artwork/scenes/sunflowers.webp" in client.get(page).text
    for raw, alt, words in (
        (_png("red"), "", "入力してください"),
        (b"<svg onload=alert(1)>", "畑", "SVG"),
        (b"", "畑", "選ばれていない"),
        (_png("red", 40), "畑", "小さ"),
    ):
        refused = client.post(f"{desk}/pictures", data={"alt_ja": alt, "upload": (io.BytesIO(raw), "a.png")})
        assert refused.status_code == 422 and words in refused.text, words
    for colour, alt in (("red", "赤い畑"), ("blue", "青い空"), ("blue", "青い空です")):
        data = {"alt_ja": alt, "alt_en": "A view", "upload": (io.BytesIO(_png(colour)), "a.png")}
        assert client.post(f"{desk}/pictures", data=data).status_code == 303
    with platform.db.read() as session:
        first, second = session.scalars(select(ProjectPicture).order_by(ProjectPicture.id)).all()
    assert client.get(page).text.index("赤い畑") < client.get(page).text.index("青い空です")
    client.post(f"{desk}/pictures/{second.id}/place")
    assert client.get(page).text.index("青い空です") < client.get(page).text.index("赤い畑")
    assert f"{page}/pictures/{second.cid}-list.webp" in client.get("/projects").text

    small = client.get(f"{page}/pictures/{first.cid}-list.webp")
    assert Image.open(io.BytesIO(small.data)).size == (480, 360)
    assert client.get(f"{page}/pictures/{first.cid}-huge.webp").status_code == 404
    assert client.get(f"/projects/{fields.open()}/pictures/{first.cid}-list.webp").status_code == 404

    client.post(f"{desk}/updates", data={"title_ja": "種", "body_ja": "届きました"})
    about = {"about": "1", "alt_ja": "種の袋", "upload": (io.BytesIO(_png("green")), "a.png")}
    assert client.post(f"{desk}/pictures", data=about).status_code == 303 and "種の袋" in client.get(page).text
    about = {"about": "99", "alt_ja": "種の袋", "upload": (io.BytesIO(_png("green")), "a.png")}
    assert client.post(f"{desk}/pictures", data=about).status_code == 404
    client.post(f"{desk}/pictures/{second.id}/removal")
    assert "青い空です" not in client.get(page).text

    kept = platform.marketplace.content.get
    try:
        platform.marketplace.content.get = _lost  # type: ignore[method-assign]
        stand_in = client.get(f"{page}/pictures/{first.cid}-page.webp")
    finally:
        platform.marketplace.content.get = kept  # type: ignore[method-assign]
    assert stand_in.status_code == 200 and "max-age=60" in stand_in.headers["Cache-Control"]

    client.post("/signout")
    sign_in(roles=[(Role.OFFICER, "015865")], email="other@example.jp")
    assert client.post(f"{desk}/pictures/{first.id}/removal").status_code == 403
    foreign = f"/console/015865/projects/{number}/pictures"
    assert client.post(f"{foreign}/{first.id}/removal").status_code == 404
    assert client.post(foreign, data={"alt_ja": "x", "upload": (io.BytesIO(_png("red")), "a")}).status_code == 404


def _png(colour: str, width: int = 1_200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, width * 3 // 4), colour).save(out, "PNG")
    return out.getvalue()


def _lost(cid: str) -> bytes:
    raise ContentMissing(cid)
