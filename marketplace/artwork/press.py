"""Draws many cards of one look: the plate once, then only what differs, in several processes at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice

from PIL import Image

from marketplace.artwork.cards import CardDesign, draw_plate, finish
from marketplace.artwork.forms import encoded_block
from marketplace.artwork.painting import paint
from marketplace.artwork.scenes import WIDTH
from marketplace.errors import ContentMissing

_PLATES_KEPT = 6  # of 6 MB each
_POLITENESS = 10  # pages are answered first


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cards that one process draws in one go. `pictures`: the uploads that they show, by name."""

    cards: tuple[CardDesign, ...]
    pictures: Mapping[str, bytes]


Drawn = list[tuple[CardDesign, bytes]]


def draw_sheet(sheet: Sheet) -> Drawn:
    """Each card with its WebP, the same bytes whoever draws it.

    Raises: ContentMissing, ContentForeign.
    """
    return [(card, encoded_block(finish(_plate(card, sheet.pictures), card))) for card in sheet.cards]


_plates: OrderedDict[CardDesign, Image.Image] = OrderedDict()
_plates_lock = threading.Lock()


def _plate(card: CardDesign, pictures: Mapping[str, bytes]) -> Image.Image:
    def read(cid: str) -> bytes:
        try:
            return pictures[cid]
        except KeyError:
            raise ContentMissing(cid) from None

    key = replace(card, serial=None, link="", supply=0)
    with _plates_lock:
        if key not in _plates:
            _plates[key] = draw_plate(key, paint(key, WIDTH, read))
            while len(_plates) > _PLATES_KEPT:
                _plates.popitem(last=False)
        _plates.move_to_end(key)
        return _plates[key]


class Press:
    """The processes. They are started with the first sheet, and end with `rest` or with their parent."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def draw(self, sheets: Iterable[Sheet]) -> Iterator[Drawn]:
        """Sheets as they are finished. What the caller does not take any more is not begun.

        Raises: what `draw_sheet` raises, and BrokenProcessPool when a process died; the next call starts new ones.
        """
        pool, left = self._started(), iter(sheets)
        under_way: set[Future[Drawn]] = {pool.submit(draw_sheet, sheet) for sheet in islice(left, self.workers + 1)}
        try:
            while under_way:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for finished in done:
                    yield finished.result()
                    under_way |= {pool.submit(draw_sheet, sheet) for sheet in islice(left, 1)}
        except BaseException:
            self.rest()
            raise

    def rest(self) -> None:
        """Let the processes go; their memory is free."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_begin)
        return self._pool


def _begin() -> None:
    """In each process: be polite, and end when the parent has ended in whatever way."""
    os.nice(_POLITENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends these in order
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
