"""All municipalities of Japan by name, to find the one that a written address lies in.

The wards of designated cities are parts of their city here. `municipalities.csv` holds code, prefecture and name as of
July 2026, from the open data of code4fukui/localgovjp (CC0).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chain.ids import MunicipalityCode
from chain.prefectures import PREFECTURES, prefecture_of

_FILE = Path(__file__).parent / "municipalities.csv"
_DISTRICT = re.compile(r"[^\d\-市区町村]{1,6}郡")
# One place is written with either sign, by people and by registers.
_SAME = str.maketrans({"ヶ": "ケ", "ｹ": "ケ", "が": "ケ", "ガ": "ケ", "龍": "竜", "檮": "梼", "藪": "薮", "鰺": "鯵"})


@dataclass(frozen=True, slots=True)
class Place:
    code: MunicipalityCode
    prefecture: str
    name: str

    @property
    def name_ja(self) -> str:
        """With its prefecture."""
        return f"{self.prefecture}{self.name}"

    @property
    def name_en(self) -> str:
        """With its prefecture; the place itself has no English name here."""
        return f"{self.name}, {PREFECTURES[prefecture_of(self.code)].name_en}"


@cache
def places() -> Sequence[Place]:
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return [Place(MunicipalityCode(code), prefecture, name) for code, prefecture, name in csv.reader(lines)]


def place_named(code: str) -> Place | None:
    return next((one for one in places() if one.code == code), None)


def find_place(address: str) -> Place | None:
    """The one municipality that the address begins with; None where there is none, or more than one."""
    text = _plain(address)
    prefecture = next((one for one in _prefectures() if text.startswith(one)), "")
    rest = text.removeprefix(prefecture)
    found = [one for one in places() if prefecture in ("", one.prefecture) and _begins(rest, _plain(one.name))]
    longest = max((len(one.name) for one in found), default=0)
    best = [one for one in found if len(one.name) == longest]
    return best[0] if len(best) == 1 else None


def _begins(rest: str, name: str) -> bool:
    if rest.startswith(name):
        return True
    district = _DISTRICT.match(rest)
    return district is not None and rest[district.end() :].startswith(name)


@cache
def _prefectures() -> Sequence[str]:
    return sorted({one.prefecture for one in places()})


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_SAME)
