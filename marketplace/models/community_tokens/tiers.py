"""Tiers (段階) of holders: from how many units on somebody belongs to one, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chain.errors import Invalid

MOST_TIERS, LONGEST_NAME, LONGEST_PERKS = 6, 40, 400


@dataclass(frozen=True, slots=True)
class Tier:
    """`least`: units held."""

    least: int
    name_ja: str
    name_en: str
    perks_ja: str
    perks_en: str


def check_tiers(tiers: Sequence[Tier], most_held: int) -> tuple[Tier, ...]:
    """In rising order, trimmed. Raises: Invalid (tiers)."""
    if not tiers:
        raise Invalid("tiers", "empty")
    if len(tiers) > MOST_TIERS:
        raise Invalid("tiers", "too_many", most=MOST_TIERS)
    if len({tier.least for tier in tiers}) != len(tiers):
        raise Invalid("tiers", "same_least")
    for tier in tiers:
        if not 1 <= tier.least <= most_held:
            raise Invalid("tiers", "unreachable", most=most_held)
        if not tier.name_ja.strip():
            raise Invalid("tiers", "without_name")
        too_long = max(len(tier.name_ja), len(tier.name_en)) > LONGEST_NAME
        if too_long or max(len(tier.perks_ja), len(tier.perks_en)) > LONGEST_PERKS:
            raise Invalid("tiers", "too_long", most=LONGEST_NAME)
    return tuple(sorted(tiers, key=lambda tier: tier.least))


def tier_of(held: int, tiers: Sequence[Tier]) -> Tier | None:
    """The highest one that `held` units reach; None below the lowest."""
    reached = [tier for tier in tiers if held >= tier.least]
    return max(reached, key=lambda tier: tier.least, default=None)


def next_tier(held: int, tiers: Sequence[Tier]) -> Tier | None:
    """The lowest one not reached yet; None at the top."""
    return min((tier for tier in tiers if tier.least > held), key=lambda tier: tier.least, default=None)


def tiers_to_json(tiers: Sequence[Tier]) -> list[dict[str, Any]]:
    return [asdict(tier) for tier in tiers]


def tiers_of(found: Sequence[dict[str, Any]]) -> list[Tier]:
    return [Tier(**one) for one in found]
