"""What RegionalPoints must do, in plain Python: dictionaries, no words of 256 bits, nothing shared with the contract.

Every act either changes the books or raises Refused with the error's name and values, and then changes nothing. The
checks stand in the contract's order, so that of two faults the same one is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from chain.contracts.regional_points import Claim, Drop, Gift, Issue, Payment, Refund, Settlement
from chain.ids import Address, expiry_day_of_lot, program_of_lot

Purse = tuple[Address, int]  # of an account, in a lot
NonceUse = tuple[Address, int, int]  # of a holder, with a first lot


class Refused(Exception):
    """`values` are the error's, by name; None where any will do."""

    def __init__(self, name: str, **values: Any) -> None:
        super().__init__(name, values)
        self.name = name
        self.values = values


@dataclass(frozen=True, slots=True)
class Terms:
    issuer: int
    towns: frozenset[int]
    cap: int
    first_day: int
    last_day: int
    transferable: bool
    refunds_expired: bool


@dataclass(slots=True)
class Shop:
    account: Address
    town: int
    is_suspended: bool = False


@dataclass(slots=True)
class Published:
    lot: int
    total: int
    entries: dict[int, tuple[Address, int]]
    claimed: set[int] = field(default_factory=set)

    @property
    def materialised(self) -> int:
        return sum(self.entries[index][1] for index in self.claimed)


@dataclass(slots=True)
class Ledger:
    programs: dict[int, Terms]
    shops: dict[int, Shop]
    today: int
    now: int  # unix seconds, for deadlines
    payment_id: Callable[[Payment], bytes]
    paused: set[int] = field(default_factory=set)
    spendable: Counter[Purse] = field(default_factory=Counter)
    takings: Counter[Purse] = field(default_factory=Counter)
    promised: Counter[int] = field(default_factory=Counter)  # of a program: granted, and dropped whether claimed or not
    granted: Counter[int] = field(default_factory=Counter)  # of a lot, as the next four
    materialised: Counter[int] = field(default_factory=Counter)
    settled: Counter[int] = field(default_factory=Counter)
    expired: Counter[int] = field(default_factory=Counter)
    chunks: set[tuple[int, bytes, int]] = field(default_factory=set)
    granted_in: Counter[tuple[int, bytes]] = field(default_factory=Counter)
    drops: dict[tuple[int, bytes], Published] = field(default_factory=dict)
    used: set[NonceUse] = field(default_factory=set)
    cancelled: set[NonceUse] = field(default_factory=set)
    refunded: Counter[bytes] = field(default_factory=Counter)
    refund_nonces: set[tuple[Address, int]] = field(default_factory=set)
    settlements: set[bytes] = field(default_factory=set)

    def supply(self, lot: int) -> int:
        return self.granted[lot] + self.materialised[lot] - self.settled[lot] - self.expired[lot]

    def is_over(self, lot: int) -> bool:
        return self.today > expiry_day_of_lot(lot)

    def grant(self, issue: Issue, index: int, people: Sequence[tuple[Address, int]]) -> None:
        terms = self._issuable(issue.deadline, issue.program_id, issue.expiry_day)
        amount = sum(given for _, given in people)
        campaign = (terms.issuer, issue.campaign_id)
        if (*campaign, index) in self.chunks:
            raise Refused("GrantDone", campaignId=issue.campaign_id, index=index)
        if self.granted_in[campaign] + amount > issue.total:
            raise Refused("GrantTotalExceeded", campaignId=issue.campaign_id)
        self._promise(issue.program_id, terms, amount)
        lot = issue.program_id << 32 | issue.expiry_day
        self.chunks.add((*campaign, index))
        self.granted_in[campaign] += amount
        self.granted[lot] += amount
        for holder, given in people:
            self.spendable[holder, lot] += given

    def publish(self, drop: Drop, entries: Sequence[tuple[Address, int]]) -> None:
        terms = self._issuable(drop.deadline, drop.program_id, drop.expiry_day)
        if (terms.issuer, drop.campaign_id) in self.drops:
            raise Refused("DropExists", campaignId=drop.campaign_id)
        self._promise(drop.program_id, terms, drop.total)
        lot = drop.program_id << 32 | drop.expiry_day
        self.drops[terms.issuer, drop.campaign_id] = Published(lot, drop.total, dict(enumerate(entries)))

    def claim(self, claim: Claim) -> None:
        drop = self.drops.get((claim.issuer, claim.campaign_id))
        if drop is None:
            raise Refused("DropUnknown", issuer=claim.issuer, campaignId=claim.campaign_id)
        if self.is_over(drop.lot):
            raise Refused("PointsExpired", id=drop.lot)
        self._require_open(claim.issuer)
        if drop.entries.get(claim.index) != (claim.holder, claim.amount):
            raise Refused("DropProofInvalid", campaignId=claim.campaign_id, index=claim.index)
        if claim.index in drop.claimed:
            raise Refused("DropClaimed", campaignId=claim.campaign_id, index=claim.index)
        if drop.materialised + claim.amount > drop.total:
            raise Refused("DropTotalExceeded", campaignId=claim.campaign_id)
        drop.claimed.add(claim.index)
        self.materialised[drop.lot] += claim.amount
        self.spendable[claim.holder, drop.lot] += claim.amount

    def pay(self, payment: Payment, claims: Sequence[Claim] = (), *, signer: Address | None = None) -> None:
        """`signer`: whoever signed, when it is not the holder."""
        before = deepcopy((self.drops, self.materialised, self.spendable))
        self._claim_all(claims)
        try:
            self._pay(payment, signer)
        except Refused:
            self.drops, self.materialised, self.spendable = before
            raise

    def pay_batch(self, payments: Sequence[Payment], claims: Sequence[Sequence[Claim]]) -> dict[bytes, Refused]:
        """All claims come first and stay; each payment then goes well or badly alone. What was refused, by id."""
        for some in claims:
            self._claim_all(some)
        refusals = {}
        for payment in payments:
            try:
                self._pay(payment, None)
            except Refused as refused:
                refusals[self.payment_id(payment)] = refused
        return refusals

    def _claim_all(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            with suppress(Refused):
                self.claim(claim)

    def _pay(self, payment: Payment, signer: Address | None) -> None:
        self._in_time(payment.deadline)
        if not payment.ids:
            raise Refused("PaymentAmountInvalid")
        use = (payment.holder, payment.ids[0], payment.nonce)
        if use in self.used:
            raise Refused("NonceUsed", signer=payment.holder, nonce=payment.nonce)
        shop = self._open_shop(payment.merchant_id)
        if signer not in (None, payment.holder):
            raise Refused("SignatureInvalid", signer=payment.holder)
        if len(payment.ids) != len(payment.amounts):
            raise Refused("PaymentAmountInvalid")
        parts = list(zip(payment.ids, payment.amounts, strict=True))
        for place, (lot, amount) in enumerate(parts):
            if amount == 0 or lot in payment.ids[:place]:
                raise Refused("PaymentAmountInvalid")
            self._require_taken(lot, payment, shop)
            self._require_enough(self.spendable, payment.holder, lot, amount)
        if sum(payment.amounts) != payment.amount:
            raise Refused("PaymentAmountInvalid")
        self.used.add(use)
        for lot, amount in parts:
            self.spendable[payment.holder, lot] -= amount
            self.takings[shop.account, lot] += amount

    def refund(self, payment: Payment, refund: Refund, signer: Address) -> None:
        """`signer` is some shop's account. A nonce that was used and not cancelled counts as paid with, whichever act
        used it: a shop may give back a payment that another one overtook (contracts/points/PointsRefunds.sol)."""
        use = (payment.holder, payment.ids[0], payment.nonce)
        if use not in self.used or use in self.cancelled:
            raise Refused("PaymentUnknown", paymentId=refund.payment_id)
        self._in_time(refund.deadline)
        shop = self.shops[payment.merchant_id]
        if signer != shop.account:
            raise Refused("RefundUnauthorized", merchantId=payment.merchant_id, signer=signer)
        if (signer, refund.nonce) in self.refund_nonces:
            raise Refused("NonceUsed", signer=signer, nonce=refund.nonce)
        if refund.amount == 0:
            raise Refused("PaymentAmountInvalid")
        left = payment.amount - self.refunded[refund.payment_id]
        if refund.amount > left:
            raise Refused("RefundExceedsPayment", paymentId=refund.payment_id, left=left)
        parts = self._parts_of(payment, self.refunded[refund.payment_id], refund.amount)
        for lot, amount in parts:
            if self.is_over(lot) and not self.programs[program_of_lot(lot)].refunds_expired:
                raise Refused("PointsExpired", id=lot)
            self._require_enough(self.takings, shop.account, lot, amount)
        if sum(amount for _, amount in parts) < refund.amount:  # of a payment whose parts are less than its whole
            raise Refused("Panic", reason="index_out_of_range")
        self.refund_nonces.add((signer, refund.nonce))
        self.refunded[refund.payment_id] += refund.amount
        for lot, amount in parts:
            self.takings[shop.account, lot] -= amount
            self.spendable[payment.holder, lot] += amount

    def give(self, gift: Gift) -> None:
        self._in_time(gift.deadline)
        use = (gift.sender, gift.lot, gift.nonce)
        if use in self.used:
            raise Refused("NonceUsed", signer=gift.sender, nonce=gift.nonce)
        if not self._known(gift.lot).transferable:
            raise Refused("PointsNotTransferable", id=gift.lot)
        if self.is_over(gift.lot):
            raise Refused("PointsExpired", id=gift.lot)
        self._require_enough(self.spendable, gift.sender, gift.lot, gift.amount)
        self.used.add(use)
        self.spendable[gift.sender, gift.lot] -= gift.amount
        self.spendable[gift.recipient, gift.lot] += gift.amount

    def cancel(self, holder: Address, lot: int, nonce: int) -> None:
        """Used, and yet nothing was paid with it."""
        if (holder, lot, nonce) in self.used:
            raise Refused("NonceUsed", signer=holder, nonce=nonce)
        self.used.add((holder, lot, nonce))
        self.cancelled.add((holder, lot, nonce))

    def settle(self, settlement: Settlement) -> None:
        self._in_time(settlement.deadline)
        if not settlement.ids or len(settlement.ids) != len(settlement.amounts):
            raise Refused("SettlementInvalid")
        issuers = {self._known(lot).issuer for lot in settlement.ids}
        if len(issuers) != 1 or 0 in settlement.amounts:
            raise Refused("SettlementInvalid")
        if settlement.settlement_id in self.settlements:
            raise Refused("SettlementDone", settlementId=settlement.settlement_id)
        account = self._shop(settlement.merchant_id).account
        left = Counter(self.takings)
        for lot, amount in zip(settlement.ids, settlement.amounts, strict=True):
            self._require_enough(left, account, lot, amount)
            left[account, lot] -= amount
        self.takings = left
        self.settlements.add(settlement.settlement_id)
        for lot, amount in zip(settlement.ids, settlement.amounts, strict=True):
            self.settled[lot] += amount

    def sweep(self, lot: int, holders: Sequence[Address]) -> None:
        self._known(lot)
        if not self.is_over(lot):
            raise Refused("PointsNotExpired", id=lot)
        for holder in holders:
            self.expired[lot] += self.spendable.pop((holder, lot), 0)

    def check(self) -> None:
        """What must always hold, whatever happened before."""
        for lot in set(self.granted) | set(self.materialised):
            held = sum(books[purse] for books in (self.spendable, self.takings) for purse in books if purse[1] == lot)
            assert held == self.supply(lot), f"balances of lot {lot} do not sum to its supply"
        assert all(amount >= 0 for books in (self.spendable, self.takings) for amount in books.values())
        assert all(drop.materialised <= drop.total for drop in self.drops.values())
        assert all(self.promised[program] <= terms.cap for program, terms in self.programs.items())

    def _issuable(self, deadline: int, program_id: int, expiry_day: int) -> Terms:
        self._in_time(deadline)
        terms = self.programs.get(program_id)
        if terms is None:
            raise Refused("ProgramUnknown", programId=program_id)
        self._require_open(terms.issuer)
        if self.today < terms.first_day:
            raise Refused("GrantTooEarly", programId=program_id, firstDay=terms.first_day)
        if expiry_day > terms.last_day:
            raise Refused("ProgramTermsInvalid")
        if self.today > expiry_day:
            raise Refused("PointsExpired", id=program_id << 32 | expiry_day)
        return terms

    def _promise(self, program_id: int, terms: Terms, amount: int) -> None:
        left = terms.cap - self.promised[program_id]
        if amount > left:
            raise Refused("ProgramCapExceeded", programId=program_id, left=left)
        self.promised[program_id] += amount

    def _require_taken(self, lot: int, payment: Payment, shop: Shop) -> None:
        terms = self._known(lot)
        if shop.town not in terms.towns:
            raise Refused("PointsOutsideArea", id=lot, merchantId=payment.merchant_id)
        self._require_open(terms.issuer)
        if self.is_over(lot):
            raise Refused("PointsExpired", id=lot)

    def _require_enough(self, books: Counter[Purse], account: Address, lot: int, amount: int) -> None:
        if books[account, lot] < amount:
            held = books[account, lot]
            raise Refused("PointsInsufficient", id=lot, holder=account, balance=held, needed=amount)

    def _parts_of(self, payment: Payment, passed: int, amount: int) -> list[tuple[int, int]]:
        """The next `amount` points to go back after `passed` went, the latest expiry first."""
        parts, done = [], 0
        latest_first = sorted(
            zip(payment.ids, payment.amounts, strict=True), key=lambda pair: -expiry_day_of_lot(pair[0])
        )
        for lot, part in latest_first:
            goes_back = min(passed + amount, done + part) - max(passed, done)
            if goes_back > 0:
                parts.append((lot, goes_back))
            done += part
        return parts

    def _known(self, lot: int) -> Terms:
        terms = self.programs.get(program_of_lot(lot))
        if terms is None:
            raise Refused("ProgramUnknown", programId=program_of_lot(lot))
        return terms

    def _shop(self, merchant_id: int) -> Shop:
        if merchant_id not in self.shops:
            raise Refused("MerchantUnknown", merchantId=merchant_id)
        return self.shops[merchant_id]

    def _open_shop(self, merchant_id: int) -> Shop:
        shop = self._shop(merchant_id)
        if shop.is_suspended:
            raise Refused("MerchantIsSuspended", merchantId=merchant_id)
        self._require_open(shop.town)
        return shop

    def _require_open(self, town: int) -> None:
        if town in self.paused:
            raise Refused("MunicipalityIsPaused", code=town)

    def _in_time(self, deadline: int) -> None:
        if self.now > deadline:
            raise Refused("SignatureExpired", deadline=deadline)
