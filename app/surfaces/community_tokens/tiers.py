"""Tiers of a community's token as a condition: what a form lets choose, its words, and where one buys what is missing.

In a form a condition is "tier:" and the tier's key; the key of all holders is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from flask import url_for
from flask_babel import gettext as _

from app.i18n import localized
from app.surfaces.community_tokens import blueprint
from app.surfaces.community_tokens.words import units
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address
from dao.models import Community
from marketplace.models.community_tokens import OfferingState

_HEAD = "tier:"


class NamedTier(Protocol):
    """With names in both languages, empty for all holders."""

    @property
    def least(self) -> int: ...


def tier_choices(communities: Sequence[Community]) -> list[tuple[str, str]]:
    """Of the tokens of these communities; each with the community's name, where several have one."""
    pages = current_platform().dao.polls.pages
    found = [(community, tiers) for community in communities if (tiers := pages.tiers_of(community.slug))]
    choices = [(_HEAD, tier_words(None))] if found else []
    for community, tiers in found:
        head = localized(community, "name") + ": " if len(found) > 1 else ""
        choices += [(_HEAD + one.key, head + tier_words(one)) for one in tiers]
    return choices


def read_tier(text: str) -> str | None:
    """Key of a tier; None for no condition. Raises: Invalid (tier)."""
    if text and not text.startswith(_HEAD):
        raise Invalid("tier", "one_option")
    return text.removeprefix(_HEAD) if text else None


def written_tier(key: str | None) -> str:
    """As the form has it."""
    return "" if key is None else _HEAD + key


@blueprint.app_template_filter("tier_words")
def tier_words(tier: NamedTier | None) -> str:
    """Who holds so much; None, and a tier without a name, for all holders."""
    name = localized(tier, "name") if tier is not None else ""
    if tier is None or not name:
        return str(_("コミュニティのトークンを持つ人"))
    return str(_("トークンの段階が「%(name)s」（%(units)s）以上の人", name=name, units=units(tier.least)))


@blueprint.app_template_global("token_sale")
def token_sale(community: str, tokens: Collection[Address] = ()) -> tuple[str, bool]:
    """Address of the page of one of a community's tokens, of these where any are named, and whether it is on sale now;
    the address is empty where there is none."""
    for view in current_platform().marketplace.community_tokens.pages.listed():
        if view.offering.community == community and (not tokens or view.token in tokens):
            page = url_for("community_tokens.show_offering", number=view.offering.number)
            return page, view.state == OfferingState.RUNNING
    return "", False
