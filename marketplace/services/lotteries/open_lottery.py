"""An officer opens a lottery for a series. Its seed is fixed here, before anybody enters."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import NotOnChain
from marketplace.models import Collection, Listing, SaleState, Share
from marketplace.models.eligibility import EVERYBODY, Eligibility
from marketplace.models.lotteries import Lottery, commitment
from marketplace.models.lotteries.order import SEED_BYTES
from marketplace.models.selling.splitting import Part
from marketplace.models.shares import WHOLE, shares_to_json
from marketplace.ports import Cipher, SalePayees
from marketplace.queries.eligibility.rules import require_answerable
from marketplace.queries.listings import address_of, listing_view
from marketplace.services.catalogue.put_entry import Entry, put_entry
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER

SEED_PURPOSE = "marketplace.lottery_seed"
MOST_CARDS = 1_000
LONGEST = timedelta(days=92)
MOST_BUY_DAYS = 30
_OVER = (SaleState.ENDED, SaleState.CANCELLED, SaleState.FAILED)


@dataclass(frozen=True, slots=True)
class LotteryTerms:
    """`cards`: how many may be bought; each round is open for `buy_days`. Without `parts` the town gets everything."""

    collection_number: int
    price: Yen
    cards: int
    buy_days: int
    opens_at: datetime
    closes_at: datetime
    parts: Sequence[Part] = (Part("town", WHOLE),)
    eligibility: Eligibility = EVERYBODY

    def check(self, now: datetime, free: int) -> None:
        """Raises: Invalid naming the field."""
        if int(self.price) == 0:
            raise Invalid("price", "zero")
        if not 1 <= self.cards <= min(MOST_CARDS, free):
            raise Invalid("cards", "too_many_cards", most=min(MOST_CARDS, free))
        if not 1 <= self.buy_days <= MOST_BUY_DAYS:
            raise Invalid("buy_days", "out_of_range", most=MOST_BUY_DAYS)
        if self.closes_at <= max(now, self.opens_at):
            raise Invalid("closes_at", "before_opens_at")
        if self.closes_at - now > LONGEST:
            raise Invalid("closes_at", "too_far", most=LONGEST.days)


class OpenLottery:
    """Does not check that the officer serves the town; the surface does."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher, payees: SalePayees) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher
        self.payees = payees

    def open(self, code: MunicipalityCode, officer: Address, terms: LotteryTerms) -> int:
        """The new lottery's number.

        Raises: Invalid naming the field, NotFound (another town's series), NotOnChain.
        """
        now, shares = self.clock.now(), self._shares(code, terms.parts)
        with self.db.write() as session:
            collection = session.get(Collection, terms.collection_number)
            if collection is None or collection.municipality != code:
                raise NotFound("collection", terms.collection_number)
            terms.check(now, _free(session, collection, now))
            require_answerable(session, terms.eligibility, code, per_buyer=1)
            if address_of(session, collection.number) is None:
                raise NotOnChain(collection.number)
            number = unused_number(session, Lottery.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
            lottery = self._lottery(number, officer, terms, shares, now)
            session.add(lottery)
            session.flush()
            put_entry(session, _entry(lottery, collection), now)
            return number

    def _shares(self, code: MunicipalityCode, parts: Sequence[Part]) -> list[Share]:
        """Raises: Invalid (shares, payee_unknown): a payee of the form is gone meanwhile."""
        payees = {payee.key: payee for payee in self.payees.of(code)}
        if any(part.payee not in payees for part in parts):
            raise Invalid("shares", "payee_unknown")
        found = [(payees[part.payee], part.basis_points) for part in parts]
        return [Share(payee.address, points, payee.name_ja, payee.name_en) for payee, points in found]

    def _lottery(
        self, number: int, officer: Address, terms: LotteryTerms, shares: list[Share], now: datetime
    ) -> Lottery:
        seed = secrets.token_bytes(SEED_BYTES)
        return Lottery(
            number=number,
            collection_number=terms.collection_number,
            price=terms.price,
            cards=terms.cards,
            buy_days=terms.buy_days,
            opens_at=terms.opens_at,
            closes_at=terms.closes_at,
            shares=shares_to_json(shares),
            eligibility=terms.eligibility.to_json(),
            seed_sealed=self.cipher.seal(SEED_PURPOSE, seed, str(number)),
            seed_hash=commitment(seed),
            officer=officer,
            created_at=now,
        )


def _free(session: Session, collection: Collection, now: datetime) -> int:
    """How many of the series neither are sold nor on sale nor promised to another lottery."""
    numbers = session.scalars(select(Listing.number).filter_by(collection_number=collection.number)).all()
    views = [view for number in numbers if not (view := listing_view(session, number, now)).is_for_chosen]
    taken = sum(view.sold if view.state in _OVER else view.listing.supply for view in views)
    promised = select(func.sum(Lottery.cards)).filter_by(collection_number=collection.number)
    return max(0, collection.max_supply - taken - int(session.scalar(promised) or 0))


def lottery_subject(number: int) -> str:
    return f"lottery:{number}"


def _entry(lottery: Lottery, collection: Collection) -> Entry:
    return Entry(
        subject=lottery_subject(lottery.number),
        kind=collection.kind,
        municipality=collection.municipality,
        name_ja=f"{collection.name_ja}（抽選販売）",
        name_en=f"{collection.name_en} (lottery)",
        page=f"/lotteries/{lottery.number}",
        picture=f"/artwork/collections/{collection.number}/sample-list.webp",
        price_from=lottery.price,
        opens_at=lottery.opens_at,
        closes_at=lottery.closes_at,
        supply=lottery.cards,
        votes=collection.votes,
        audience=lottery.typed_eligibility().audience,
    )
