"""Reads the list of a series: UTF-8 (with or without BOM) or Shift_JIS, commas or tabs, a heading, a card a row."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from chain.errors import Invalid
from marketplace.models.selling.wording import plain_words

MOST_ROWS, MOST_SERIAL, MOST_ATTRIBUTES = 10_000, 1_000_000, 20
# Field and the heading of the template; other spellings of the same follow.
COLUMNS: dict[str, tuple[str, ...]] = {
    "serial": ("通し番号", "番号", "serial", "no"),
    "name_ja": ("名前", "name", "name_ja"),
    "name_en": ("英語の名前", "name_en"),
    "rarity": ("めずらしさ", "rarity"),
    "attributes": ("属性", "attributes"),
    "picture": ("絵のファイル名", "絵", "picture", "file"),
}
HEADINGS = tuple(names[0] for names in COLUMNS.values())
_COLUMN_OF = {unicodedata.normalize("NFKC", name).lower(): key for key, names in COLUMNS.items() for name in names}
_RARITIES = {
    "": "", "common": "common", "通常": "common", "★": "common", "rare": "rare", "希少": "rare", "★★": "rare",
    "legend": "legend", "伝説": "legend", "★★★": "legend",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardRow:
    serial: int
    name_ja: str
    name_en: str
    rarity: str
    attributes: list[list[str]]
    picture_name: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    row: int  # as a spreadsheet counts: the heading is row 1
    name: str
    error: Invalid


@dataclass(slots=True)
class SeriesList:
    cards: dict[int, CardRow] = field(default_factory=dict)  # by serial
    problems: list[RowProblem] = field(default_factory=list)


def read_series(raw: bytes) -> SeriesList:
    """Every row is read; a wrong one is told with its number, and the others are taken.

    Raises: Invalid (list: list_empty, list_encoding, no_serial_column, list_too_long, list_too_wide).
    """
    rows = rows_of_sheet(decoded(raw))
    heading = next(rows, None)
    if heading is None:
        raise Invalid("list", "list_empty")
    columns = [_COLUMN_OF.get(unicodedata.normalize("NFKC", cell).strip().lower(), "") for cell in heading[1]]
    if "serial" not in columns:
        raise Invalid("list", "no_serial_column")
    found, count = SeriesList(), 0
    for number, cells in rows:
        count += 1
        if count > MOST_ROWS:
            raise Invalid("list", "list_too_long", most=f"{MOST_ROWS:,}")
        _take(found, number, dict(zip(columns, cells, strict=False)))
    if not count:
        raise Invalid("list", "list_empty")
    return found


def file_key(name: str) -> str:
    """What two spellings of one file name have in common: without folders, composed, in small letters."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1].strip().lower()


def _take(found: SeriesList, number: int, cells: dict[str, str]) -> None:
    try:
        card = _card(cells, found.cards)
    except Invalid as error:
        found.problems.append(RowProblem(number, cells.get("serial", "").strip()[:200], error))
        return
    found.cards[card.serial] = card


def _card(cells: dict[str, str], known: Container[int]) -> CardRow:
    def words(name: str, longest: int) -> str:
        return plain_words(cells.get(name, ""), name, longest, may_be_empty=True)

    serial = unicodedata.normalize("NFKC", cells.get("serial", "")).strip().lstrip("#")
    if not serial.isascii() or not serial.isdecimal() or not 1 <= int(serial[:12]) <= MOST_SERIAL:
        raise Invalid("serial", "not_a_serial", most=f"{MOST_SERIAL:,}")
    if int(serial) in known:
        raise Invalid("serial", "serial_twice")
    rarity = unicodedata.normalize("NFKC", cells.get("rarity", "")).strip().lower()
    if rarity not in _RARITIES:
        raise Invalid("rarity", "unknown_rarity")
    return CardRow(
        int(serial), words("name_ja", 80), words("name_en", 120), _RARITIES[rarity],
        _attributes(words("attributes", 1_000)), file_key(words("picture", 120)),
    )  # fmt: skip


def _attributes(text: str) -> list[list[str]]:
    """`色=赤; 場所=滝` as pairs. Raises: Invalid (attributes)."""
    pairs: list[list[str]] = []
    for part in text.replace("；", ";").replace("＝", "=").split(";"):
        if not part.strip():
            continue
        name, is_pair, value = (one.strip() for one in part.partition("="))
        if not is_pair or not name or not value or max(len(name), len(value)) > 60:
            raise Invalid("attributes", "not_an_attribute")
        pairs.append([name, value])
    if len(pairs) > MOST_ATTRIBUTES:
        raise Invalid("attributes", "over_most", most=MOST_ATTRIBUTES)
    return pairs


def decoded(raw: bytes) -> str:
    """UTF-8 when every byte is; else Shift_JIS as Windows writes it."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid("list", "list_encoding")


def rows_of_sheet(text: str) -> Iterator[tuple[int, list[str]]]:
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise Invalid("list", "list_too_wide") from error


def plain_values(error: Invalid) -> dict[str, Any]:
    """The error's values as they are kept beside its reason."""
    return {name: value if isinstance(value, int | str) else str(value) for name, value in error.values.items()}
