"""Where the place of an item is on the map, as typed or as pressed."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from functools import partial

from chain.errors import Invalid
from marketplace.models.selling.reading import Reader

POSITION = ("latitude", "longitude")
_BOUNDS = {"latitude": (20, 46), "longitude": (122, 154)}  # Japan
_STEP = Decimal("0.000001")


def position(reader: Reader) -> dict[str, str]:
    """Both degrees with six decimals, or both empty. Keeps a refusal (half_position, not_degrees, outside_japan)."""
    if not any(reader.typed.get(name, "").strip() for name in POSITION):
        return dict.fromkeys(POSITION, "")
    found = {name: reader.read(name, partial(_degrees, name)) for name in POSITION}
    return {name: degrees or "" for name, degrees in found.items()}


def _degrees(name: str, text: str) -> str:
    low, high = _BOUNDS[name]
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        raise Invalid(name, "half_position")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Invalid(name, "not_degrees") from None
    if not value.is_finite():
        raise Invalid(name, "not_degrees")
    if not low <= value <= high:
        raise Invalid(name, "outside_japan", least=low, most=high)
    return str(value.quantize(_STEP))
