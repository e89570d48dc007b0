"""Names of banks and branches by their codes, as banks' files spell them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chain.errors import Invalid
from points.zengin.kana import half_width, long_name

_NAME_WIDTH = 15
_SHOWN = 20
_SAME = str.maketrans({**dict(zip("ァィゥェォッャュョー－", "アイウエオツヤユヨ--", strict=True)), " ": None})


@dataclass(frozen=True, slots=True)
class Branch:
    bank_name: str
    branch_name: str
    bank_kana: str  # half-width, as long as the file's place
    branch_kana: str


def find_branch(bank_code: str, branch_code: str) -> Branch:
    """Raises: Invalid (bank_code or branch_code: unknown_code)."""
    from zengin_code import Bank  # reads every branch of the country

    bank = Bank.all.get(bank_code)
    if bank is None:
        raise Invalid("bank_code", "unknown_code")
    branch = bank.branches.get(branch_code)
    if branch is None:
        raise Invalid("branch_code", "unknown_code")
    return Branch(bank.name, branch.name, _short(bank.kana), _short(branch.kana))


def _short(kana: str) -> str:
    return long_name(half_width(kana), _NAME_WIDTH)


@dataclass(frozen=True, slots=True)
class Found:
    """What a person picks from a list."""

    code: str
    name: str
    kana: str


def search_banks(typed: str, limit: int = _SHOWN) -> list[Found]:
    """Banks whose code, name or kana begins as typed, then those that hold it; all kana and widths are taken."""
    from zengin_code import Bank

    return _search(typed, Bank.all.values(), limit)


def search_branches(bank_code: str, typed: str, limit: int = _SHOWN) -> list[Found]:
    """Branches of the bank likewise; none for a bank that there is not."""
    from zengin_code import Bank

    bank = Bank.all.get(bank_code)
    return _search(typed, bank.branches.values(), limit) if bank else []


def _search(typed: str, places: Iterable[Any], limit: int) -> list[Found]:
    wanted = _comparable(typed)
    if not wanted:
        return []
    ranked = []
    for place in places:
        names = (place.code, _comparable(place.name), _comparable(place.kana))
        rank = 0 if wanted in names else min((_rank(wanted, name) for name in names), default=3)
        if rank < 3:
            ranked.append((rank, place.code, place))
    return [Found(one.code, one.name, one.kana) for _, _, one in sorted(ranked, key=lambda one: one[:2])[:limit]]


def _rank(wanted: str, name: str) -> int:
    return 1 if name.startswith(wanted) else 2 if wanted in name else 3


def _comparable(text: str) -> str:
    """One form for every way to write it: 静岡銀行, しずおか, ｼｽﾞｵｶ and シズオカ find the same."""
    import jaconv

    shown = jaconv.hira2kata(unicodedata.normalize("NFKC", text)).upper().translate(_SAME)
    return shown.removesuffix("支店").removesuffix("銀行").strip()
