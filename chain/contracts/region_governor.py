"""RegionGovernor, its Timelock treasury, and the guardian through which a town vetoes what waits there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from eth_abi import encode
from eth_utils import keccak

from chain.contracts.contract import Contract
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call

BALLOT_BATCH = "governor.ballot"


class ProposalState(IntEnum):
    """OpenZeppelin IGovernor.ProposalState."""

    PENDING = 0
    ACTIVE = 1
    CANCELED = 2
    DEFEATED = 3
    SUCCEEDED = 4
    QUEUED = 5
    EXPIRED = 6
    EXECUTED = 7


@dataclass(frozen=True, slots=True)
class Actions:
    """What a proposal does when executed: one call an index."""

    targets: tuple[Address, ...]
    values: tuple[int, ...]
    calldatas: tuple[bytes, ...]

    def hash(self) -> bytes:
        return keccak(encode(["address[]", "uint256[]", "bytes[]"], self.as_lists()))

    def as_lists(self) -> list[list[object]]:
        return [list(self.targets), list(self.values), list(self.calldatas)]


@dataclass(frozen=True, slots=True)
class ProposalSignature(SignedStruct):
    primary = "Proposal"
    signature_fields = "address proposer,bytes32 actionsHash,bytes32 descriptionHash,uint64 deadline"

    proposer: Address
    actions_hash: bytes
    description_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class Ballot(SignedStruct):
    primary = "Ballot"
    signature_fields = "uint256 proposalId,uint8 support,address voter,uint64 revision"

    proposal_id: int
    support: int  # 0 against, 1 for, 2 abstain
    voter: Address
    revision: int  # from 1; a higher one replaces the ballot before where the proposal allows it


@dataclass(frozen=True, slots=True)
class Veto(SignedStruct):
    primary = "Veto"
    signature_fields = "uint256 proposalId,uint32 municipality,bytes32 reasonHash,uint64 deadline"

    proposal_id: int
    municipality: int
    reason_hash: bytes
    deadline: int


class Timelock(Contract):
    def min_delay(self) -> int:
        return int(self.view("getMinDelay"))


class TownGuardian(Contract):
    def veto_message(self, veto: Veto) -> TypedData:
        return self.message(veto.primary, veto.signature_fields, veto.as_message())

    def veto(self, actions: Actions, description: str, veto: Veto, officer: Address, signature: bytes) -> Call:
        described = keccak(text=description)
        return self.to_call("veto", *actions.as_lists(), described, veto.as_tuple(), officer, signature)

    def is_town(self, municipality: int) -> bool:
        return bool(self.view("isTown", municipality))


class RegionGovernor(Contract):
    def proposal_message(self, proposal: ProposalSignature) -> TypedData:
        return self.message(proposal.primary, proposal.signature_fields, proposal.as_message())

    def propose(self, actions: Actions, description: str, proposal: ProposalSignature, signature: bytes) -> Call:
        return self.to_call("proposeBySig", *actions.as_lists(), description, proposal.as_tuple(), signature)

    def ballot_message(self, ballot: Ballot) -> TypedData:
        return self.message(ballot.primary, ballot.signature_fields, ballot.as_message())

    def cast_ballot(self, ballot: Ballot, signature: bytes) -> Call:
        return self.to_call("castBallot", ballot.as_tuple(), signature, batch_kind=BALLOT_BATCH)

    def queue(self, actions: Actions, description: str) -> Call:
        return self.to_call("queue", *actions.as_lists(), keccak(text=description))

    def execute(self, actions: Actions, description: str) -> Call:
        return self.to_call("execute", *actions.as_lists(), keccak(text=description))

    def state(self, proposal_id: int) -> ProposalState:
        return ProposalState(self.view("state", proposal_id))

    def voting_delay(self) -> int:
        return int(self.view("votingDelay"))

    def voting_period(self) -> int:
        return int(self.view("votingPeriod"))

    def quorum(self, moment: int) -> int:
        return int(self.view("quorum", moment))


def proposal_id(actions: Actions, description: str) -> int:
    """OpenZeppelin's hashProposal: no node needed."""
    kinds = ["address[]", "uint256[]", "bytes[]", "bytes32"]
    return int.from_bytes(keccak(encode(kinds, [*actions.as_lists(), keccak(text=description)])), "big")
