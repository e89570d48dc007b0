"""Cards look the same each time, carry readable words, and a code that a phone reads."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from marketplace.artwork.canvas import Canvas
from marketplace.artwork.cards import (
    CardDesign,
    compose,
    draw_cloth,
    draw_plate,
    draw_scene,
    finish,
)
from marketplace.artwork.motifs import motif_of, motifs_of
from marketplace.artwork.patterns import PATTERNS
from marketplace.artwork.scenes import HEIGHT, SCENES, WIDTH

LINK = "https://musubi.example.jp/collection/0x5FbDB2315678afecb367f032d93F642f64180aa3/1234567"
DESIGN = CardDesign(
    scene="mountains",
    seed=7,
    pattern="shippo",
    colours=("#1d1b45", "#3f3a86", "#dcdaf0", "#d8b35f"),
    name_ja="四町アンバサダーカード",
    name_en="Four Towns Ambassador Card",
    upright_ja="小烏丸",
    place_ja="奈良県 宇陀市",
    place_en="Uda, Nara",
    seal_ja="宇陀市",
    rarity="legend",
    serial=42,
    supply=4_000,
    link=LINK,
    is_demonstration=True,
)
PLAIN_SCENE = Image.new("RGB", (WIDTH, HEIGHT), "#888888")


def test_the_code_of_a_card_leads_to_the_page_of_its_token() -> None:
    found = zxingcpp.read_barcodes(compose(DESIGN, PLAIN_SCENE))
    assert [code.text for code in found] == [LINK]


def test_each_serial_makes_another_picture_and_a_sample_says_so() -> None:
    pictures = [compose(replace(DESIGN, serial=serial), PLAIN_SCENE).tobytes() for serial in (1, 2, None)]
    assert len(set(pictures)) == 3


def test_a_finished_plate_is_the_card_and_the_plate_stays_clean() -> None:
    plate = draw_plate(DESIGN, PLAIN_SCENE)
    before = plate.tobytes()
    assert finish(plate, DESIGN).tobytes() == compose(DESIGN, PLAIN_SCENE).tobytes()
    assert plate.tobytes() == before


def test_a_pattern_fills_the_picture_of_a_card_that_has_no_other() -> None:
    cloth = draw_cloth(DESIGN, 240)
    assert len(cloth.getcolors(1 << 16) or []) > 50
    assert cloth.tobytes() != draw_cloth(replace(DESIGN, pattern="asanoha"), 240).tobytes()


def test_the_demonstration_label_is_on_a_card_only_in_a_demonstration() -> None:
    def corner(shown: bool) -> bytes:
        return compose(replace(DESIGN, is_demonstration=shown), PLAIN_SCENE).crop((84, 1184, 300, 1238)).tobytes()

    assert corner(True) != corner(False)
    assert set(corner(False)) == {0x88}


@pytest.mark.parametrize(
    "words",
    [
        {"name_ja": "日本一長い名前を持つ特別な記念カード" * 3, "name_en": "A name that does not want to end " * 8},
        {"upright_ja": "とても長い縦書きの名前です", "seal_ja": "南アルプス市"},
        {"name_ja": "👘🍜 emoji", "rarity": "unheard-of", "pattern": "unheard-of", "upright_ja": ""},
        {"serial": 10**12, "supply": 2**63 - 1},
        {
            "name_ja": "\u202e逆さ\u202c\u200f",
            "name_en": "👩\u200d🚀 שלום \u2067x",
            "upright_ja": "🦖\ufe0f恐竜🦖",
            "seal_ja": "👍🏽",
        },
        {"name_ja": "\x00\u200b", "name_en": "", "place_ja": "", "seal_ja": "\u200d"},
    ],
)
def test_words_of_any_length_stay_inside_the_card(words: dict[str, object]) -> None:
    card = compose(replace(DESIGN, **words), PLAIN_SCENE)  # type: ignore[arg-type]
    right_of_words = card.crop((788, 1290, 810, 1610))
    assert right_of_words.getcolors() == [(right_of_words.width * right_of_words.height, (0xFC, 0xF8, 0xEE))]
    assert [code.text for code in zxingcpp.read_barcodes(card)] == [LINK]


@pytest.mark.parametrize("name", sorted(SCENES))
def test_every_scene_fills_its_page_and_is_the_same_for_the_same_seed(name: str) -> None:
    def drawn(seed: int) -> bytes:
        canvas = Canvas(WIDTH, HEIGHT, "#ff00ff", scale=1)
        SCENES[name](canvas, random.Random(seed))
        return canvas.finished(108, 120).tobytes()

    once = drawn(3)
    assert once == drawn(3)
    assert b"\xff\x00\xff" not in {once[at : at + 3] for at in range(0, len(once), 3)}


def test_an_unknown_scene_draws_mountains() -> None:
    assert draw_scene("atlantis", 1, 240).tobytes() == draw_scene("mountains", 1, 240).tobytes()


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_every_pattern_leaves_ink(name: str) -> None:
    canvas = Canvas(120, 120, "#000000")
    PATTERNS[name](canvas, "#ffffff", 30, 2)
    assert canvas.image.convert("L").getextrema() == (0, 255)


def test_a_joint_series_shows_its_legends_in_turn() -> None:
    shown = [motif_of("four_legends", "四町", serial).upright_ja for serial in (1, 2, 3, 4, 5)]
    assert len(set(shown[:4])) == 4
    assert shown[4] == shown[0]
    assert motif_of("four_legends", "四町", None).scene == "four_legends"
    assert {motif.scene for motif in motifs_of("four_legends")} <= set(SCENES)


def test_a_plain_series_shows_its_one_scene_on_every_card() -> None:
    assert motif_of("ferry", "夕凪", 9).scene == "ferry"
    assert motifs_of("ferry") == ()
