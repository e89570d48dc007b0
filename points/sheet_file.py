"""Lists that officers send as CSV or TSV: how their bytes, rows and headings are read. What a column means is known to
who asked for the list."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator

Refused = Callable[[str], Exception]  # makes the error of the list from the reason: encoding, too_wide


def rows_of_sheet(raw: bytes, refused: Refused) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, by their numbers in the file, from 1. Raises: what `refused` makes."""
    text = _decoded(raw, refused)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise refused("too_wide") from error


def plain_heading(cell: str) -> str:
    """As it is compared: without the marks, spaces and cases in which people differ."""
    return re.sub(r"[\s_\-・().、]", "", unicodedata.normalize("NFKC", cell)).lower()


def _decoded(raw: bytes, refused: Refused) -> str:
    """UTF-8 when every byte is; else Shift_JIS as Windows writes it."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused("encoding")
