"""A town writes its community token and the sale of it, changes the draft, and throws a draft away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.artwork.scenes import SCENES
from marketplace.errors import TownUnknown
from marketplace.models import PublishState, Share, Town
from marketplace.models.community_tokens import Tier, TokenOffering
from marketplace.models.community_tokens.errors import OfferingSigned
from marketplace.models.community_tokens.tiers import check_tiers, tiers_to_json
from marketplace.models.shares import check_shares, shares_to_json
from marketplace.queries.community_tokens.views import load_offering
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER

HIGHEST_PRICE, HIGHEST_CAP = Yen(1_000_000), 10_000_000
_LENGTHS = {"name_ja": 40, "name_en": 60, "story_ja": 8_000, "story_en": 8_000}
_SYMBOL = re.compile(r"[A-Z0-9]{2,11}")


@dataclass(frozen=True, slots=True)
class OfferingDraft:
    """`price` in yen a unit; `cap` all units ever, `per_account` those of one account. The last share takes the
    remainder. `community`: slug of the community that holders belong to, or ""."""

    community: str
    name_ja: str
    name_en: str
    symbol: str
    story_ja: str
    story_en: str
    scene: str
    price: Yen
    cap: int
    per_account: int
    opens_at: datetime
    closes_at: datetime
    tiers: Sequence[Tier]
    shares: Sequence[Share]

    def checked(self) -> OfferingDraft:
        """Raises: Invalid naming the field."""
        for name, longest in _LENGTHS.items():
            _require_words(name, getattr(self, name), longest)
        symbol = self.symbol.strip().upper()
        if not _SYMBOL.fullmatch(symbol):
            raise Invalid("symbol", "symbol_form")
        if self.scene not in SCENES:
            raise Invalid("scene", "unknown", value=self.scene)
        _require_range("price", int(self.price), int(HIGHEST_PRICE))
        _require_range("cap", self.cap, HIGHEST_CAP)
        _require_range("per_account", self.per_account, self.cap)
        if self.closes_at <= self.opens_at:
            raise Invalid("closes_at", "before_opens_at")
        check_shares(self.shares)
        return replace(
            self,
            name_ja=self.name_ja.strip(),
            name_en=self.name_en.strip(),
            symbol=symbol,
            tiers=check_tiers(self.tiers, self.per_account),
        )


class DraftOffering:
    """Does not check that the officer serves the town; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def draft(self, municipality: MunicipalityCode, officer: Address, draft: OfferingDraft) -> int:
        """The number of the new draft. Raises: Invalid, TownUnknown."""
        draft = draft.checked()
        with self.db.write() as session:
            if session.get(Town, municipality) is None:
                raise TownUnknown(municipality)
            number = unused_number(session, TokenOffering.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
            offering = TokenOffering(
                number=number, municipality=municipality, officer=officer, created_at=self.clock.now()
            )
            _write(offering, draft)
            session.add(offering)
            return number

    def change(self, municipality: MunicipalityCode, number: int, draft: OfferingDraft) -> None:
        """Raises: Invalid, OfferingUnknown, OfferingSigned."""
        draft = draft.checked()
        with self.db.write() as session:
            _write(_load_unsigned(session, municipality, number), draft)

    def discard(self, municipality: MunicipalityCode, number: int) -> None:
        """Raises: OfferingUnknown, OfferingSigned."""
        with self.db.write() as session:
            session.delete(_load_unsigned(session, municipality, number))


def _load_unsigned(session: Session, municipality: MunicipalityCode, number: int) -> TokenOffering:
    offering = load_offering(session, number, municipality)
    if offering.state == PublishState.PENDING:
        raise OfferingSigned(number)
    return offering


def _write(offering: TokenOffering, draft: OfferingDraft) -> None:
    for name in (
        "community", "name_ja", "name_en", "symbol", "story_ja", "story_en", "scene", "price", "cap", "per_account",
        "opens_at", "closes_at",
    ):  # fmt: skip
        setattr(offering, name, getattr(draft, name))
    offering.tiers = tiers_to_json(draft.tiers)
    offering.shares = shares_to_json(draft.shares)
    offering.state, offering.error_name = PublishState.AWAITING_SIGNATURE, ""
    offering.deadline = 0  # what an officer was about to sign is no longer this


def _require_words(name: str, words: str, longest: int) -> None:
    if not words.strip():
        raise Invalid(name, "empty")
    if len(words) > longest:
        raise Invalid(name, "too_long", most=longest)


def _require_range(name: str, value: int, most: int) -> None:
    if value == 0:
        raise Invalid(name, "zero")
    if value > most:
        raise Invalid(name, "out_of_range", most=most)
