"""The ZIP: each table as JSON for programs and as CSV for people, and a note on what is what in both languages."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.downloads import lines
from app.own_data.words import TABLES, introduction
from chain.clock import JST
from chain.db import OwnData


def pack(gathered: Mapping[str, OwnData], at: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for language in ("ja", "en"):
            packed.writestr(f"README.{language}.txt", _note(gathered, at, language))
        for folder, tables in gathered.items():
            for name, rows in tables.items():
                plain = [{column: _plain(value) for column, value in row.items()} for row in rows]
                packed.writestr(f"{folder}/{name}.json", json.dumps(plain, ensure_ascii=False, indent=1))
                packed.writestr(f"{folder}/{name}.csv", _csv(plain))
    return out.getvalue()


def _note(gathered: Mapping[str, OwnData], at: datetime, language: str) -> str:
    place = ("ja", "en").index(language)
    made = at.astimezone(JST).isoformat(timespec="minutes")
    listed = [
        f"{folder}/{name}  ({len(rows)})\n    {TABLES[folder, name][place]}"
        for folder, tables in gathered.items()
        for name, rows in tables.items()
    ]
    return "\n".join([introduction(language, made), *listed, ""])


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = ([_cell(row.get(column)) for column in columns] for row in rows)
    return "".join(lines(columns, cells))


def _plain(value: Any) -> Any:
    """As JSON can hold it: times with their zone, hashes as 0x."""
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, datetime):
        return value.astimezone(JST).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, list, dict)):
        return value
    return int(value) if hasattr(value, "__int__") and not isinstance(value, str) else str(value)


def _cell(value: Any) -> object:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value
