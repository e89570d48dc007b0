"""Pictures that people send: what is wrong is refused by name, what is kept is pixels and nothing else."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from marketplace.artwork.cid import MOST_BYTES, cid_of
from marketplace.artwork.uploads import KEPT_SIDE, MOST_UPLOAD_BYTES, read_upload
from marketplace.errors import PictureRefused

SIZE = (400, 320)
PHOTO = Image.linear_gradient("L").resize(SIZE).convert("RGB")


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of(width: int, height: int, pixels: bytes, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def shown(raw: bytes) -> Image.Image:
    kept = read_upload(raw)
    picture = Image.open(io.BytesIO(kept.content))
    assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGB", (kept.width, kept.height))
    assert kept.cid == cid_of(kept.content)
    return picture


def refusal(raw: bytes) -> str:
    with pytest.raises(PictureRefused) as refused:
        read_upload(raw)
    return refused.value.reason


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_picture_is_known_by_its_content_and_kept_the_same_each_time(form: str) -> None:
    raw = encoded(PHOTO, form)
    assert shown(raw).size == SIZE
    assert read_upload(raw) == read_upload(raw)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixels_that_a_png_has_is_drawn(mode: str) -> None:
    picture = PHOTO.convert("L")
    if mode == "I;16":
        picture = Image.frombytes("I;16", SIZE, b"".join(struct.pack("<H", v * 257) for v in picture.tobytes()))
    drawn = shown(encoded(picture.convert(mode) if picture.mode != mode else picture, "PNG")).convert("L")
    assert drawn.getpixel((200, 4)) < 40 < 200 < drawn.getpixel((200, 315))  # type: ignore[operator]


def test_ink_of_four_colours_becomes_light() -> None:
    red, green, blue = shown(encoded(Image.new("CMYK", SIZE, (0, 255, 255, 0)), "JPEG")).getpixel((9, 9))  # type: ignore[misc]
    assert red > 200 > 90 > max(green, blue)


def test_what_is_clear_lies_on_white() -> None:
    assert shown(encoded(Image.new("RGBA", SIZE, (0, 0, 0, 0)), "PNG")).getpixel((9, 9)) == (255, 255, 255)


def test_place_and_camera_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (34.0, 31.0, 12.0)  # GPSLatitude
    picture = PHOTO.copy()
    picture.paste("#ff0000", (0, 0, 40, 320))  # a band at the left, which turns to the top
    raw = encoded(picture, "JPEG", exif=exif, quality=95)
    assert b"SecretCamera" in raw
    kept = shown(raw)
    assert kept.size == (320, 400)
    red, green, _ = kept.getpixel((160, 10))  # type: ignore[misc]
    assert red > 200 > 60 > green
    assert not kept.getexif()
    assert b"SecretCamera" not in read_upload(raw).content
    assert b"EXIF" not in read_upload(raw).content


def test_words_and_profiles_in_the_file_are_not_kept() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "hanako@example.jp")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = read_upload(encoded(PHOTO, "PNG", pnginfo=words, icc_profile=profile))
    assert b"hanako" not in kept.content
    assert b"ICCP" not in kept.content


def test_a_broken_profile_does_no_harm() -> None:
    assert shown(encoded(PHOTO, "PNG", icc_profile=b"no profile at all")).size == SIZE


def test_a_large_picture_is_kept_smaller_and_fits_one_block() -> None:
    noise = Image.frombytes("RGB", (1_200, 900), random.Random(4).randbytes(1_200 * 900 * 3))
    kept = read_upload(encoded(noise, "JPEG", quality=95))
    assert 600_000 < len(kept.content) <= MOST_BYTES
    wide = read_upload(encoded(Image.new("RGB", (6_000, 400), "#336699"), "PNG"))
    assert (wide.width, wide.height) == (KEPT_SIDE, 160)


@pytest.mark.parametrize(
    "raw",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>',
        b"<!-- a comment first --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
    ],
)
def test_drawings_that_carry_a_program_are_refused_by_name(raw: bytes) -> None:
    assert refusal(raw) == "svg"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(MOST_UPLOAD_BYTES), "too_heavy"),
        (b"%PDF-1.7 ...", "not_a_picture"),
        (b"MZ" + bytes(400), "not_a_picture"),
        (b"GIF89a/*" + bytes(50) + b"*/=1;alert(1)", "gif"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(60), "heic"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "broken"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(60), "broken"),
        (encoded(PHOTO, "JPEG")[:-2_000], "broken"),
        (encoded(PHOTO, "PNG")[:900], "broken"),
        (encoded(PHOTO.resize((299, 600)), "PNG"), "too_small"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:8]!r}",
)
def test_what_is_no_whole_picture_is_refused_by_name(raw: bytes, reason: str) -> None:
    assert refusal(raw) == reason


def test_a_damaged_pixel_is_found() -> None:
    raw = bytearray(encoded(PHOTO, "PNG"))
    raw[raw.index(b"IDAT") + 40] ^= 0xFF
    assert refusal(bytes(raw)) == "broken"


def test_a_bomb_is_refused_before_it_is_read() -> None:
    """A few kilobytes that say they are 60,000 × 60,000 pixels, and a strip longer than any picture."""
    assert refusal(png_of(60_000, 60_000, zlib.compress(bytes(2_000_000)))) == "too_many_pixels"
    assert refusal(png_of(20_000, 400, zlib.compress(bytes(20_001 * 400)))) == "too_many_pixels"


def test_a_bomb_of_words_is_refused() -> None:
    bomb = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(200_000_000), 9))
    assert refusal(png_of(*SIZE, zlib.compress(bytes(401 * 320)), bomb)) == "broken"


def test_moving_pictures_are_refused() -> None:
    frames = [PHOTO, PHOTO.transpose(Image.Transpose.FLIP_TOP_BOTTOM)]
    for form in ("PNG", "WEBP", "AVIF"):
        assert refusal(encoded(frames[0], form, save_all=True, append_images=frames[1:])) == "animated"


def test_of_the_pictures_that_a_phone_packs_into_one_the_first_is_taken() -> None:
    assert shown(encoded(PHOTO, "MPO", save_all=True, append_images=[PHOTO.rotate(180)])).size == SIZE


def test_what_hangs_behind_a_picture_is_not_kept() -> None:
    """A file that is a picture to one reader and a page or an archive to another."""
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04" + bytes(40), b"%PDF-1.4"):
        assert tail not in read_upload(encoded(PHOTO, "JPEG") + tail).content
    commented = encoded(PHOTO, "JPEG", comment=b"*/=1;alert(1)/*")
    assert b"alert" in commented
    assert b"alert" not in read_upload(commented).content
