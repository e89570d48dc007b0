"""A series out of a list and a ZIP: wrong rows are told by number, right ones kept, pictures looked at."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from app.wiring import Platform
from marketplace.artwork.forms import Form, encoded
from marketplace.models import Collection
from marketplace.models.selling import Offer
from marketplace.models.selling.series import SeriesCard
from tests.fixtures.statements import counted
from tests.web.selling.conftest import DESK, OTHER_DESK, OTHER_SHOP, SHOP_DESK, Desks

RED, BLUE = (encoded(Image.new("RGB", (400, 300), colour), Form.JPEG) for colour in ("#e04020", "#2040e0"))
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
LIST = """通し番号,名前,英語の名前,めずらしさ,属性,絵のファイル名
1,滝の朝,Falls at Dawn,希少,色=青; 季節=春,朝.JPG
2,滝の夜🌙,Falls at Night,伝説,,night.jpg
3,=SUM(A1),Formula,,,
x,番号なし,,,,
2,二つ目,,,,
4,向き\u202e,,,,
5,,,最高,,
6,,,,色,
"""


def put(desks: Desks, offer: str, what: str, content: bytes, name: str = "file") -> TestResponse:
    field = "list" if what == "list" else "archive"
    answer = desks.client.post(f"{offer}/series/{what}", data={field: (io.BytesIO(content), name)})
    return desks.client.get(answer.location) if answer.status_code == 303 else answer


def zipped(**files: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return raw.getvalue()


def cards(platform: Platform) -> dict[int, SeriesCard]:
    with platform.db.read() as session:
        return {one.serial: one for one in session.query(SeriesCard)}


@pytest.fixture
def offer(desks: Desks) -> str:
    desks.shop()
    begun = desks.begin()
    assert desks.save(begun).status_code == 303
    return begun


def test_wrong_rows_are_told_by_number_and_right_ones_stay(desks: Desks, platform: Platform, offer: str) -> None:
    page = put(desks, offer, "list", LIST.encode()).text
    assert "3枚のカードを取り込みました。5行を直してください。" in page
    for row, words in (
        (5, "通し番号は1から"),
        (6, "前の行にもあります"),
        (7, "文字の向き"),
        (8, "「通常」"),
        (9, "属性は"),
    ):
        assert f'<td class="number">{row}</td>' in page and words in page
    assert cards(platform)[1].attributes == [["色", "青"], ["季節", "春"]]
    problems = desks.client.get(f"{offer}/series/problems.csv").text
    assert problems.startswith("\ufeff行,名前,列,") and len(problems.strip().split("\r\n")) == 6
    corrected = put(desks, offer, "list", "serial,name\n4,向き\n".encode("cp932"))
    assert "直していただくところ</h2>" not in corrected.text
    assert sorted(cards(platform)) == [1, 2, 3, 4]
    assert desks.client.get(f"{offer}/series?lang=en").status_code == 200
    assert "series-template" in desks.client.get(f"{SHOP_DESK}/series-template.csv").headers["Content-Disposition"]


def test_pictures_of_a_zip_are_looked_at_like_any_upload(desks: Desks, platform: Platform, offer: str) -> None:
    put(desks, offer, "list", LIST.encode())
    files = {"絵/朝.jpg": RED, "night.jpg": SVG, "unused.jpg": BLUE, "__MACOSX/._x": b"x", "big.jpg": bytes(9_000_000)}
    page = put(desks, offer, "pictures", zipped(**files), "絵.zip").text
    assert "progress__bar" in page and "0 / 4" in page
    while platform.marketplace.selling.read_archives.advance():
        pass
    page = desks.client.get(f"{offer}/series").text
    assert "SVGの絵には" in page and "1 / 4個の絵を使いました" in page
    assert cards(platform)[1].picture.startswith("baf") and not cards(platform)[2].picture
    desks.client.post(f"{offer}/submission")
    assert "絵が届いていないカード" in desks.client.get(offer).text
    put(desks, offer, "pictures", zipped(**{"Night.JPG": BLUE}), "b.zip")
    assert platform.marketplace.selling.read_archives.advance() == 1
    assert "SVGの絵には" not in desks.client.get(f"{offer}/series").text
    assert not list((platform.settings.state_dir / "archives").iterdir())
    with platform.db.read() as session:
        revision = session.query(Offer).one().revision
    desks.client.post(f"{offer}/submission")
    desks.officer()
    at_town = offer.replace(SHOP_DESK, DESK)
    desks.client.post(f"{at_town}/decision", data={"decision": "approve", "revision": str(revision)})
    desks.client.post(f"{at_town}/collection")
    with platform.db.read() as session:
        collection = session.query(Collection).one()
    designs = platform.marketplace.artwork.designs
    shown = [designs.of(collection, serial) for serial in (1, 2, 9)]
    assert [card.name_ja for card in shown] == ["滝の朝", "滝の夜🌙", "滝の見学 🏞️"]
    assert [card.rarity for card in shown] == ["rare", "legend", "common"]
    assert shown[0].picture != shown[1].picture and shown[2].picture == ""
    assert platform.marketplace.artwork.draw_cards.card(collection, 1, None).startswith("baf")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 broken", "ZIPファイルとして読み取れません"),
        (zipped(), "ファイルがありません"),
        (b"", "ZIPファイルとして"),
    ],
    ids=["broken", "empty", "nothing"],
)
def test_an_archive_that_is_none_is_refused(desks: Desks, offer: str, content: bytes, words: str) -> None:
    assert words in put(desks, offer, "pictures", content, "x.zip").text


def test_lists_that_cannot_be_read_are_refused_whole(desks: Desks, platform: Platform, offer: str) -> None:
    long = "serial\n" + "\n".join(str(number) for number in range(1, 10_002))
    unread = b"\xff\xfe\x00\x00"
    refused = {
        b"": "行がありません",
        b"name\nx\n": "「通し番号」の列",
        unread: "読み取れません",
        long.encode(): "10,000行まで",
    }
    for raw, words in refused.items():
        assert words in put(desks, offer, "list", raw).text
    assert not cards(platform)


def test_ten_thousand_rows_are_taken_at_once(desks: Desks, platform: Platform, offer: str) -> None:
    rows = "\n".join(f"{number},カード{number},Card {number},,," for number in range(1, 10_001))
    with counted(platform.db) as statements:
        page = put(desks, offer, "list", f"{LIST.splitlines()[0]}\n{rows}".encode()).text
    assert "10,000枚のカードを取り込みました" in page
    assert len(statements) < 100
    desks.client.post(f"{offer}/submission")
    assert "売る枚数より大きい通し番号" in desks.client.get(offer).text
    desks.client.post(f"{offer}/series/clearance")
    assert not cards(platform)


def test_nobody_else_sends_to_it_and_nothing_after_the_submission(desks: Desks, platform: Platform, offer: str) -> None:
    number = offer.rsplit("/", 1)[1]
    desks.client.post(f"{offer}/submission")
    assert "いまの状態ではできません" in put(desks, offer, "list", LIST.encode()).text
    assert "いまの状態ではできません" in put(desks, offer, "pictures", zipped(a=RED)).text
    desks.shop(OTHER_SHOP)
    for what in ("list", "pictures"):
        assert put(desks, f"{OTHER_DESK}/offers/{number}", what, zipped(a=RED)).status_code == 404
    desks.buyer()
    for address in (offer, f"{DESK}/offers/{number}"):
        assert put(desks, address, "pictures", zipped(a=RED)).status_code == 403
        assert desks.client.get(f"{address}/series/problems.csv").status_code == 403
    assert not cards(platform)
