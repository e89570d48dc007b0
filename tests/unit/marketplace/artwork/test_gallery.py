"""Pictures are drawn once, are the same each time, and one that is not to be had breaks no page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from marketplace.artwork.cards import CARD_HEIGHT, CARD_WIDTH, CLOTH
from marketplace.artwork.cid import verified
from marketplace.artwork.forms import Form, encoded
from marketplace.artwork.gallery import Gallery, Size
from marketplace.artwork.printing import BLEED, print_page, with_bleed
from marketplace.artwork.uploads import KeptPicture, read_upload
from marketplace.errors import ContentForeign, ContentMissing, StoreUnavailable
from tests.unit.marketplace.artwork.test_cards import DESIGN


def nothing(cid: str) -> bytes:
    raise ContentMissing(cid)


@pytest.fixture(scope="module")
def upload() -> KeptPicture:
    return read_upload(encoded(Image.new("RGB", (400, 300), "#e04020"), Form.PNG))


def middle(path: Path) -> tuple[int, ...]:
    with Image.open(path) as found:
        pixel = found.convert("RGB").getpixel((found.width // 2, found.height // 3))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("form", Form)
def test_drawing_twice_gives_the_same_bytes_without_a_word_about_their_making(form: Form, tmp_path: Path) -> None:
    assert form.is_available
    first, second = Gallery(tmp_path / "a", nothing), Gallery(tmp_path / "b", nothing)
    one, other = first.card(DESIGN, Size.LIST, form), second.card(DESIGN, Size.LIST, form)
    assert one.digest == other.digest
    assert one.path.read_bytes() == other.path.read_bytes()
    assert not re.search(rb"Exif|tEXt|tIME|<x:xmpmeta|20\d\d[:-]", one.path.read_bytes())


def test_a_kept_picture_is_not_drawn_again(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path, nothing)
    path = gallery.card(DESIGN, Size.THUMBNAIL, Form.WEBP).path
    path.write_bytes(b"kept")
    assert gallery.card(DESIGN, Size.THUMBNAIL, Form.WEBP).path.read_bytes() == b"kept"
    assert gallery.card(replace(DESIGN, serial=43), Size.THUMBNAIL, Form.WEBP).path != path
    assert not list(tmp_path.rglob("*.part"))


def test_sizes_are_what_they_say(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path, nothing)
    sizes = {
        gallery.card(DESIGN, Size.THUMBNAIL, Form.WEBP).path: (240, 336),
        gallery.card(DESIGN, Size.LIST, Form.PNG).path: (480, 672),
        gallery.card(DESIGN, Size.PAGE, Form.WEBP).path: (CARD_WIDTH, CARD_HEIGHT),
        gallery.scene("mountains", 1, Size.LIST, Form.WEBP).path: (480, 533),
        gallery.preview(DESIGN).path: (1200, 630),
    }
    for path, size in sizes.items():
        with Image.open(path) as found:
            assert found.size == size


def test_an_uploaded_picture_stands_in_the_frame(upload: KeptPicture, tmp_path: Path) -> None:
    gallery = Gallery(tmp_path, lambda cid: verified(cid, upload.content))
    card = gallery.card(replace(DESIGN, picture=upload.cid), Size.THUMBNAIL, Form.PNG)
    assert not card.is_placeholder
    red, green, blue = middle(card.path)
    assert red > 200 > 100 > max(green, blue)


@pytest.mark.parametrize("trouble", [ContentMissing("x"), ContentForeign("x"), StoreUnavailable("x"), None])
def test_a_picture_that_is_not_to_be_had_is_stood_in_for_until_it_is(
    upload: KeptPicture, trouble: Exception | None, tmp_path: Path
) -> None:
    there: list[bytes] = []

    def read(cid: str) -> bytes:
        if there:
            return there[0]
        if trouble is not None:
            raise trouble
        return b"no picture at all"

    gallery, design = Gallery(tmp_path, read), replace(DESIGN, picture=upload.cid)
    shown = gallery.card(design, Size.THUMBNAIL, Form.PNG)
    assert shown.is_placeholder
    assert shown.path == gallery.card(DESIGN, Size.THUMBNAIL, Form.PNG).path
    assert gallery.preview(design).is_placeholder
    with pytest.raises((ContentMissing, ContentForeign, StoreUnavailable)):
        gallery.print_page(design)
    there.append(upload.content)
    assert not gallery.card(design, Size.THUMBNAIL, Form.PNG).is_placeholder


def test_a_card_of_cloth_shows_its_pattern(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path, nothing)
    cloth = gallery.card(replace(DESIGN, scene=CLOTH), Size.THUMBNAIL, Form.WEBP)
    assert cloth.path != gallery.card(DESIGN, Size.THUMBNAIL, Form.WEBP).path
    assert not cloth.is_placeholder


def test_the_page_for_the_printer_is_whole_and_the_same_each_time() -> None:
    card = Image.effect_noise((CARD_WIDTH, CARD_HEIGHT), 40).convert("RGB")
    page = print_page(card)
    assert page == print_page(card)
    boxes = dict(re.findall(rb"/(\w+Box) \[([0-9. ]+)\]", page))
    media, bleed, trim = (
        [float(side) for side in boxes[name].split()] for name in (b"MediaBox", b"BleedBox", b"TrimBox")
    )
    assert (round(trim[2] - trim[0], 1), round(trim[3] - trim[1], 1)) == (288.0, 403.2)  # 4 × 5.6 inches
    assert trim[0] - bleed[0] >= 8.5  # 3 mm
    assert media[0] < bleed[0] < trim[0] < trim[2] < bleed[2] < media[2]
    start = int(re.search(rb"startxref\n(\d+)", page)[1])  # type: ignore[index]
    assert page[start:].startswith(b"xref")
    for number, place in enumerate(re.findall(rb"^(\d{10}) 00000 n", page, re.MULTILINE), 1):
        assert page[int(place) :].startswith(b"%d 0 obj" % number)
    assert b"Date" not in page


def test_the_pixels_of_the_page_are_those_of_the_card_with_its_bleed() -> None:
    """Put back into a PNG, whose compression it is."""
    card = Image.linear_gradient("L").resize((CARD_WIDTH, CARD_HEIGHT)).convert("RGB")
    bled = with_bleed(card)
    assert bled.size == (CARD_WIDTH + 2 * BLEED, CARD_HEIGHT + 2 * BLEED)
    assert bled.crop((BLEED, BLEED, BLEED + CARD_WIDTH, BLEED + CARD_HEIGHT)).tobytes() == card.tobytes()
    pixels = re.search(rb"/Columns 1272 >> /Length (\d+) >>\nstream\n", page := print_page(card))
    assert pixels is not None
    stream = page[pixels.end() : pixels.end() + int(pixels[1])]
    png = encoded(bled, Form.PNG)
    assert stream == b"".join(part[:-8] for part in png.split(b"IDAT")[1:-1]) + png.split(b"IDAT")[-1][:-16]
