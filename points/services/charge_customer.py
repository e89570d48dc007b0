"""A till takes points from the customer whose code it scanned.

In three steps, each of which may be repeated: reserve the lots and use up the code; have the payment signed (by the
managed wallet here, or by the customer's own wallet on the customer's page); put it into the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_from_number, day_number, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.events import record
from chain.ids import Address, expiry_day_of_lot, program_of_lot
from chain.municipalities import Municipalities
from chain.outbox import enqueue
from chain.units import Points
from points.acts import payment_act
from points.errors import MerchantClosed, OwnShop, SignatureRequestExpired
from points.events import PaymentCharged
from points.models import MerchantOnChain, Payment
from points.models.spending import plan_spend
from points.ports import Signer
from points.queries.balances import spendable_lots
from points.queries.programs import ProgramName, program_names
from points.services.issue_payment_code import lock_code, read_code
from points.signing import ToSign, take_nonce

MOST_AT_ONCE = Points(10_000_000)
_MANAGED_LIFE = timedelta(minutes=30)  # from signing to the block: long enough for a node that is away
_BROWSER_LIFE = timedelta(minutes=3)  # the customer stands at the till
_REASON = "points.payment"


@dataclass(frozen=True, slots=True)
class Sale:
    """`request_key` is made by the till once per sale, so that a repeated request finds the first one's payment."""

    merchant_id: int
    cashier: Address
    code: str
    amount: Points
    request_key: str

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if self.amount == 0:
            raise Invalid("amount", "zero")
        if self.amount > MOST_AT_ONCE:
            raise Invalid("amount", "too_large", most=MOST_AT_ONCE)
        if not 8 <= len(self.request_key) <= 64:
            raise Invalid("request_key", "length")


@dataclass(frozen=True, slots=True)
class SpendPart:
    """What goes out of one lot."""

    program: ProgramName
    expiry_day: date
    amount: Points


@dataclass(frozen=True, slots=True)
class SpendPreview:
    """`left`: what the customer could still spend in this shop afterwards."""

    holder: Address
    parts: list[SpendPart]
    left: Points


class ChargeCustomer:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, municipalities: Municipalities
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.municipalities = municipalities

    def identify(self, merchant_id: int, code: str) -> Address:
        """Whose code this is, before the cashier confirms. Leaves the code unused.

        Raises: PaymentCodeRefused, MerchantClosed.
        """
        with self.db.read() as session:
            self._open_merchant(session, merchant_id)
            return read_code(session, code, self.clock.now()).holder

    def preview(self, merchant_id: int, code: str, amount: Points) -> SpendPreview:
        """Which points would go, the earliest expiry first. Leaves the code unused.

        Raises: PaymentCodeRefused, PointsShort, MerchantClosed, OwnShop.
        """
        now = self.clock.now()
        with self.db.read() as session:
            merchant = self._open_merchant(session, merchant_id)
            holder = read_code(session, code, now).holder
            if holder == merchant.account:
                raise OwnShop(merchant_id)
            areas = self.municipalities.areas_with(session, merchant.municipality)
            lots = spendable_lots(session, holder, areas, now)
            plan = plan_spend(amount, lots, day_number(business_date(now)))
            names = program_names(session, {program_of_lot(lot.lot_id) for lot in plan})
        parts = [
            SpendPart(names[program_of_lot(lot.lot_id)], day_from_number(expiry_day_of_lot(lot.lot_id)), lot.amount)
            for lot in plan
        ]
        return SpendPreview(holder, parts, sum((lot.amount for lot in lots), Points(0)) - amount)

    def charge(self, sale: Sale) -> int:
        """The id of the payment; with the same `request_key` always the same one.

        Raises: PaymentCodeRefused, PointsShort, MerchantClosed, OwnShop, Invalid.
        """
        sale.check()
        payment = self._reserve(sale)
        if payment.signature is None and not payment.failure and self.signer.is_managed(payment.holder):
            typed_data = self.contracts.points.payment_message(payment_act(payment))
            signature = self.signer.sign_typed_data(payment.holder, typed_data, reason=_REASON)
            self.complete(str(payment.id), signature)
        return payment.id

    def to_sign(self, payment_id: int, holder: Address) -> ToSign:
        """What the customer's own wallet has to sign.

        Raises: NotFound for anybody else's payment, SignatureRequestExpired.
        """
        with self.db.read() as session:
            payment = session.get(Payment, payment_id)
            if payment is None or payment.holder != holder:
                raise NotFound("payment", payment_id)
            self._check_awaiting(payment)
            return ToSign(str(payment.id), self.contracts.points.payment_message(payment_act(payment)))

    def complete(self, subject: str, signature: bytes) -> None:
        now = self.clock.now()
        with self.db.write() as session:
            payment = session.get(Payment, int(subject), with_for_update=True)
            if payment is None:
                raise NotFound("payment", subject)
            if payment.signature is not None:
                return
            self._check_awaiting(payment)
            payment.signature = signature
            name = f"points.payment:{payment.id}"
            call = self.contracts.points.pay(payment_act(payment), signature)
            enqueue(session, call, key=name, subject=name, now=now, principal=payment.holder)
            record(session, _charged(payment), now)

    def cancel(self, merchant_id: int, payment_id: int) -> None:
        """The till gives up on a customer who does not sign. A signed payment goes on."""
        with self.db.write() as session:
            payment = session.get(Payment, payment_id, with_for_update=True)
            if payment is None or payment.merchant_id != merchant_id:
                raise NotFound("payment", payment_id)
            if payment.signature is None and not payment.failure:
                payment.failure = "cancelled"

    def _reserve(self, sale: Sale) -> Payment:
        now, life = self.clock.now(), self._life_of(sale.code)
        with self.db.write() as session:
            lock_code(session, sale.code)  # first: the same request, a moment earlier, may be about to use it up
            known = select(Payment).where(
                Payment.merchant_id == sale.merchant_id, Payment.request_key == sale.request_key
            )
            if payment := session.scalar(known):
                return payment
            merchant = self._open_merchant(session, sale.merchant_id)
            code = read_code(session, sale.code, now)
            if code.holder == merchant.account:
                raise OwnShop(sale.merchant_id)
            payment = self._new_payment(session, sale, code.holder, merchant, now + life)
            code.used_at = now
            session.add(payment)
            session.flush()
            return payment

    def _life_of(self, code: str) -> timedelta:
        """How long the payment may wait. Asked before the transaction: a session inside another could find the pool of
        connections empty, with everybody waiting for everybody."""
        with self.db.read() as session:
            found = lock_code(session, code)
            holder = found.holder if found else None
        return _MANAGED_LIFE if holder and self.signer.is_managed(holder) else _BROWSER_LIFE

    def _new_payment(
        self, session: Session, sale: Sale, holder: Address, merchant: MerchantOnChain, deadline: datetime
    ) -> Payment:
        now = self.clock.now()
        nonce = take_nonce(session, holder)
        areas = self.municipalities.areas_with(session, merchant.municipality)
        lots = plan_spend(sale.amount, spendable_lots(session, holder, areas, now), day_number(business_date(now)))
        payment = Payment(
            merchant_id=sale.merchant_id,
            holder=holder,
            amount=sale.amount,
            lots=[[lot.lot_id, int(lot.amount)] for lot in lots],
            nonce=nonce.to_bytes(32),
            deadline=unix(deadline),
            request_key=sale.request_key,
            cashier=sale.cashier,
            created_at=now,
            failure="",
        )
        payment.payment_id = self.contracts.points.payment_id(payment_act(payment))
        return payment

    def _open_merchant(self, session: Session, merchant_id: int) -> MerchantOnChain:
        merchant = session.get(MerchantOnChain, merchant_id)
        if merchant is None:
            raise MerchantClosed(merchant_id, "pending")
        if merchant.is_suspended:
            raise MerchantClosed(merchant_id, "suspended")
        if self.municipalities.is_paused(session, merchant.municipality):
            raise MerchantClosed(merchant_id, "paused")
        return merchant

    def _check_awaiting(self, payment: Payment) -> None:
        if payment.failure or unix(self.clock.now()) > payment.deadline:
            raise SignatureRequestExpired()


def _charged(payment: Payment) -> PaymentCharged:
    return PaymentCharged(
        payment_row_id=payment.id,
        merchant_id=payment.merchant_id,
        holder=payment.holder,
        amount=int(payment.amount),
        cashier=payment.cashier,
    )
