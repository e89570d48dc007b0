"""Has a reserved payment signed and puts it into the outbox: by the managed wallet at once, by a wallet of the payer's
own when its signature comes back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from chain.client import NodeClient
from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import NotFound
from chain.events import record
from chain.ids import Address
from chain.outbox import Call, enqueue
from points.acts import payment_act
from points.errors import SignatureRequestExpired
from points.events import PaymentCharged
from points.models import Payment
from points.ports import Signer
from points.services.drops.claim_entries import ClaimEntries
from points.services.drops.plant_tree import claims_of
from points.signing import ToSign

_MANAGED_LIFE = timedelta(minutes=30)  # from signing to the block: long enough for a node that is away
_BROWSER_LIFE = timedelta(minutes=3)  # the payer has the page open
_REASON = "points.payment"


class SendPayment:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        client: NodeClient,
        contracts: Contracts,
        signer: Signer,
        claim_entries: ClaimEntries,
    ) -> None:
        self.claim_entries = claim_entries
        self.client = client
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer

    def life_of(self, holder: Address) -> timedelta:
        """How long a payment of this person may wait. Asked outside any transaction: a session inside another could
        find the pool of connections empty, with everybody waiting for everybody."""
        return _MANAGED_LIFE if self.signer.is_managed(holder) else _BROWSER_LIFE

    def sign_and_send(self, payment: Payment) -> None:
        """Sign with the managed key, if there is one, and send. Repeating it does no harm. Called outside any
        transaction."""
        if payment.signature is None and not payment.failure and self.signer.is_managed(payment.holder):
            typed_data = self.contracts.points.payment_message(payment_act(payment))
            signature = self.signer.sign_typed_data(payment.holder, typed_data, reason=_REASON)
            self.complete(str(payment.id), signature)

    def to_sign(self, payment_id: int, holder: Address) -> ToSign:
        """What the payer's own wallet has to sign.

        Raises: NotFound for anybody else's payment, SignatureRequestExpired.
        """
        with self.db.read() as session:
            payment = session.get(Payment, payment_id)
            if payment is None or payment.holder != holder:
                raise NotFound("payment", payment_id)
            self._check_awaiting(payment)
            return ToSign(str(payment.id), self.contracts.points.payment_message(payment_act(payment)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Raises: NotFound, SignatureRequestExpired, NodeUnavailable (with a wallet of the payer's own)."""
        now = self.clock.now()
        is_contract = self._is_contract(int(subject))
        with self.db.write() as session:
            payment = session.get(Payment, int(subject), with_for_update=True)
            if payment is None:
                raise NotFound("payment", subject)
            if payment.signature is not None:
                return
            self._check_awaiting(payment)
            payment.signature = signature
            name = f"points.payment:{payment.id}"
            call = self._call(session, payment, signature, is_contract)
            enqueue(session, call, key=name, subject=name, now=now, principal=payment.holder)
            record(session, _charged(payment), now)

    def keep(self, session: Session, payment_id: int, signature: bytes) -> Payment:
        """Keep the signature of a payment that another contract has taken, within what is bought. The caller's call
        follows in the same transaction. Entries of drops are claimed first.

        Raises: NotFound, SignatureRequestExpired.
        """
        payment = session.get(Payment, payment_id, with_for_update=True)
        if payment is None:
            raise NotFound("payment", payment_id)
        if payment.signature is None:
            self._check_awaiting(payment)
            payment.signature = signature
            wanted = [(campaign_id, index) for campaign_id, index in payment.claims]
            self.claim_entries.enqueue(session, wanted, payment.holder)
            record(session, _charged(payment), self.clock.now())
        return payment

    def _call(self, session: Session, payment: Payment, signature: bytes, is_contract: bool) -> Call:
        points, act = self.contracts.points, payment_act(payment)
        if not payment.claims:
            return points.pay(act, signature)
        wanted = [(campaign_id, index) for campaign_id, index in payment.claims]
        if is_contract:
            self.claim_entries.enqueue(session, wanted, payment.holder)
            return points.pay(act, signature)
        return points.pay_from_drops(act, signature, claims_of(session, wanted))

    def _is_contract(self, payment_id: int) -> bool:
        """Whether the payer is a contract account, whose claims cannot ride along. Asked outside any transaction, and
        only where it matters."""
        with self.db.read() as session:
            payment = session.get(Payment, payment_id)
        if payment is None or not payment.claims or self.signer.is_managed(payment.holder):
            return False
        return bool(self.client.code(payment.holder))

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
