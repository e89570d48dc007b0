"""What segments ask of other domains; wired in app/wiring.py."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode


@dataclass(frozen=True, slots=True)
class CommunityName:
    slug: str
    name_ja: str
    name_en: str


class SegmentFacts(Protocol):
    def residents(self, session: Session, town: MunicipalityCode) -> Collection[Address]:
        """Everybody whose identity check names this town as home."""
        ...

    def card_holders(self, session: Session, town: MunicipalityCode) -> Collection[Address]:
        """Who holds an ambassador card or a digital resident card of the town."""
        ...

    def communities(self, session: Session, town: MunicipalityCode) -> Sequence[CommunityName]: ...

    def members(self, session: Session, town: MunicipalityCode, slug: str) -> Collection[Address]:
        """Nobody for a community that is not the town's."""
        ...
