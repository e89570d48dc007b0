"""Codes of towns in addresses."""

from __future__ import annotations

from chain.errors import Invalid
from chain.ids import MunicipalityCode
from marketplace.errors import TownUnknown


def town_code(text: str) -> MunicipalityCode:
    """Raises: TownUnknown, also for what is no code at all."""
    try:
        return MunicipalityCode(text)
    except (Invalid, ValueError):
        raise TownUnknown(text) from None
