"""Pictures and PDFs beside an idea."""

from __future__ import annotations

import io

from flask.testing import FlaskClient
from PIL import Image

from chain.ids import Address
from dao.models.ideas import IdeaWords
from tests.fixtures.boards import Board
from tests.fixtures.web import SignIn

PDF = b"%PDF-1.4\n%%EOF\n"


def photo() -> bytes:
    """With a place in it."""
    picture, exif, buffer = Image.new("RGB", (400, 320), "#3a6"), Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "secret place"
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def attach(client: FlaskClient, idea: int, raw: bytes, description: str = "橋のたもと"):  # type: ignore[no-untyped-def]
    form = {"description": description, "upload": (io.BytesIO(raw), "whatever.txt")}
    return client.post(f"/ideas/{idea}/attachments", data=form)


def test_the_author_adds_and_removes_files(board: Board, client: FlaskClient, sign_in: SignIn, member: Address) -> None:
    idea = board.ideas.post.post("uda", member, IdeaWords("ランタンまつり", "灯りを並べます。"))
    other = board.ideas.post.post("uda", member, IdeaWords("ゆずの週末", "収穫を手伝います。"))
    assert "写真やPDFを添える" in client.get(f"/ideas/{idea}").text
    for raw, description, words in (
        (b"", "橋", "選び直してください"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "橋", "SVG"),
        (b"MZ\x90\x00", "橋", "読み取れません"),
        (b"%PDF-1.4 cut", "橋", "途中で切れている"),
        (photo(), " ", "入力してください"),
    ):
        refused = attach(client, idea, raw, description)
        assert refused.status_code == 422
        assert words in refused.text
    assert 'value="橋"' in attach(client, idea, b"", "橋").text
    assert attach(client, idea, photo()).status_code == 303
    assert attach(client, idea, PDF, "会場の案").status_code == 303
    page = client.get(f"/ideas/{idea}").text
    assert 'alt="橋のたもと"' in page
    picture = client.get(f"/ideas/{idea}/attachments/1-list.webp")
    assert picture.mimetype == "image/webp"
    assert b"secret place" not in picture.data
    pdf = client.get(f"/ideas/{idea}/attachments/2.pdf")
    assert pdf.data == PDF
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in pdf.headers["Content-Security-Policy"]
    for path in (f"{other}/attachments/1-list.webp", f"{idea}/attachments/1.pdf", f"{idea}/attachments/2-list.webp",
                 f"{idea}/attachments/1-huge.webp", f"{idea}/attachments/9.pdf"):  # fmt: skip
        assert client.get(f"/ideas/{path}").status_code == 404
    for _more in range(2):
        attach(client, idea, photo())
    assert "4件まで" in attach(client, idea, photo()).text
    friend = sign_in(email="taro@example.jp")
    board.give_cards(friend.address)
    assert "写真やPDFを添える" not in client.get(f"/ideas/{other}").text
    assert attach(client, other, photo()).status_code == 403
    assert client.post(f"/ideas/{idea}/attachments/1/removal").status_code == 403
    sign_in()
    assert client.post(f"/ideas/{other}/attachments/1/removal").status_code == 404
    assert client.post(f"/ideas/{idea}/attachments/1/removal").status_code == 303
    assert client.get(f"/ideas/{idea}/attachments/1-list.webp").status_code == 404
