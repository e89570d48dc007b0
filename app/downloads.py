"""Lists for a spreadsheet: UTF-8 with BOM, so that Excel reads Japanese, and nothing that Excel would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from flask import Response, stream_with_context

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A CSV download, sent as `rows` come. A cell of words that a spreadsheet would take for a formula gets an
    apostrophe in front."""
    response = Response(stream_with_context(lines(heading, rows)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def document(name: str, raw: bytes, mimetype: str = "application/pdf") -> Response:
    """A file that was made whole."""
    response = Response(raw, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Such a list line by line, as text."""
    yield "\ufeff"
    for row in chain((heading,), rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([_harmless(cell) for cell in row])
        yield line.getvalue()


def _harmless(cell: object) -> object:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
    return int(cell) if isinstance(cell, int) else str(cell)
