"""PointsCrowdfund: points pledged to projects, in escrow until the goal is met or missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chain.contracts.contract import Contract
from chain.contracts.regional_points import Gift
from chain.contracts.structs import SignedStruct
from chain.contracts.typed_data import TypedData, digest
from chain.ids import Address
from chain.outbox import Call
from chain.units import Points


@dataclass(frozen=True, slots=True)
class PointsGoal(SignedStruct):
    """From now on a project takes points of a program, which go to a shop when it is funded."""

    primary = "PointsGoal"
    signature_fields = "uint64 projectId,uint32 programId,uint64 merchantId,uint64 deadline"

    project_id: int
    program_id: int
    merchant_id: int
    deadline: int


@dataclass(frozen=True, slots=True)
class PointsPledge(SignedStruct):
    """`lot`: the points' token id. The digest, as a number, is the nonce of the supporter's gift to the contract."""

    primary = "PointsPledge"
    signature_fields = "uint64 projectId,address supporter,uint256 id,uint64 amount,bytes32 salt"

    project_id: int
    supporter: Address
    lot: int
    amount: int
    salt: bytes


class PointsCrowdfund(Contract):
    def goal_message(self, goal: PointsGoal) -> TypedData:
        return self.message(goal.primary, goal.signature_fields, goal.as_message())

    def set_goal(self, goal: PointsGoal, officer: Address, signature: bytes) -> Call:
        return self.to_call("setPointsGoal", goal.as_tuple(), officer, signature)

    def pledge_id(self, pledge: PointsPledge) -> bytes:
        return digest(self.message(pledge.primary, pledge.signature_fields, pledge.as_message()))

    def gift(self, pledge: PointsPledge, deadline: int) -> Gift:
        """What the supporter signs, of the points."""
        nonce = int.from_bytes(self.pledge_id(pledge), "big")
        return Gift(pledge.supporter, self.address, pledge.lot, pledge.amount, nonce, deadline)

    def pledge(self, pledge: PointsPledge, deadline: int, signature: bytes) -> Call:
        return self.to_call("pledgePoints", pledge.as_tuple(), deadline, signature)

    def pay(self, project_id: int) -> Call:
        return self.to_call("payPoints", project_id)

    def give_back(self, project_id: int, supporters: Sequence[Address]) -> Call:
        return self.to_call("giveBackPoints", project_id, list(supporters))

    def pledged_by(self, project_id: int, supporter: Address, lot: int) -> Points:
        return Points(self.view("pointsPledgedBy", project_id, supporter, lot))
