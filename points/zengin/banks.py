"""Names of banks and branches by their codes, as banks' files spell them."""

from __future__ import annotations

from dataclasses import dataclass

from chain.errors import Invalid
from points.zengin.kana import half_width, long_name

_NAME_WIDTH = 15


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
