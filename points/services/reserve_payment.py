"""Sets a payment up: which shop, which lots, until when. Every way of paying comes through here, inside its own
transaction, and then has the payment signed and sent (points/services/send_payment.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, day_number, unix
from chain.contracts import Contracts
from chain.errors import Invalid
from chain.ids import Address, expiry_day_of_lot, program_of_lot
from chain.municipalities import Municipalities
from chain.units import Points
from points.acts import payment_act
from points.errors import MerchantClosed, OwnShop
from points.models import MerchantOnChain, Payment, Tender
from points.models.spending import LotAmount, plan_spend
from points.queries.balances import spendable_lots
from points.queries.programs import ProgramName, program_names
from points.services.drops.claim_entries import ClaimEntries
from points.signing import lock_signer, take_nonce

MOST_AT_ONCE = Points(10_000_000)


@dataclass(frozen=True, slots=True)
class SpendPart:
    """What goes out of one lot."""

    program: ProgramName
    expiry_day: date
    amount: Points


@dataclass(frozen=True, slots=True)
class SpendPreview:
    """`left`: what the customer could still spend in this shop afterwards, and `rest` the same by lot, the earliest
    expiry first. `needs_pin`: the holder of a paper card types the PIN first."""

    holder: Address
    parts: list[SpendPart]
    left: Points
    rest: list[SpendPart]
    needs_pin: bool = False


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """`request_key` is made once per sale, so that a repeated request finds the first one's payment. `cashier` is the
    payer where nobody stood at a till. `preferred_program` goes first as long as it lasts; of `only_program` alone is
    paid, where one is named. `nonce`: given by what is bought, so that one signature fixes both."""

    merchant_id: int
    holder: Address
    amount: Points
    request_key: str
    cashier: Address
    tender: Tender
    deadline: datetime
    preferred_program: int | None = None
    only_program: int | None = None
    nonce: bytes | None = None

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        check_amount(self.amount)
        check_request_key(self.request_key)


class ReservePayment:
    def __init__(
        self, clock: Clock, contracts: Contracts, municipalities: Municipalities, claim_entries: ClaimEntries
    ) -> None:
        self.clock = clock
        self.contracts = contracts
        self.municipalities = municipalities
        self.claim_entries = claim_entries

    def find(self, session: Session, merchant_id: int, request_key: str) -> Payment | None:
        """The payment that an earlier request with this key became."""
        known = select(Payment).where(Payment.merchant_id == merchant_id, Payment.request_key == request_key)
        return session.scalar(known)

    def open_merchant(self, session: Session, merchant_id: int) -> MerchantOnChain:
        """Raises: MerchantClosed."""
        merchant = session.get(MerchantOnChain, merchant_id)
        if merchant is None:
            raise MerchantClosed(merchant_id, "pending")
        if merchant.is_suspended:
            raise MerchantClosed(merchant_id, "suspended")
        if self.municipalities.is_paused(session, merchant.municipality):
            raise MerchantClosed(merchant_id, "paused")
        return merchant

    def spendable(
        self, session: Session, holder: Address, merchant: MerchantOnChain, program: int | None = None
    ) -> Points:
        """What the person could pay in this shop now; of one program, or of all."""
        lots = self._lots(session, holder, merchant)
        mine = [lot.amount for lot in lots if program in (None, program_of_lot(lot.lot_id))]
        return sum(mine, Points(0))

    def plan(
        self,
        session: Session,
        holder: Address,
        merchant: MerchantOnChain | None,
        amount: Points,
        preferred_program: int | None = None,
    ) -> SpendPreview:
        """Which points would go, the earliest expiry first; without a shop, out of all that some shop accepts. Writes
        nothing.

        Raises: PointsShort, OwnShop.
        """
        lots = self._lots(session, holder, merchant)
        plan = self._plan(lots, amount, preferred_program)
        left = self._plan(lots, sum((lot.amount for lot in lots), Points(0)), None)
        taken = {lot.lot_id: lot.amount for lot in plan}
        rest = [LotAmount(lot.lot_id, lot.amount - taken.get(lot.lot_id, Points(0))) for lot in left]
        names = program_names(session, {program_of_lot(lot.lot_id) for lot in lots})
        total = sum((lot.amount for lot in rest), Points(0))
        return SpendPreview(
            holder, [_part(lot, names) for lot in plan], total, [_part(lot, names) for lot in rest if lot.amount]
        )

    def reserve(self, session: Session, order: PaymentOrder) -> Payment:
        """A new payment, flushed and unsigned; its lots are kept back from now on.

        Raises: MerchantClosed, PointsShort, OwnShop, Invalid.
        """
        order.check()
        merchant = self.open_merchant(session, order.merchant_id)
        lock_signer(session, order.holder)  # first: two payments of one person are planned one after the other
        lots = self._lots(session, order.holder, merchant)
        if order.only_program is not None:
            lots = [lot for lot in lots if program_of_lot(lot.lot_id) == order.only_program]
        plan = self._plan(lots, order.amount, order.preferred_program)
        payment = Payment(
            claims=self._claims(session, order.holder, plan),
            merchant_id=order.merchant_id,
            holder=order.holder,
            amount=order.amount,
            lots=[[lot.lot_id, int(lot.amount)] for lot in plan],
            nonce=order.nonce or take_nonce(session, order.holder, plan[0].lot_id).to_bytes(32),
            deadline=unix(order.deadline),
            request_key=order.request_key,
            cashier=order.cashier,
            tender=order.tender,
            created_at=self.clock.now(),
            failure="",
        )
        payment.payment_id = self.contracts.points.payment_id(payment_act(payment))
        session.add(payment)
        session.flush()
        return payment

    def _claims(self, session: Session, holder: Address, plan: list[LotAmount]) -> list[list[int]]:
        """Entries of drops that the payment takes along: every one of its lots that might not be in the account when
        its turn comes. One that came first with another payment is passed over by the contract."""
        lots = {lot.lot_id for lot in plan}
        entries = self.claim_entries.claimable(session, holder, until_final=True)
        return [[one.campaign_id, one.index] for one in entries if one.lot_id in lots]

    def _lots(self, session: Session, holder: Address, merchant: MerchantOnChain | None) -> list[LotAmount]:
        if merchant is not None and holder == merchant.account:
            raise OwnShop(merchant.merchant_id)
        areas = self.municipalities.areas_with(session, merchant.municipality) if merchant is not None else None
        paused, is_verified = self.municipalities.paused(session), self.claim_entries.is_verified(session, holder)
        return spendable_lots(session, holder, areas, self.clock.now(), paused, is_verified=is_verified)

    def _plan(self, lots: list[LotAmount], amount: Points, preferred_program: int | None) -> list[LotAmount]:
        today = day_number(business_date(self.clock.now()))
        return plan_spend(amount, lots, today, preferred_program)


def _part(lot: LotAmount, names: Mapping[int, ProgramName]) -> SpendPart:
    return SpendPart(names[program_of_lot(lot.lot_id)], day_from_number(expiry_day_of_lot(lot.lot_id)), lot.amount)


def check_amount(amount: Points) -> None:
    """Raises: Invalid (amount)."""
    if amount == 0:
        raise Invalid("amount", "zero")
    if amount > MOST_AT_ONCE:
        raise Invalid("amount", "too_large", most=MOST_AT_ONCE)


def check_request_key(key: str) -> None:
    """Raises: Invalid (request_key)."""
    if not 8 <= len(key) <= 64:
        raise Invalid("request_key", "length")
