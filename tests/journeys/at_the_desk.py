"""What an officer does at the desk, and what comes out of it: lists, bank files, printed cards."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Iterator

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.waiting import wait_until
from tests.journeys.acting import follow

_FAX = re.compile(rb"obj\n(<<[^>]*/DecodeParms <<[^>]*>>\n/Filter /CCITTFaxDecode\n[^>]*>>)\nstream\n")
_FIGURES = re.compile(rb"/(Width|Height|Length) (\d+)")


def console(officer: Page, *names: str) -> None:
    """Along the console's menus by the names of their links."""
    follow(officer, officer.get_by_role("link", name="職員画面").locator("visible=true").first)
    for name in names:
        follow(officer, officer.locator("nav").get_by_role("link", name=name, exact=True).locator("visible=true").last)


def sign(officer: Page) -> None:
    officer.get_by_role("button", name="署名して進む").click()


def issue_to_list(officer: Page, program: str, purpose: str, file_name: str, content: bytes) -> None:
    """From the program's page to the checked list of a campaign, before anything is signed."""
    console(officer)
    follow(officer, officer.get_by_role("link", name=program).first)
    follow(officer, officer.get_by_role("link", name="ポイントを付与する"))
    officer.get_by_label("付与の目的").fill(purpose)
    follow(officer, officer.get_by_role("button", name="次へ"))
    file = {"name": file_name, "mimeType": "text/csv", "buffer": content}
    officer.locator("input[name=list]").set_input_files(file)  # type: ignore[arg-type]
    officer.get_by_role("button", name="名簿を確かめる").click()
    expect(officer.get_by_text("付与するとどうなるか")).to_be_visible()


def downloaded(page: Page, name: str, *, role: str = "link") -> bytes:
    """What the link or button of this name gives."""
    with page.expect_download() as download:
        page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
    return download.value.path().read_bytes()


def looked_at_again(page: Page, awaited: Locator) -> Locator:
    """A page that does not renew itself, loaded anew until this is there."""

    def is_there() -> bool:
        page.reload()
        return awaited.is_visible()

    wait_until(is_there, str(awaited), pause=0.3)
    return awaited


def rows_of(sheet: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))


def printed_codes(pdf: bytes) -> list[str]:
    """What a phone's camera reads on the printed sheets."""
    return [code.text for picture in _pictures(pdf) for code in zxingcpp.read_barcodes(picture.convert("L"))]


def _pictures(pdf: bytes) -> Iterator[Image.Image]:
    """Black and white pictures stand in a PDF as a fax sends them, which is also how a TIFF may hold them."""
    for found in _FAX.finditer(pdf):
        size = {name: int(value) for name, value in _FIGURES.findall(found[1])}
        start = found.end()
        yield _tiff(size[b"Width"], size[b"Height"], pdf[start : start + size[b"Length"]])


def _tiff(width: int, height: int, fax: bytes) -> Image.Image:
    tags = {256: width, 257: height, 258: 1, 259: 4, 262: 1, 273: 0, 277: 1, 278: height, 279: len(fax)}
    tags[273] = 8 + 2 + 12 * len(tags) + 4  # the picture follows the tags
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return Image.open(io.BytesIO(struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4) + fax))
