"""Random lives of six people, three of whom keep shops, on the contract and in the model at once: after every act both
have the same balances and supplies, and what one refuses the other refuses with the same error and values.

`LEDGER_LIVES` and `LEDGER_ACTS` make it longer, `LEDGER_SEED` different (LEDGER_LIVES=500: five minutes). A life that
fails tells its seed and all its acts.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from eth_account import Account

from chain.clock import business_date, day_number, from_unix
from chain.contracts.merchant_registry import Registration, Suspension
from chain.contracts.regional_points import (
    Chunk,
    Claim,
    Drop,
    Gift,
    Issue,
    Payment,
    Program,
    Refund,
    Settlement,
    chunk_tree,
    drop_tree,
)
from chain.contracts.typed_data import sign
from chain.errors import ContractReverted
from chain.ids import Address, MunicipalityCode
from chain.outbox import Call
from tests.fixtures.chain import JOINT_AREA, MUKAWA, MUKAWA_AREA, OTSUKI, UDA, Chain
from tests.integration.points.ledger.deeds import Deeds, Reader, Sender
from tests.integration.points.ledger.model import Ledger, Refused, Shop, Terms

_LIVES = int(os.environ.get("LEDGER_LIVES", "8"))
_ACTS = int(os.environ.get("LEDGER_ACTS", "100"))
_FIRST_SEED = int(os.environ.get("LEDGER_SEED", "1"))
_NEVER = 2**64 - 1
_DAY = 86_400
_PEOPLE = [Account.from_key(bytes([seed]) * 32) for seed in range(1, 7)]
_ADDRESSES = [Address(person.address) for person in _PEOPLE]
_TOWNS = (UDA, OTSUKI, MUKAWA)
_SHOPS = {101: UDA, 102: OTSUKI, 103: MUKAWA}  # kept by the last three people
_LOTS = [(1, 2), (1, 40), (2, 2), (2, 5), (3, 40)]  # (program, days until its points expire)
_ODD_LOTS = [(9, 40), (2, 40)]  # of no program, and later than the program's last day
_NONCES = (0, 1, 2, 3, 126, 127, 128, 129, 255, 256, 2**255)


_Drawn = TypeVar("_Drawn")


class Life:
    """One life: the contract from where everybody had nothing, the model beside it, and chance."""

    def __init__(self, chain: Chain, seed: int) -> None:
        points = chain.contracts.points
        self.chain = chain
        self.chance = Random(seed)
        self.deeds = Deeds(points, chain.officer, _PEOPLE)
        self.sender = Sender(chain)
        today = self.today
        self.lots = [program << 32 | today + days for program, days in _LOTS]
        self.odd_lots = [program << 32 | today + days for program, days in _ODD_LOTS]
        self.reader = Reader(points, _ADDRESSES, self.lots)
        shops = {shop: Shop(_ADDRESSES[3 + at], town.number) for at, (shop, town) in enumerate(_SHOPS.items())}
        self.ledger = Ledger(_terms(today), shops, today, self.sender.time, points.payment_id)
        self.issues: list[tuple[Issue, list[tuple[Address, int]]]] = []
        self.claims: list[Claim] = []
        self.payments: list[Payment] = []
        self.numbers = 0
        self.story: list[str] = []
        self.outcomes: Counter[str] = Counter()

    @property
    def today(self) -> int:
        return day_number(business_date(from_unix(self.sender.time)))

    def live(self, acts: int) -> None:
        for lot in self.lots:
            self._grant(lot, [(holder, 150) for holder in _ADDRESSES[:4]], 600)
        for _ in range(acts):
            if self._is_something_stopped() and self.chance.random() < 0.3:
                self._let_go_on()
            (act,) = self.chance.choices(list(_ACTS_OF_LIFE), list(_ACTS_OF_LIFE.values()))
            act(self)
            self._compare_books()

    # What people do.

    def grant(self) -> None:
        people = [(self._person(), self._amount()) for _ in range(self.chance.randint(1, 3))]
        total = sum(amount for _, amount in people) - self._seldom(1, 0, 0.15)
        self._grant(self._lot(), people, max(total, 0) % 2**64)

    def grant_again(self) -> None:
        self._send_grant(*self.chance.choice(self.issues))

    def publish(self) -> None:
        entries = [(self._person(), self.chance.randint(1, 60)) for _ in range(self.chance.randint(1, 4))]
        campaign = self._seldom(self.claims[-1].campaign_id if self.claims else b"", b"", 0.2) or self._number(b"drop")
        tree = drop_tree(campaign, entries)
        total = sum(amount for _, amount in entries) - self._seldom(1, 0, 0.3)
        lot = self._lot()
        drop = Drop(campaign, lot >> 32, lot & 0xFFFFFFFF, total, tree.root, _NEVER)
        if self._do(self.deeds.publish(drop), lambda: self.ledger.publish(drop, entries)):
            issuer = self.ledger.programs[drop.program_id].issuer
            for index, (person, amount) in enumerate(entries):
                self.claims.append(Claim(issuer, campaign, index, person, amount, tuple(tree.proof(index))))

    def claim(self) -> None:
        if self.claims:
            faults: list[dict[str, Any]] = [{"amount": 61}, {"index": 7}, {"issuer": 1}]
            claim = replace(self.chance.choice(self.claims), **self._seldom(self.chance.choice(faults), {}, 0.2))
            self._do(self.deeds.points.claim(claim), lambda: self.ledger.claim(claim))

    def pay(self) -> None:
        payment = self._payment()
        self._pay(payment, [], self._seldom(self._person(), payment.holder, 0.15))

    def pay_out_of_a_drop(self) -> None:
        if self.claims:
            claim = self.chance.choice(self.claims[-6:])
            lot = self.ledger.drops[claim.issuer, claim.campaign_id].lot
            drawn = self._payment()
            payment = replace(drawn, holder=claim.holder, ids=(lot,), amounts=(claim.amount,), amount=claim.amount)
            self._pay(payment, [claim], claim.holder)

    def pay_again(self) -> None:
        if self.payments:
            payment = self.chance.choice(self.payments)
            self._pay(payment, [], payment.holder)

    def pay_many(self) -> None:
        payments = list(dict.fromkeys(self._payment() for _ in range(self.chance.randint(2, 5))))
        claims: list[list[Claim]] = [[] for _ in payments]
        if self.claims and self.chance.random() < 0.4:
            claims[-1] = [self.chance.choice(self.claims)]
        batch = self.deeds.pay_batch(payments, claims)
        self.story.append(f"pay_many {payments} {claims}")
        refused = self.ledger.pay_batch(payments, claims)
        receipt = self.sender.send(batch.call)
        for payment, outcome in zip(payments, batch.outcomes(receipt), strict=True):
            self._compare(refused.get(self.ledger.payment_id(payment)), outcome)
        self.payments += payments

    def refund(self) -> None:
        known = [one for one in self.payments if one.merchant_id in _SHOPS and one.ids]
        payments = [one for one in known if len(set(one.ids)) == len(one.ids) == len(one.amounts)]
        paid = [one for one in payments if (one.holder, one.ids[0], one.nonce) in self.ledger.used]
        if payments:
            payment = self._seldom(self.chance.choice(payments), self.chance.choice(paid or payments))
            signer = self._seldom(self._person(), self.ledger.shops[payment.merchant_id].account)
            nonce = self._seldom(self.chance.randint(0, self.numbers), int.from_bytes(self._number(b"")))
            most = self._seldom(payment.amount + 1, payment.amount) % 2**64
            refund = Refund(self.ledger.payment_id(payment), self.chance.randint(0, most), nonce, _NEVER)
            call = self.deeds.refund(payment, refund, signer)
            self._do(call, lambda: self.ledger.refund(payment, refund, signer))

    def give(self) -> None:
        gift = Gift(self._person(), self._person(), self._lot(), self._amount(), self._nonce(), self._deadline())
        self._do(self.deeds.give(gift), lambda: self.ledger.give(gift))

    def cancel(self) -> None:
        use = (self._person(), self._lot(), self._nonce())
        self._do(self.deeds.cancel(*use, _NEVER), lambda: self.ledger.cancel(*use))

    def settle(self) -> None:
        shop = self._seldom(999, self.chance.choice(list(_SHOPS)))
        account = self.ledger.shops[shop].account if shop in _SHOPS else _ADDRESSES[0]
        taken = [lot for lot in self.lots if self.ledger.takings[account, lot]]
        ids = tuple(self.chance.sample(taken, min(len(taken), self.chance.randint(0, 2))))
        shares = [self.ledger.takings[account, lot] * self.chance.choice((1, 2, 2, 3)) // 2 for lot in ids]
        done = sorted(self.ledger.settlements)
        number = (
            self._seldom(self.chance.choice(done), self._number(b"settle"), 0.25) if done else self._number(b"settle")
        )
        settlement = Settlement(number, shop, ids, tuple(shares), self._deadline())
        self._do(self.deeds.settle(settlement), lambda: self.ledger.settle(settlement))

    def sweep(self) -> None:
        over = [lot for lot in self.lots if self.ledger.is_over(lot)]
        lot = self._seldom(self._lot(), self.chance.choice(over or self.lots))
        call = self.deeds.points.sweep_expired(lot, _ADDRESSES)
        self._do(call, lambda: self.ledger.sweep(lot, _ADDRESSES))

    def pause(self) -> None:
        self._pause(self.chance.choice(_TOWNS), True)

    def suspend(self) -> None:
        shop = self.chance.choice(list(_SHOPS))
        if self.ledger.shops[shop].town not in self.ledger.paused:  # else its registrar cannot act either
            self._suspend(shop, True)

    def let_time_pass(self) -> None:
        self.sender.pass_to(self.sender.time + self.chance.choice((1, 1, 2)) * _DAY)
        self.ledger.today = self.today
        self.story.append(f"it is day {self.today}")

    def _is_something_stopped(self) -> bool:
        return bool(self.ledger.paused) or any(shop.is_suspended for shop in self.ledger.shops.values())

    def _let_go_on(self) -> None:
        for town in _TOWNS:
            if town.number in self.ledger.paused:
                self._pause(town, False)
        for number, shop in self.ledger.shops.items():
            if shop.is_suspended:
                self._suspend(number, False)

    def _pause(self, town: MunicipalityCode, is_paused: bool) -> None:
        self.story.append(f"pause {town} {is_paused}")
        self.chain.operator.set_paused(town, is_paused)
        self.sender.time = self.chain.now()
        (self.ledger.paused.add if is_paused else self.ledger.paused.discard)(town.number)

    def _suspend(self, shop: int, is_suspended: bool) -> None:
        self.story.append(f"suspend {shop} {is_suspended}")
        merchants = self.chain.contracts.merchants
        suspension = Suspension(shop, is_suspended, int.from_bytes(self._number(b"")), _NEVER)
        signature = sign(merchants.suspension_message(suspension), self.chain.officer.key)
        self.sender.send(merchants.set_suspended(suspension, self.deeds.officer, signature))
        self.ledger.shops[shop].is_suspended = is_suspended

    # What chance draws: mostly sound, seldom not.

    def _payment(self) -> Payment:
        lots = [self._lot() for _ in range(self._seldom(0, self.chance.choice((1, 1, 1, 2, 3))))]
        amounts = [self._amount() for _ in lots]
        if self.chance.random() < 0.8:
            lots = list(dict.fromkeys(lots))
            amounts = amounts[: len(lots)]
        total = (sum(amounts) + self._seldom(1, 0)) % 2**64
        shop = self._seldom(self.chance.choice((999, 103)), self.chance.choice((101, 102)))
        if lots and lots[0] == self.lots[-1]:
            shop = self._seldom(101, 103)
        return Payment(self._person(), shop, total, tuple(lots), tuple(amounts), self._nonce(), self._deadline())

    def _person(self) -> Address:
        return self.chance.choice(_ADDRESSES[:4] * 3 + _ADDRESSES[4:])

    def _lot(self) -> int:
        alive = [lot for lot in self.lots if not self.ledger.is_over(lot)]
        return self._seldom(self.chance.choice([*self.lots, *self.odd_lots]), self.chance.choice(alive or self.lots))

    def _amount(self) -> int:
        return self._seldom(self.chance.choice((0, 151, 2_000, _NEVER)), self.chance.randint(1, 40))

    def _nonce(self) -> int:
        return self.chance.choice(_NONCES)

    def _deadline(self) -> int:
        return self._seldom(1, _NEVER)

    def _seldom(self, odd: _Drawn, usual: _Drawn, how_seldom: float = 0.06) -> _Drawn:
        return odd if self.chance.random() < how_seldom else usual

    def _number(self, kind: bytes) -> bytes:
        self.numbers += 1
        return kind.ljust(28, b"\0") + self.numbers.to_bytes(4)

    # How it is done and compared.

    def _pay(self, payment: Payment, claims: list[Claim], signer: Address) -> None:
        call = self.deeds.pay(payment, claims, signer)
        self._do(call, lambda: self.ledger.pay(payment, claims, signer=signer))
        self.payments.append(payment)

    def _grant(self, lot: int, people: list[tuple[Address, int]], total: int) -> None:
        campaign = self._number(b"issue")
        root = chunk_tree(campaign, [_chunk(people)]).root
        issue = Issue(campaign, lot >> 32, lot & 0xFFFFFFFF, total, root, _NEVER)
        self.issues.append((issue, people))
        self._send_grant(issue, people)

    def _send_grant(self, issue: Issue, people: list[tuple[Address, int]]) -> None:
        self._do(self.deeds.grant(issue, _chunk(people)), lambda: self.ledger.grant(issue, 0, people))

    def _do(self, call: Call, foretell: Callable[[], None]) -> bool:
        values = [cell.cell_contents for cell in foretell.__closure__ or () if cell.cell_contents is not self]
        self.story.append(f"{foretell.__qualname__.split('.')[1]} {values}")
        self.ledger.now = self.sender.time
        foretold: Refused | None = None
        actual: ContractReverted | None = None
        try:
            foretell()
        except Refused as refused:
            foretold = refused
        try:
            self.sender.send(call)
        except ContractReverted as reverted:
            actual = reverted
        self._compare(foretold, actual)
        return foretold is None

    def _compare(self, foretold: Refused | None, actual: ContractReverted | None) -> None:
        """The same error with the same values, or none from either."""
        self.outcomes[foretold.name if foretold else "done"] += 1
        expected = foretold and (foretold.name, foretold.values)
        assert expected == (actual and (actual.name, actual.args_by_name))

    def _compare_books(self) -> None:
        books = self.reader.read()
        self.ledger.check()
        assert books.spendable == {purse: self.ledger.spendable[purse] for purse in books.spendable}
        assert books.takings == {purse: self.ledger.takings[purse] for purse in books.takings}
        assert books.supply == {lot: self.ledger.supply(lot) for lot in books.supply}


_REFUSALS = {
    *("DropClaimed", "DropExists", "DropProofInvalid", "DropTotalExceeded", "DropUnknown"),
    *("GrantDone", "GrantTotalExceeded", "ProgramCapExceeded", "ProgramTermsInvalid", "ProgramUnknown"),
    *("MerchantIsSuspended", "MerchantUnknown", "MunicipalityIsPaused", "PointsOutsideArea"),
    *(
        "NonceUsed",
        "PaymentAmountInvalid",
        "PointsExpired",
        "PointsInsufficient",
        "SignatureExpired",
        "SignatureInvalid",
    ),
    *("PaymentUnknown", "RefundExceedsPayment", "RefundUnauthorized", "PointsNotTransferable", "PointsNotExpired"),
    *("SettlementDone", "SettlementInvalid"),
}

# With how often each is done beside the others.
_ACTS_OF_LIFE: dict[Callable[[Life], None], int] = {
    Life.grant: 6,
    Life.grant_again: 2,
    Life.publish: 5,
    Life.claim: 5,
    Life.pay: 16,
    Life.pay_out_of_a_drop: 10,
    Life.pay_again: 4,
    Life.pay_many: 12,
    Life.refund: 14,
    Life.give: 8,
    Life.cancel: 4,
    Life.settle: 8,
    Life.sweep: 4,
    Life.pause: 4,
    Life.suspend: 4,
    Life.let_time_pass: 2,
}


def test_the_contract_does_what_the_model_does(chain: Chain) -> None:
    _open(chain)
    outcomes: Counter[str] = Counter()
    for seed in range(_FIRST_SEED, _FIRST_SEED + _LIVES):
        snapshot = chain.client.request("evm_snapshot")
        life = Life(chain, seed)
        try:
            life.live(_ACTS)
        except AssertionError as error:
            error.add_note("\n".join([f"seed {seed}", *life.story]))
            raise
        assert chain.client.request("evm_revert", [snapshot])
        outcomes += life.outcomes
    assert outcomes["done"] > sum(outcomes.values()) / 3, "most acts were refused: such lives show little"
    assert set(outcomes) >= _REFUSALS, "some refusal was never met: these lives show too little"


def _open(chain: Chain) -> None:
    """Programs and shops, at noon, so that a life's seconds do not carry it into the next day."""
    sender = Sender(chain)
    sender.pass_to((sender.time // _DAY + 1) * _DAY + 3 * 3_600)  # 12:00 in Japan
    deeds = Deeds(chain.contracts.points, chain.officer, _PEOPLE)
    today = day_number(business_date(from_unix(sender.time)))
    for number, terms in _terms(today).items():
        area = MUKAWA_AREA if terms.issuer == MUKAWA.number else JOINT_AREA
        days = (terms.first_day, terms.last_day)
        rules = (True, terms.transferable, False, terms.refunds_expired)
        sender.send(deeds.create(Program(number, terms.issuer, area, terms.cap, *days, *rules, bytes(32), _NEVER)))
    for place, (shop, town) in enumerate(_SHOPS.items()):
        merchants = chain.contracts.merchants
        registration = Registration(shop, town.number, _ADDRESSES[3 + place], _NEVER)
        signature = sign(merchants.registration_message(registration), chain.officer.key)
        sender.send(merchants.register(registration, deeds.officer, signature))


def _terms(today: int) -> dict[int, Terms]:
    joint, alone = frozenset({UDA.number, OTSUKI.number}), frozenset({MUKAWA.number})
    return {
        1: Terms(UDA.number, joint, 2**64 - 1, today, today + 100, True, False),
        2: Terms(OTSUKI.number, joint, 2_000, today, today + 5, False, True),
        3: Terms(MUKAWA.number, alone, 660, today, today + 100, True, True),
    }


def _chunk(people: list[tuple[Address, int]]) -> Chunk:
    return Chunk(0, tuple(holder for holder, _ in people), tuple(amount for _, amount in people))
