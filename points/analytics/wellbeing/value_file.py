"""Reads an officer's list of values: UTF-8 (with or without BOM) or Shift_JIS, commas or tabs, with a heading line.
What the rows mean is enter_values.py's business."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from chain.errors import Invalid
from points.errors import ValueFileRefused
from points.sheet_file import plain_heading, rows_of_sheet

MOST_ROWS = 2_000
# Field and the heading of the file that is taken out; other spellings of the same follow.
COLUMNS: dict[str, tuple[str, ...]] = {
    "indicator": ("指標", "指標名", "indicator"),
    "year": ("年度", "年", "fiscalyear", "year"),
    "value": ("値", "数値", "value"),
    "source": ("出典", "資料", "source"),
    "note": ("メモ", "備考", "note"),
}
HEADINGS = tuple(names[0] for names in COLUMNS.values())
_NEEDED = ("indicator", "year", "value", "source")
_YEAR = re.compile(r"(\d{4})(年度?)?")


@dataclass(frozen=True, slots=True)
class ValueRow:
    number: int  # as a spreadsheet counts: the heading is row 1
    indicator: str = ""
    year: str = ""
    value: str = ""
    source: str = ""
    note: str = ""

    @property
    def fiscal_year(self) -> int:
        """Raises: Invalid."""
        found = _YEAR.fullmatch(unicodedata.normalize("NFKC", self.year).strip())
        if found is None or not found[1].isascii():
            raise Invalid("year", "not_a_year")
        return int(found[1])


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    indicator: str
    error: Invalid


def read_values(raw: bytes) -> list[ValueRow]:
    """Rows without a value are left out: they were not filled in.

    Raises: ValueFileRefused (empty, encoding, columns, too_many_rows, too_wide).
    """
    rows = rows_of_sheet(raw, ValueFileRefused)
    heading = next(rows, None)
    if heading is None:
        raise ValueFileRefused("empty")
    columns = [_COLUMN_OF.get(plain_heading(cell)) for cell in heading[1]]
    if not set(_NEEDED) <= set(columns):
        raise ValueFileRefused("columns")
    read = [_row(number, cells, columns) for number, cells in rows]
    filled = [row for row in read if row.value]
    if not filled:
        raise ValueFileRefused("empty")
    if len(filled) > MOST_ROWS:
        raise ValueFileRefused("too_many_rows", most=MOST_ROWS)
    return filled


def _row(number: int, cells: list[str], columns: list[str | None]) -> ValueRow:
    """The apostrophe that a file from here puts before what a spreadsheet would run is taken off again."""
    named = {name: cell.strip().removeprefix("'") for name, cell in zip(columns, cells, strict=False) if name}
    return ValueRow(number, **named)


_COLUMN_OF = {plain_heading(name): field for field, names in COLUMNS.items() for name in names}
