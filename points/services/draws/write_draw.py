"""An officer writes a prize draw, changes it while it is a draft, and publishes it for good."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode, contains_my_number
from chain.units import Points
from points.models import Draw, DrawPrize, MerchantOnChain
from points.models.lottery import SEED_BYTES, commitment
from points.ports import Cipher
from points.queries.draws import load_draw

SEED_PURPOSE = "points.draw_seed"
MOST_PRIZES = 10_000
MOST_TICKETS_EACH = 100
_DEAREST = Points(1_000_000)
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PrizeTerms:
    name_ja: str
    name_en: str
    count: int


@dataclass(frozen=True, slots=True)
class DrawTerms:
    """`merchant_id`: the shop of the municipality that takes the points of the entries."""

    title_ja: str
    title_en: str
    description_ja: str
    description_en: str
    merchant_id: int
    price: Points
    tickets_each: int
    opens_at: datetime
    closes_at: datetime
    prizes: tuple[PrizeTerms, ...]

    def check(self, now: datetime) -> None:
        """Raises: Invalid naming the field."""
        self._check_words()
        if not 0 < self.price <= _DEAREST:
            raise Invalid("price", "one_to_most", most=_DEAREST)
        if not 0 < self.tickets_each <= MOST_TICKETS_EACH:
            raise Invalid("tickets_each", "one_to_most", most=MOST_TICKETS_EACH)
        if self.closes_at <= now:
            raise Invalid("closes_at", "past")
        if self.closes_at <= self.opens_at:
            raise Invalid("closes_at", "before_opening")
        if self.closes_at > now + _LONGEST:
            raise Invalid("closes_at", "too_late")
        if not self.prizes or any(not prize.name_ja.strip() for prize in self.prizes):
            raise Invalid("prizes", "empty")
        if any(prize.count < 1 for prize in self.prizes) or sum(prize.count for prize in self.prizes) > MOST_PRIZES:
            raise Invalid("prizes", "one_to_most", most=MOST_PRIZES)

    def _check_words(self) -> None:
        if not self.title_ja.strip():
            raise Invalid("title_ja", "empty")
        for field, longest in (
            ("title_ja", 100),
            ("title_en", 100),
            ("description_ja", 4000),
            ("description_en", 4000),
        ):
            value = getattr(self, field)
            if len(value) > longest:
                raise Invalid(field, "too_long")
            if contains_my_number(value):
                raise Invalid(field, "my_number")
        if any(len(name) > 100 for prize in self.prizes for name in (prize.name_ja, prize.name_en)):
            raise Invalid("prizes", "too_long")


class WriteDraw:
    """Does not check that the officer serves the municipality; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def draft(self, municipality: MunicipalityCode, officer: Address, terms: DrawTerms) -> int:
        """The id of a new draw that only officers see. Its seed is fixed here.

        Raises: Invalid naming the field.
        """
        now = self.clock.now()
        terms.check(now)
        seed, key = secrets.token_bytes(SEED_BYTES), secrets.token_bytes(32)
        with self.db.write() as session:
            _check_shop(session, municipality, terms.merchant_id)
            draw = Draw(
                draw_key=key,
                municipality=municipality,
                seed_sealed=self.cipher.seal(SEED_PURPOSE, seed, key.hex()),
                commitment=commitment(seed),
                created_by=officer,
                created_at=now,
            )
            _write(draw, terms)
            session.add(draw)
            session.flush()
            return draw.id

    def change(self, municipality: MunicipalityCode, draw_id: int, terms: DrawTerms) -> None:
        """Raises: Invalid, NotFound, Conflict (published)."""
        terms.check(self.clock.now())
        with self.db.write() as session:
            draw = _load_draft(session, municipality, draw_id)
            _check_shop(session, municipality, terms.merchant_id)
            draw.prizes.clear()
            session.flush()
            _write(draw, terms)

    def publish(self, municipality: MunicipalityCode, draw_id: int) -> None:
        """From here on nothing of it changes; the commitment stands on its page.

        Raises: NotFound, Conflict (published), Invalid (closes_at) when its end went by meanwhile.
        """
        now = self.clock.now()
        with self.db.write() as session:
            draw = _load_draft(session, municipality, draw_id)
            if draw.closes_at <= now:
                raise Invalid("closes_at", "past")
            draw.published_at = now

    def discard(self, municipality: MunicipalityCode, draw_id: int) -> None:
        """Throw a draft away. Raises: NotFound, Conflict (published)."""
        with self.db.write() as session:
            session.delete(_load_draft(session, municipality, draw_id))


def _load_draft(session: Session, municipality: MunicipalityCode, draw_id: int) -> Draw:
    draw = load_draw(session, municipality, draw_id, for_update=True)
    if draw.published_at is not None:
        raise Conflict("draw", "published")
    return draw


def _check_shop(session: Session, municipality: MunicipalityCode, merchant_id: int) -> None:
    merchant = session.get(MerchantOnChain, merchant_id)
    if merchant is None or merchant.municipality != municipality:
        raise Invalid("merchant_id", "unknown")


def _write(draw: Draw, terms: DrawTerms) -> None:
    draw.title_ja, draw.title_en = terms.title_ja.strip(), terms.title_en.strip()
    draw.description_ja, draw.description_en = terms.description_ja.strip(), terms.description_en.strip()
    draw.merchant_id, draw.price, draw.tickets_each = terms.merchant_id, terms.price, terms.tickets_each
    draw.opens_at, draw.closes_at = terms.opens_at, terms.closes_at
    draw.prizes = [
        DrawPrize(place=place, name_ja=prize.name_ja.strip(), name_en=prize.name_en.strip(), count=prize.count)
        for place, prize in enumerate(terms.prizes)
    ]
