"""Many calls in one transaction, where the contract offers it and one bad call fails alone.

A policy knows one kind: how items become calldata, and what the receipt says about each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Protocol

from eth_abi import decode, encode
from eth_utils import keccak, to_checksum_address

from chain.contracts.identity_registry import BIND_BATCH
from chain.contracts.region_governor import BALLOT_BATCH
from chain.contracts.regional_points import PAY_BATCH, PAY_FROM_DROPS_BATCH, Payment, RegionalPoints
from chain.errors import ContractReverted
from chain.ids import Address
from chain.relayer.columns import Columns
from chain.reverts import canonical_type, decode_revert

Receipt = dict[str, Any]
Abi = list[dict[str, Any]]
Outcome = ContractReverted | None  # None = it happened


class BatchPolicy(Protocol):
    kind: str
    max_items: int

    def identity(self, item: bytes) -> bytes:
        """What the receipt calls this item by; two items of the same identity never share a batch."""
        ...

    def calldata(self, items: Sequence[bytes]) -> bytes:
        """Of the one call that does all `items`."""
        ...

    def outcomes(self, items: Sequence[bytes], receipt: Receipt) -> list[Outcome]:
        """For each item, in order, what a successful transaction's receipt says."""
        ...


class StructBatch:
    """Common to batches of calls whose first argument is a struct: `single(struct, signature, …)` and `many`, which
    takes a list in the place of each argument, with an event that names what was refused and carries its revert data.
    """

    def __init__(self, kind: str, abi: Abi, single: str, many: str, rejection: str, max_items: int = 100) -> None:
        self.kind = kind
        self.max_items = max_items
        functions = {item["name"]: item for item in abi if item["type"] == "function"}
        self._item_types = [canonical_type(given) for given in functions[single]["inputs"]]
        many_types = [canonical_type(given) for given in functions[many]["inputs"]]
        assert many_types == [f"{kind}[]" for kind in self._item_types]
        self._selector = keccak(text=f"{many}({','.join(many_types)})")[:4]
        self._columns = Columns(self._item_types)
        event = next(item for item in abi if item["type"] == "event" and item["name"] == rejection)
        event_types = ",".join(canonical_type(given) for given in event["inputs"])
        self._topic = "0x" + keccak(text=f"{rejection}({event_types})").hex()

    def calldata(self, items: Sequence[bytes]) -> bytes:
        return self._selector + self._columns.join(items)

    def _struct(self, item: bytes) -> Any:
        return decode(self._item_types, item)[0]

    def _rejections(self, receipt: Receipt) -> Iterator[tuple[list[bytes], ContractReverted]]:
        """Indexed values and reason of each refusal, of events by the contract called."""
        for log in receipt["logs"]:
            if log["topics"][0] == self._topic and log["address"].lower() == receipt["to"].lower():
                indexed = [bytes.fromhex(topic[2:]) for topic in log["topics"][1:]]
                (reason,) = decode(["bytes"], bytes.fromhex(log["data"][2:]))
                yield indexed, decode_revert(reason)


class PaymentBatch(StructBatch):
    """RegionalPoints.payBatch; PaymentRejected names the payment id."""

    names: ClassVar[tuple[str, str, str]] = (PAY_BATCH, "pay", "payBatch")

    def __init__(self, points: RegionalPoints) -> None:
        kind, single, many = self.names
        super().__init__(kind, points.abi, single, many, "PaymentRejected")
        self._points = points

    def identity(self, item: bytes) -> bytes:
        return next(self._columns.values(item))

    def outcomes(self, items: Sequence[bytes], receipt: Receipt) -> list[Outcome]:
        refused = {indexed[0]: reason for indexed, reason in self._rejections(receipt)}
        if not refused:
            return [None] * len(items)
        return [refused.get(self._payment_id(item)) for item in items]

    def _payment_id(self, item: bytes) -> bytes:
        holder, merchant_id, amount, ids, amounts, nonce, deadline = self._struct(item)
        payer = Address(to_checksum_address(holder))
        return self._points.payment_id(Payment(payer, merchant_id, amount, ids, amounts, nonce, deadline))


class DropPaymentBatch(PaymentBatch):
    """RegionalPoints.payBatchFromDrops: payments with the drop entries that they spend."""

    names = (PAY_FROM_DROPS_BATCH, "payFromDrops", "payBatchFromDrops")


class BallotBatch(StructBatch):
    """RegionGovernor.castBallots; BallotRejected names the proposal and the voter."""

    def __init__(self, governor_abi: Abi) -> None:
        super().__init__(BALLOT_BATCH, governor_abi, "castBallot", "castBallots", "BallotRejected")

    def identity(self, item: bytes) -> bytes:
        proposal_id, _support, voter, _revision = self._struct(item)
        return encode(["uint256", "address"], [proposal_id, voter])

    def outcomes(self, items: Sequence[bytes], receipt: Receipt) -> list[Outcome]:
        refused = {b"".join(indexed): reason for indexed, reason in self._rejections(receipt)}
        return [refused.get(self.identity(item)) for item in items]


class BindingBatch(StructBatch):
    """IdentityRegistry.bindBatch; BindingRejected names the nullifier and the revision."""

    def __init__(self, identities_abi: Abi) -> None:
        super().__init__(BIND_BATCH, identities_abi, "bind", "bindBatch", "BindingRejected")

    def identity(self, item: bytes) -> bytes:
        nullifier: bytes = self._struct(item)[0]
        return nullifier

    def outcomes(self, items: Sequence[bytes], receipt: Receipt) -> list[Outcome]:
        refused = {indexed[0]: reason for indexed, reason in self._rejections(receipt)}
        return [refused.get(self.identity(item)) for item in items]
