"""BallotAnchor: results of polls, anchored by a curator's signature; and the ballot that a voter signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coincurve import PublicKey

from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData, domain_separator
from chain.hashing import keccak
from chain.ids import Address
from chain.outbox import Call


@dataclass(frozen=True, slots=True)
class PollBallot(SignedStruct):
    """Never sent to the chain: the contract's domain only makes sure that it means this installation's poll."""

    primary = "PollBallot"
    signature_fields = "bytes32 poll,address voter,int64[] answer,uint64 revision"

    poll: bytes  # keccak of the rules
    voter: Address
    answer: tuple[int, ...]  # see dao/models/polls/answers.py
    revision: int  # the highest of a voter counts


@dataclass(frozen=True, slots=True)
class SealedPollBallot(SignedStruct):
    """Of a sealed poll: what is signed is the hash of the encrypted answer. Never sent to the chain either."""

    primary = "SealedPollBallot"
    signature_fields = "bytes32 poll,address voter,bytes32 sealedAnswer,uint64 revision"

    poll: bytes
    voter: Address
    sealed_answer: bytes  # keccak of the box
    revision: int


@dataclass(frozen=True, slots=True)
class Result(SignedStruct):
    primary = "Result"
    signature_fields = (
        "bytes32 poll,uint32 municipality,bytes32 ballotsRoot,bytes32 resultHash,uint32 ballots,uint64 deadline"
    )

    poll: bytes
    municipality: int
    ballots_root: bytes
    result_hash: bytes
    ballots: int
    deadline: int


class BallotAnchor(Contract):
    def ballot_message(self, ballot: PollBallot | SealedPollBallot) -> TypedData:
        return self.message(ballot.primary, ballot.signature_fields, ballot.as_message())

    def result_message(self, result: Result) -> TypedData:
        return self.message(result.primary, result.signature_fields, result.as_message())

    def anchor(self, result: Result, curator: Address, signature: bytes) -> Call:
        return self.to_call("anchor", result.as_tuple(), curator, signature)

    def result_of(self, poll: bytes, municipality: int) -> tuple[bytes, bytes, int]:
        """(root of the ballots, hash of the result, how many ballots); zeros before it was anchored."""
        root, result, ballots = self.view("resultOf", poll, municipality)
        return bytes(root), bytes(result), int(ballots)


class BallotDigest:
    """Digests of one poll's ballots: with `is_signed_by` a hundred thousand are checked in seconds."""

    def __init__(self, domain: Mapping[str, Any], poll: bytes) -> None:
        """`domain` as typed data has it."""
        self._separator = domain_separator(domain)
        self._kind = _kind_of(PollBallot)
        self._sealed_kind = _kind_of(SealedPollBallot)
        self._poll = poll

    def of(self, voter: Address, answer: Sequence[int], revision: int) -> bytes:
        """The 32 bytes that are signed: keccak(0x1901 ‖ domain separator ‖ struct hash)."""
        words = b"".join(option.to_bytes(32, "big", signed=True) for option in answer)
        return self._of(self._kind, voter, keccak(words), revision)

    def of_sealed(self, voter: Address, sealed_answer: bytes, revision: int) -> bytes:
        return self._of(self._sealed_kind, voter, sealed_answer, revision)

    def _of(self, kind: bytes, voter: Address, answer: bytes, revision: int) -> bytes:
        voter_word = bytes(12) + bytes.fromhex(voter[2:])
        fields = (kind, self._poll, voter_word, answer, revision.to_bytes(32, "big"))
        return keccak(b"\x19\x01" + self._separator + keccak(b"".join(fields)))


def is_signed_by(digest: bytes, signature: bytes, signer: Address) -> bool:
    """Whether the key of `signer` made it. Says nothing of contract accounts (ERC-1271)."""
    if len(signature) != 65 or signature[64] not in (27, 28):
        return False
    compact = signature[:64] + bytes([signature[64] - 27])
    try:
        key = PublicKey.from_signature_and_message(compact, digest, hasher=None)
    except ValueError:
        return False
    return keccak(key.format(compressed=False)[1:])[12:] == bytes.fromhex(signer[2:])


def _kind_of(struct: type[PollBallot | SealedPollBallot]) -> bytes:
    return keccak(f"{struct.primary}({struct.signature_fields})".encode())
