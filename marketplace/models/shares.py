"""How the price of a listing is divided: shares in basis points, with words for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chain.ids import Address, parse_address
from chain.units import Yen, split_by_basis_points

WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Share:
    payee: Address
    basis_points: int
    label_ja: str
    label_en: str

    @property
    def percent(self) -> str:
        """`70` or `12.5`, for people."""
        return f"{self.basis_points / 100:g}"


def check_shares(shares: Sequence[Share]) -> None:
    """Raises: Invalid when the shares do not sum to 10,000 or one is negative."""
    split_by_basis_points(Yen(0), [share.basis_points for share in shares])


def amounts(total: Yen, shares: Sequence[Share]) -> list[tuple[Share, Yen]]:
    """What each payee gets of `total`, exactly as the contract divides it: rounded down, the last takes the rest."""
    return list(zip(shares, split_by_basis_points(total, [share.basis_points for share in shares]), strict=True))


def shares_to_json(shares: Sequence[Share]) -> list[dict[str, Any]]:
    return [asdict(share) for share in shares]


def shares_of(found: list[dict[str, Any]]) -> list[Share]:
    return [
        Share(parse_address(item["payee"]), item["basis_points"], item["label_ja"], item["label_en"]) for item in found
    ]
