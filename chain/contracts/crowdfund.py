"""Crowdfund: projects, pledges in yen token, milestones, what goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.contracts.paid_in_yen import PaidInYen
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData, digest
from chain.ids import Address
from chain.outbox import Call
from chain.units import Yen

DETAILS_TYPE = "((address,uint16)[],uint16[])"


class ProjectState(IntEnum):
    UNKNOWN = 0
    OPEN = 1
    MISSED = 2
    FUNDED = 3
    CANCELLED = 4


@dataclass(frozen=True, slots=True)
class Project(SignedStruct):
    """Times in unix seconds. `collection` zero: no thanks are minted. `vote_period`: seconds in which supporters vote
    on a milestone; 0: a curator releases it alone."""

    primary = "Project"
    signature_fields = (
        "uint64 projectId,uint32 municipality,uint64 goal,uint64 opensAt,uint64 closesAt,bool allOrNothing,"
        "address collection,uint64 thanksFrom,uint32 votePeriod,bytes32 detailsHash,uint64 deadline"
    )

    project_id: int
    municipality: int
    goal: int
    opens_at: int
    closes_at: int
    all_or_nothing: bool
    collection: Address
    thanks_from: int
    vote_period: int
    details_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class ProjectDetails:
    """Payees and milestones, both in basis points that sum to 10,000."""

    splits: tuple[tuple[Address, int], ...]
    milestones: tuple[int, ...]

    def as_tuple(self) -> tuple[Any, ...]:
        return (self.splits, self.milestones)

    def details_hash(self) -> bytes:
        return keccak(encode([DETAILS_TYPE], [self.as_tuple()]))


@dataclass(frozen=True, slots=True)
class Pledge(SignedStruct):
    primary = "Pledge"
    signature_fields = "uint64 projectId,address supporter,uint64 amount,uint64 validBefore,bytes32 salt"

    project_id: int
    supporter: Address
    amount: int
    valid_before: int
    salt: bytes


@dataclass(frozen=True, slots=True)
class MilestoneRelease(SignedStruct):
    """`milestone` counts from 0, which is paid without a release."""

    primary = "MilestoneRelease"
    signature_fields = "uint64 projectId,uint8 milestone,bytes32 reportHash,uint64 deadline"

    project_id: int
    milestone: int
    report_hash: bytes
    deadline: int


@dataclass(frozen=True, slots=True)
class MilestoneBallot(SignedStruct):
    """A supporter's vote on a milestone, in one round of votes of the project."""

    primary = "MilestoneBallot"
    signature_fields = "uint64 projectId,uint16 round,bytes32 reportHash,address supporter,bool agrees"

    project_id: int
    round: int
    report_hash: bytes
    supporter: Address
    agrees: bool


@dataclass(frozen=True, slots=True)
class ProjectCancellation(SignedStruct):
    primary = "ProjectCancellation"
    signature_fields = "uint64 projectId,uint64 deadline"

    project_id: int
    deadline: int


class Crowdfund(PaidInYen):
    def signed_message(self, act: SignedStruct) -> TypedData:
        """Typed data of what officers sign: project, release, cancellation."""
        return self.message(act.primary, act.signature_fields, act.as_message())

    def open_project(self, project: Project, details: ProjectDetails, officer: Address, signature: bytes) -> Call:
        return self.to_call("openProject", project.as_tuple(), details.as_tuple(), officer, signature)

    def cancel_project(self, cancellation: ProjectCancellation, officer: Address, signature: bytes) -> Call:
        return self.to_call("cancelProject", cancellation.as_tuple(), officer, signature)

    def pledge_id(self, pledge: Pledge) -> bytes:
        """The pledge's digest, which is the nonce of the supporter's yen authorization."""
        return digest(self.signed_message(pledge))

    def pledge_message(self, pledge: Pledge) -> TypedData:
        """What the supporter signs: the yen token's ReceiveWithAuthorization to this contract."""
        return self.yen.receive_message(
            pledge.supporter, self.address, Yen(pledge.amount), pledge.valid_before, self.pledge_id(pledge)
        )

    def pledge(self, pledge: Pledge, authorization: bytes) -> Call:
        return self.to_call("pledge", pledge.as_tuple(), authorization)

    def pay_first(self, project_id: int) -> Call:
        return self.to_call("payFirst", project_id)

    def pay_milestone(self, release: MilestoneRelease, officer: Address, signature: bytes) -> Call:
        return self.to_call("payMilestone", release.as_tuple(), officer, signature)

    def ask_supporters(self, release: MilestoneRelease, officer: Address, signature: bytes) -> Call:
        """Opens the supporters' vote on a milestone."""
        return self.to_call("askSupporters", release.as_tuple(), officer, signature)

    def cast_ballots(self, ballots: Sequence[MilestoneBallot], signatures: Sequence[bytes]) -> Call:
        return self.to_call("castMilestoneBallots", [one.as_tuple() for one in ballots], list(signatures))

    def close_vote(self, project_id: int) -> Call:
        return self.to_call("closeMilestoneVote", project_id)

    def give_back(self, project_id: int, supporters: Sequence[Address]) -> Call:
        return self.to_call("giveBack", project_id, list(supporters))

    def thank(self, project_id: int, supporters: Sequence[Address]) -> Call:
        return self.to_call("thank", project_id, list(supporters))

    def withdraw(self, account: Address) -> Call:
        """Sends a pledge that the coin refused to give back at once."""
        return self.to_call("withdraw", account)

    def state_of(self, project_id: int) -> ProjectState:
        return ProjectState(self.view("stateOf", project_id))

    def raised_by(self, project_id: int) -> Yen:
        return Yen(self.view("raisedBy", project_id))

    def pledged_by(self, project_id: int, supporter: Address) -> Yen:
        return Yen(self.view("pledgedBy", project_id, supporter))

    def paid_of(self, project_id: int) -> tuple[int, Yen]:
        """(milestones paid, yen of them)."""
        done, paid = self.view("paidOf", project_id)
        return int(done), Yen(paid)

    def owed_to(self, account: Address) -> Yen:
        return Yen(self.view("owedTo", account))
