"""Fields that every form of a sale has: who gets which share, and the picture."""

from __future__ import annotations

from collections.abc import Sequence

from app.surfaces.console.artwork_form import SCENES
from chain.errors import Invalid
from marketplace.models import Share
from marketplace.models.selling.splitting import read_parts
from marketplace.ports import SalePayee


def read_shares(lines: Sequence[Sequence[str]], payees: Sequence[SalePayee]) -> tuple[Share, ...]:
    """`lines`: key of a payee and percent, as typed. Raises: Invalid (shares)."""
    by_key = {payee.key: payee for payee in payees}
    parts = read_parts(lines, list(by_key))
    found = [(by_key[part.payee], part.basis_points) for part in parts]
    return tuple(Share(one.address, points, one.name_ja, one.name_en) for one, points in found)


def read_scene(text: str) -> str:
    """Raises: Invalid (scene)."""
    if text not in SCENES:
        raise Invalid("scene", "unknown")
    return text
