"""RegionalPoints: programs, grants in chunks under one signature, payments, refunds, settlements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chain.contracts.contract import Contract
from chain.contracts.merkle import BranchedTree, MerkleTree
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData, digest
from chain.hashing import keccak
from chain.ids import Address
from chain.outbox import Call

PAY_BATCH = "points.pay"
PAY_FROM_DROPS_BATCH = "points.pay_from_drops"


@dataclass(frozen=True, slots=True)
class Program(SignedStruct):
    primary = "Program"
    signature_fields = (
        "uint32 programId,uint32 issuer,uint32 areaId,uint64 cap,uint32 firstDay,uint32 lastDay,bool paid,"
        "bool transferable,bool verifiedOnly,bool refundsExpired,bytes32 termsHash,uint64 deadline"
    )

    program_id: int
    issuer: int
    area_id: int
    cap: int
    first_day: int
    last_day: int
    paid: bool
    transferable: bool
    verified_only: bool
    refunds_expired: bool
    terms_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class Issue(SignedStruct):
    primary = "Issue"
    signature_fields = (
        "bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 chunksRoot,uint64 deadline"
    )

    campaign_id: bytes
    program_id: int
    expiry_day: int
    total: int
    chunks_root: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class Chunk:
    index: int
    holders: tuple[Address, ...]
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Drop(SignedStruct):
    primary = "Drop"
    signature_fields = (
        "bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 entriesRoot,uint64 deadline"
    )

    campaign_id: bytes
    program_id: int
    expiry_day: int
    total: int
    entries_root: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's entry of a drop, with its proof."""

    issuer: int
    campaign_id: bytes
    index: int
    holder: Address
    amount: int
    proof: tuple[bytes, ...]

    def as_tuple(self) -> tuple[Any, ...]:
        return self.issuer, self.campaign_id, self.index, self.holder, int(self.amount), list(self.proof)


@dataclass(frozen=True, slots=True)
class Payment(SignedStruct):
    primary = "Payment"
    signature_fields = (
        "address holder,uint64 merchantId,uint64 amount,uint256[] ids,uint64[] amounts,uint256 nonce,uint64 deadline"
    )

    holder: Address
    merchant_id: int
    amount: int
    ids: tuple[int, ...]
    amounts: tuple[int, ...]
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Refund(SignedStruct):
    primary = "Refund"
    signature_fields = "bytes32 paymentId,uint64 amount,uint256 nonce,uint64 deadline"

    payment_id: bytes
    amount: int
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Gift(SignedStruct):
    primary = "Gift"
    signature_fields = "address from,address to,uint256 id,uint64 amount,uint256 nonce,uint64 deadline"

    sender: Address
    recipient: Address
    lot: int
    amount: int
    nonce: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Settlement(SignedStruct):
    primary = "Settlement"
    signature_fields = "bytes32 settlementId,uint64 merchantId,uint256[] ids,uint64[] amounts,uint64 deadline"

    settlement_id: bytes
    merchant_id: int
    ids: tuple[int, ...]
    amounts: tuple[int, ...]
    deadline: int


def chunk_leaf(campaign_id: bytes, chunk: Chunk) -> bytes:
    """keccak(keccak(abi.encode(campaignId, index, holders, amounts))), packed by hand: a grant names many."""
    count = len(chunk.holders)
    head = (chunk.index, 4 * 32, (5 + count) * 32, count)
    words = campaign_id + b"".join(word.to_bytes(32) for word in head)
    words += b"".join(bytes(12) + bytes.fromhex(holder[2:]) for holder in chunk.holders)
    words += len(chunk.amounts).to_bytes(32) + b"".join(int(amount).to_bytes(32) for amount in chunk.amounts)
    return keccak(keccak(words))


def chunk_tree(campaign_id: bytes, chunks: Sequence[Chunk]) -> MerkleTree:
    """The tree whose root an officer signs; `tree.proof(i)` goes with `chunks[i]`."""
    return MerkleTree([chunk_leaf(campaign_id, chunk) for chunk in chunks])


def drop_entry_leaf(campaign_id: bytes, index: int, holder: Address, amount: int) -> bytes:
    """keccak(keccak(abi.encode(campaignId, index, holder, amount))), packed by hand: a drop has very many leaves."""
    words = campaign_id + index.to_bytes(32) + bytes(12) + bytes.fromhex(holder[2:]) + int(amount).to_bytes(32)
    return keccak(keccak(words))


def drop_tree(campaign_id: bytes, entries: Iterable[tuple[Address, int]]) -> BranchedTree:
    """The tree of a drop whose n-th entry is `entries[n]`; an officer signs its root."""
    return BranchedTree([drop_entry_leaf(campaign_id, index, *entry) for index, entry in enumerate(entries)])


class RegionalPoints(Contract):
    def program_message(self, program: Program) -> TypedData:
        return self.message(program.primary, program.signature_fields, program.as_message())

    def create_program(self, program: Program, officer: Address, signature: bytes) -> Call:
        return self.to_call("createProgram", program.as_tuple(), officer, signature)

    def issue_message(self, issue: Issue) -> TypedData:
        return self.message(issue.primary, issue.signature_fields, issue.as_message())

    def grant(self, issue: Issue, officer: Address, signature: bytes, chunk: Chunk, proof: Sequence[bytes]) -> Call:
        piece = (chunk.index, list(chunk.holders), [int(amount) for amount in chunk.amounts])
        return self.to_call("grant", issue.as_tuple(), officer, signature, piece, list(proof))

    def drop_message(self, drop: Drop) -> TypedData:
        return self.message(drop.primary, drop.signature_fields, drop.as_message())

    def publish_drop(self, drop: Drop, officer: Address, signature: bytes) -> Call:
        return self.to_call("publishDrop", drop.as_tuple(), officer, signature)

    def claim(self, claim: Claim) -> Call:
        return self.to_call("claim", claim.as_tuple())

    def payment_message(self, payment: Payment) -> TypedData:
        return self.message(payment.primary, payment.signature_fields, payment.as_message())

    def payment_id(self, payment: Payment) -> bytes:
        return digest(self.payment_message(payment))

    def pay(self, payment: Payment, signature: bytes) -> Call:
        return self.to_call("pay", payment.as_tuple(), signature, batch_kind=PAY_BATCH)

    def pay_from_drops(self, payment: Payment, signature: bytes, claims: Sequence[Claim]) -> Call:
        entries = [claim.as_tuple() for claim in claims]
        return self.to_call("payFromDrops", payment.as_tuple(), signature, entries, batch_kind=PAY_FROM_DROPS_BATCH)

    def gift_message(self, gift: Gift) -> TypedData:
        return self.message(gift.primary, gift.signature_fields, gift.as_message())

    def gift_id(self, gift: Gift) -> bytes:
        return digest(self.gift_message(gift))

    def give(self, gift: Gift, signature: bytes) -> Call:
        return self.to_call("give", gift.as_tuple(), signature)

    def refund_message(self, refund: Refund) -> TypedData:
        return self.message(refund.primary, refund.signature_fields, refund.as_message())

    def refund(
        self, payment: Payment, holder_signature: bytes, refund: Refund, signer: Address, signature: bytes
    ) -> Call:
        return self.to_call("refund", payment.as_tuple(), holder_signature, refund.as_tuple(), signer, signature)

    def settlement_message(self, settlement: Settlement) -> TypedData:
        return self.message(settlement.primary, settlement.signature_fields, settlement.as_message())

    def settle(self, settlement: Settlement, officer: Address, signature: bytes) -> Call:
        return self.to_call("settle", settlement.as_tuple(), officer, signature)

    def sweep_expired(self, lot: int, holders: Sequence[Address]) -> Call:
        return self.to_call("sweepExpired", lot, list(holders))

    def balance_of(self, holder: Address, lot: int) -> int:
        return int(self.view("balanceOf", holder, lot))

    def supply_of(self, lot: int) -> int:
        return int(self.view("supplyOf", lot))

    def is_nonce_used(self, holder: Address, lot: int, nonce: int) -> bool:
        """For payments that begin with the lot, and gifts of it."""
        return bool(self.view("isNonceUsed", holder, lot, nonce))
