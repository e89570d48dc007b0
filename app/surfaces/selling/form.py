"""The form of an offer: what was typed, a sentence beside each field that is wrong, and the lines of its split."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import request
from flask_babel import lazy_gettext as _l

from app.errors import sentence
from app.surfaces.console.artwork_form import PATTERNS, RARITIES, SCENES
from app.surfaces.marketplace.split_preview import sent_shares, split_lines
from app.surfaces.selling.desk import Desk
from app.wiring import current_platform
from marketplace.models import Kind, Town
from marketplace.models.receipts import default_percent
from marketplace.models.selling import Offer, OfferReading, read_offer
from marketplace.models.selling.splitting import percent_words
from marketplace.models.selling.terms import fields_of
from marketplace.models.shares import WHOLE

TAXES = {
    "10": _l("10％（標準）"),
    "8": _l("8％（軽減：飲食料品）"),
    "0": _l("対象外（不課税・非課税）"),
}
_PLATFORM_SHARE, _TOWN_SHARE_OF_SHOP = 500, 1_000  # basis points that a new offer begins with


@dataclass(slots=True)
class OfferForm:
    values: dict[str, str]
    shares: list[list[str]]
    revision: int
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, offer: Offer) -> OfferForm:
        return cls(dict(offer.typed), [list(line) for line in offer.shares], offer.revision)

    @classmethod
    def sent(cls, kind: Kind) -> OfferForm:
        values = {name: request.form.get(name, "") for name in fields_of(kind)}
        return cls(values, sent_shares(), request.form.get("revision", 0, int))

    def read(self, desk: Desk, kind: Kind) -> OfferReading:
        """Keeps a sentence for each field that is refused."""
        keys = [payee.key for payee in desk.payees()]
        reading = read_offer(kind, self.values, self.shares, keys, current_platform().clock.now())
        self.errors |= {name: sentence(error) for name, error in reading.errors.items()}
        return reading

    @property
    def lines(self) -> list[list[str]]:
        return split_lines(self.shares)


def first_words(town: Town, kind: Kind) -> dict[str, str]:
    """What a new offer begins with."""
    given = {"art": f"scene:{town.scene}", "pattern": town.pattern, "rarity": "common", "royalty": "5", "per_buyer": ""}
    given |= {"uses": "1", "per_year": "1", "years": "3", "notice_days": "14"} | (
        {"people": "1"} if kind is Kind.VIEWING else {}
    )
    given["tax"] = str(default_percent(kind))
    return {name: given.get(name, "") for name in fields_of(kind)}


def first_shares(desk: Desk) -> list[list[str]]:
    others = (
        [("platform", _PLATFORM_SHARE)]
        if desk.is_curator
        else [("town", _TOWN_SHARE_OF_SHOP), ("platform", _PLATFORM_SHARE)]
    )
    own = WHOLE - sum(points for _, points in others)
    return [[key, percent_words(points)] for key, points in [(desk.own_payee, own), *others]]


__all__ = ["PATTERNS", "RARITIES", "SCENES", "TAXES", "OfferForm", "first_shares", "first_words"]
