"""A watch's CSV: a row a day with steps, sleep, or both. Columns are known by their names, in either language."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.health.measures import Kind, Measure, Problem, Reading, problem_of

MOST_ROWS = 2_000
# By the column's name, folded: what it holds, and how many minutes or steps one of it is.
_DAY = frozenset({"date", "day", "日付", "日"})
_VALUES: Mapping[str, tuple[Kind, int]] = {
    "steps": (Kind.STEPS, 1),
    "stepcount": (Kind.STEPS, 1),
    "歩数": (Kind.STEPS, 1),
    "sleepminutes": (Kind.SLEEP, 1),
    "minutesasleep": (Kind.SLEEP, 1),
    "睡眠(分)": (Kind.SLEEP, 1),
    "睡眠分": (Kind.SLEEP, 1),
    "sleephours": (Kind.SLEEP, 60),
    "睡眠(時間)": (Kind.SLEEP, 60),
    "睡眠時間": (Kind.SLEEP, 60),
}


def read_csv(raw: bytes, today: date) -> Reading:
    """Raises: Refused for what is no such table at all."""
    rows = csv.reader(io.StringIO(_text(raw)))
    header = [_folded(name) for name in next(rows, [])]
    days = [place for place, name in enumerate(header) if name in _DAY]
    values = {place: _VALUES[name] for place, name in enumerate(header) if name in _VALUES}
    if not days or not values:
        raise Refused(
            "1行めに「日付」と、「歩数」か「睡眠(分)」の列が要ります。見本のCSVを見てください。",
            "The first row needs a column “date”, and “steps” or “sleep minutes”. See the sample CSV.",
        )
    measures: list[Measure] = []
    problems: list[Problem] = []
    seen: set[tuple[Kind, date]] = set()
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            problems.append(Problem(number, (f"{MOST_ROWS:,}行までです。", f"At most {MOST_ROWS:,} rows.")))
            break
        if not any(cell.strip() for cell in row):
            continue
        for found in _row(row, days[0], values, today):
            if isinstance(found, Measure) and (found.kind, found.day) in seen:
                problems.append(
                    Problem(number, ("同じ日が前の行にもあります。", "This day stands in a row above too."))
                )
            elif isinstance(found, Measure):
                seen.add((found.kind, found.day))
                measures.append(found)
            else:
                problems.append(Problem(number, found))
    return Reading(measures, problems)


def _row(
    row: list[str], day_place: int, values: Mapping[int, tuple[Kind, int]], today: date
) -> Iterator[Measure | tuple[str, str]]:
    text = row[day_place].strip() if day_place < len(row) else ""
    day = _day(text)
    if day is None:
        yield f"日付が読めません：{text[:20]}", f"This is no date: {text[:20]}"
        return
    cells = {place: row[place].strip() for place in values if place < len(row) and row[place].strip()}
    if not cells:
        yield "数が入っていません。", "There is no number."
    for place, cell in cells.items():
        kind, unit = values[place]
        value = _whole(cell, unit)
        if value is None:
            yield f"数が読めません：{cell[:20]}", f"This is no number: {cell[:20]}"
            continue
        wrong = problem_of(kind, day, value, today)
        yield wrong or Measure(kind, day, value)


def _text(raw: bytes) -> str:
    """Raises: Refused."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("文字が読めないファイルです。CSVを選んでください。", "This file cannot be read. Choose a CSV.")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).lower().replace(" ", "").replace("_", "").strip()


def _day(text: str) -> date | None:
    shown = unicodedata.normalize("NFKC", text)[:10].replace("/", "-")
    try:
        return date(*(int(part) for part in shown.split("-")))
    except (TypeError, ValueError):
        return None


def _whole(text: str, unit: int) -> int | None:
    """Numbers of any width, with commas; hours may be a fraction."""
    shown = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        value = Decimal(shown) * unit
    except InvalidOperation:
        return None
    if not value.is_finite() or (unit == 1 and value != value.to_integral_value()):
        return None
    return int(value.to_integral_value())
