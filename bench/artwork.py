"""How fast cards are drawn: all cards of a series by processes, beside the floor – a blank of the same size encoded in
the same way, in as many processes, in the same run. A card that differs from the last only in serial and code."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from PIL import Image

from marketplace.artwork.cards import CARD_HEIGHT, CARD_WIDTH, CardDesign, compose, draw_scene, finish
from marketplace.artwork.forms import Form, encoded, encoded_block
from marketplace.artwork.press import Press, Sheet
from marketplace.artwork.scenes import WIDTH

_CARDS, _SHEET = 200, 8
_GOAL = 10_000  # images of a series
_DESIGN = CardDesign(
    scene="sword",
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
    serial=None,
    supply=_GOAL,
    link="",
    is_demonstration=False,
)


def main() -> None:
    workers = os.cpu_count() or 1
    print(f"{workers} processes, {_CARDS} cards of {CARD_WIDTH} × {CARD_HEIGHT} pixels as WebP")
    print(f"{'':<46}{'images/s':>10}{'10,000 in':>14}")
    floor = _floor(workers)
    _row("floor: a blank encoded", floor)
    series = _series(workers)
    _row("a series: plate once, serial, code, encoded", series)
    _row("one card from nothing (one process)", _each(_from_nothing, 10))
    print(f"a series reaches {series / floor:.0%} of the floor")
    print()
    print(f"{'one step, one process':<46}{'ms':>10}")
    plate = compose(_card(1), draw_scene(_DESIGN.scene, _DESIGN.seed, WIDTH))
    steps: dict[str, Callable[[int], object]] = {
        "serial and code": lambda serial: finish(plate, _card(serial)),
        "WebP": lambda _: encoded(plate, Form.WEBP),
        "AVIF": lambda _: encoded(plate, Form.AVIF),
        "PNG": lambda _: encoded(plate, Form.PNG),
        "JPEG": lambda _: encoded(plate, Form.JPEG),
    }
    for name, step in steps.items():
        print(f"{name:<46}{1000 / _each(step, 5):>10.0f}")


def _from_nothing(serial: int) -> bytes:
    return encoded_block(compose(_card(serial), draw_scene(_DESIGN.scene, _DESIGN.seed, WIDTH)))


def _row(name: str, rate: float) -> None:
    minutes = _GOAL / rate / 60
    print(f"{name:<46}{rate:>10.1f}{minutes:>10.1f} min", flush=True)


def _series(workers: int) -> float:
    """Without the start of the processes and the first plate, which a series pays once."""
    press = Press(workers)
    sheets = [
        Sheet(tuple(_card(serial) for serial in range(at, at + _SHEET)), {}) for at in range(1, _CARDS + 1, _SHEET)
    ]
    for _ in press.draw([Sheet((_card(1),), {})] * workers * 4):
        pass
    begun = time.perf_counter()
    count = sum(len(drawn) for drawn in press.draw(sheets))
    rate = count / (time.perf_counter() - begun)
    press.rest()
    return rate


def _floor(workers: int) -> float:
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_blanks, [1] * workers * 4))
        begun = time.perf_counter()
        count = sum(pool.map(_blanks, [_SHEET] * (_CARDS // _SHEET)))
        return count / (time.perf_counter() - begun)


def _blanks(count: int) -> int:
    blank = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), "#ffffff")
    for _ in range(count):
        encoded(blank, Form.WEBP)
    return count


def _each(act: Callable[[int], object], count: int) -> float:
    begun = time.perf_counter()
    for serial in range(1, count + 1):
        act(serial)
    return count / (time.perf_counter() - begun)


def _card(serial: int) -> CardDesign:
    return replace(_DESIGN, serial=serial, link=f"https://musubi.example.jp/collection/0x{'5f' * 20}/{serial}")
