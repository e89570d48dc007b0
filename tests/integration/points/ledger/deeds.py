"""The same acts on the real contract: signed as people sign them, sent as the relayer sends them, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eth_account.signers.local import LocalAccount

from chain.contracts.regional_points import (
    Chunk,
    Claim,
    Drop,
    Gift,
    Issue,
    Payment,
    Program,
    Refund,
    RegionalPoints,
    Settlement,
)
from chain.contracts.typed_data import TypedData, sign
from chain.errors import ContractReverted
from chain.ids import Address
from chain.outbox import Call
from chain.relayer.batching import DropPaymentBatch, PaymentBatch
from tests.fixtures.chain import Chain

_GAS = hex(16_777_216)


@dataclass(frozen=True, slots=True)
class Books:
    """Spendable points and takings by (account, lot), supply by lot."""

    spendable: dict[tuple[Address, int], int]
    takings: dict[tuple[Address, int], int]
    supply: dict[int, int]


class Batch:
    """Single payments put together as the relayer does it."""

    def __init__(self, policy: PaymentBatch, singles: Sequence[Call]) -> None:
        self._policy = policy
        self._items = [one.batch_item for one in singles]
        self.call = Call(singles[0].contract, singles[0].to, policy.calldata(self._items))

    def outcomes(self, receipt: dict[str, Any]) -> list[ContractReverted | None]:
        return self._policy.outcomes(self._items, receipt)


class Deeds:
    """Calls for the points contract, each signed by who has to."""

    def __init__(self, points: RegionalPoints, officer: LocalAccount, people: Sequence[LocalAccount]) -> None:
        self.points = points
        self.officer = Address(officer.address)
        self._keys = {Address(one.address): one.key for one in (officer, *people)}

    def create(self, program: Program) -> Call:
        return self.points.create_program(program, *self._by_officer(self.points.program_message(program)))

    def grant(self, issue: Issue, chunk: Chunk) -> Call:
        return self.points.grant(issue, *self._by_officer(self.points.issue_message(issue)), chunk, [])

    def publish(self, drop: Drop) -> Call:
        return self.points.publish_drop(drop, *self._by_officer(self.points.drop_message(drop)))

    def settle(self, settlement: Settlement) -> Call:
        return self.points.settle(settlement, *self._by_officer(self.points.settlement_message(settlement)))

    def pay(self, payment: Payment, claims: Sequence[Claim], signer: Address) -> Call:
        signature = self._sign(self.points.payment_message(payment), signer)
        return self.points.pay_from_drops(payment, signature, claims) if claims else self.points.pay(payment, signature)

    def pay_batch(self, payments: Sequence[Payment], claims: Sequence[Sequence[Claim]]) -> Batch:
        signed = [(one, self._sign(self.points.payment_message(one), one.holder)) for one in payments]
        if not any(claims):
            return Batch(PaymentBatch(self.points), [self.points.pay(*pair) for pair in signed])
        singles = [self.points.pay_from_drops(*pair, with_) for pair, with_ in zip(signed, claims, strict=True)]
        return Batch(DropPaymentBatch(self.points), singles)

    def refund(self, payment: Payment, refund: Refund, signer: Address) -> Call:
        of_holder = self._sign(self.points.payment_message(payment), payment.holder)
        of_shop = self._sign(self.points.refund_message(refund), signer)
        return self.points.refund(payment, of_holder, refund, signer, of_shop)

    def give(self, gift: Gift) -> Call:
        return self.points.give(gift, self._sign(self.points.gift_message(gift), gift.sender))

    def cancel(self, holder: Address, lot: int, nonce: int, deadline: int) -> Call:
        fields = "address holder,uint256 id,uint256 nonce,uint64 deadline"
        values = {"holder": holder, "id": lot, "nonce": nonce, "deadline": deadline}
        signature = self._sign(self.points.message("NonceCancellation", fields, values), holder)
        return self.points.to_call("cancelNonceBySig", tuple(values.values()), signature)

    def _by_officer(self, message: TypedData) -> tuple[Address, bytes]:
        return self.officer, self._sign(message, self.officer)

    def _sign(self, message: TypedData, signer: Address) -> bytes:
        return sign(message, self._keys[signer])


class Sender:
    """Sends from a development account, a block a transaction, one second apart."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.account = chain.client.request("eth_accounts")[7]
        self.time = chain.now()

    def send(self, call: Call) -> dict[str, Any]:
        """The receipt.

        Raises: ContractReverted, and then nothing was sent.
        """
        client = self.chain.client
        client.call(call.to, call.calldata)
        given = {"from": self.account, "to": call.to, "data": "0x" + call.calldata.hex(), "gas": _GAS}
        tx_hash = client.request("eth_sendTransaction", [given])
        self.pass_to(self.time + 1)
        receipt: dict[str, Any] = client.request("eth_getTransactionReceipt", [tx_hash])
        assert receipt["status"] == "0x1", "what a call foretold did not happen"
        return receipt

    def pass_to(self, unix_second: int) -> None:
        self.time = unix_second
        self.chain.mine(at=unix_second)


class Reader:
    """Reads all books in one round trip."""

    def __init__(self, points: RegionalPoints, accounts: Sequence[Address], lots: Sequence[int]) -> None:
        self._client = points.client
        self._purses = [(account, lot) for account in accounts for lot in lots]
        self._lots = lots
        asked = [
            *(points.encode("spendableOf", *purse) for purse in self._purses),
            *(points.encode("takingsOf", *purse) for purse in self._purses),
            *(points.encode("supplyOf", lot) for lot in lots),
        ]
        self._calls = [
            ("eth_call", [{"to": points.address, "data": "0x" + calldata.hex()}, "latest"]) for calldata in asked
        ]

    def read(self) -> Books:
        numbers = [int(answer, 16) for answer in self._client.batch(self._calls)]
        many = len(self._purses)
        return Books(
            dict(zip(self._purses, numbers[:many], strict=True)),
            dict(zip(self._purses, numbers[many : 2 * many], strict=True)),
            dict(zip(self._lots, numbers[2 * many :], strict=True)),
        )
