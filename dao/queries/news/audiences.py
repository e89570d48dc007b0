"""Whom a piece of news is for, among those who belong."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipalities
from dao.models import Community
from dao.models.news import Audience
from dao.ports import Holders
from dao.queries.membership.belonging import Belonging


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a steward may choose; `key` as the form gives it back."""

    key: str
    audience: Audience
    of: str  # code of the town, the series' contract, or key of the tier
    name_ja: str
    name_en: str


class Audiences:
    def __init__(self, belonging: Belonging, holders: Holders) -> None:
        self._belonging = belonging
        self._holders = holders

    def choices(self, session: Session, community: Community) -> list[Choice]:
        """Everybody; each town that takes part, when there are several; each series of their cards; the holders of its
        token, and of each tier."""
        towns = Municipalities().by_code(session, [MunicipalityCode(code) for code in community.towns])
        by_town = [
            Choice(f"town:{code}", Audience.TOWN, code, towns[code].name_ja, towns[code].name_en)
            for code in map(MunicipalityCode, community.towns)
            if len(community.towns) > 1 and code in towns
        ]
        series = self._holders.series_of(session, community.towns)
        by_series = [
            Choice(f"series:{one.address}", Audience.SERIES, one.address, one.name_ja, one.name_en) for one in series
        ]
        tiers = self._holders.tiers_of(session, community.slug)
        by_tier = [Choice(f"tier:{one.key}", Audience.TIER, one.key, one.name_ja, one.name_en) for one in tiers]
        holders = [Choice("tier:", Audience.TIER, "", "", "")] if tiers else []
        return [Choice("all", Audience.ALL, "", "", ""), *by_town, *by_series, *holders, *by_tier]

    def choice(self, session: Session, community: Community, key: str) -> Choice:
        """Raises: Invalid (audience)."""
        found = next((one for one in self.choices(session, community) if one.key == key), None)
        if found is None:
            raise Invalid("audience", "one_option")
        return found

    def people(self, session: Session, community: Community, choice: Choice) -> frozenset[Address]:
        """Of those who belong now."""
        everyone = self._belonging.everyone(session, community)
        if choice.audience is Audience.TOWN:
            of_town = self._holders.holders_in(session, choice.of) | self._holders.residents_of(session, [choice.of])
            return everyone & of_town
        if choice.audience is Audience.SERIES:
            return everyone & self._holders.holders_of(session, [Address(choice.of)])
        if choice.audience is Audience.TIER:
            return everyone & self._holders.token_holders(session, community.slug, choice.of)
        return everyone
