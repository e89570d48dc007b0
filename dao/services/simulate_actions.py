"""Try a proposal's actions out on the node as the treasury would do them, on the newest state. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping

from eth_abi import encode
from eth_utils import keccak

from chain.client import NodeClient, RpcError
from chain.contracts import Contracts
from chain.contracts.region_governor import Actions
from chain.errors import NodeUnavailable
from chain.ids import Address
from chain.simulating import TriedCall, try_out
from dao.models import Community, FundProject, PayYen, Places
from dao.models.actions import decode_actions
from dao.models.simulation import Simulation

# OpenZeppelin Governor lets the timelock change the governor only by calls that `execute` has just noted in this queue
# (Governor._governanceCall: begin and end in one word, then the mapping). A trial notes them the same way.
_QUEUE_SLOT = 5
_QUEUE_ITEMS_SLOT = 6
_MOST_HOLDERS = 12


class SimulateActions:
    def __init__(self, contracts: Contracts, client: NodeClient) -> None:
        self._contracts = contracts
        self._client = client

    def simulate(self, community: Community, calls: Actions, names: Mapping[str, str] | None = None) -> Simulation:
        """Never fails: without a node it says what reading the calls gives."""
        yen = self._contracts.yen
        places = Places.of(self._contracts, community.governor, community.timelock)
        actions = decode_actions(calls, places, names)
        payees = [action.payee for action in actions if isinstance(action, PayYen)]
        if any(isinstance(action, FundProject) for action in actions):
            payees.append(places.crowdfund)
        holders = list(dict.fromkeys([community.timelock, *payees]))[:_MOST_HOLDERS]
        tried = [TriedCall(*call) for call in zip(calls.targets, calls.values, calls.calldatas, strict=True)]
        storage = {community.governor: _noted(calls, community.governor)}
        try:
            trial = try_out(self._client, community.timelock, tried, yen, holders, storage)
        except (NodeUnavailable, RpcError):
            return Simulation(actions, community.timelock)
        return Simulation(
            actions,
            community.timelock,
            is_tried=True,
            is_in_order=trial.is_in_order,
            failures=[failure.name if failure else "" for failure in trial.failures],
            before=trial.before,
            after=trial.after,
        )


def _noted(calls: Actions, governor: Address) -> dict[str, str]:
    """Storage of the governor as `execute` leaves it right before the treasury acts."""
    own = [calldata for target, calldata in zip(calls.targets, calls.calldatas, strict=True) if target == governor]
    words = {_slot(at): "0x" + keccak(calldata).hex() for at, calldata in enumerate(own)}
    return {"0x" + _QUEUE_SLOT.to_bytes(32, "big").hex(): "0x" + (len(own) << 128).to_bytes(32, "big").hex(), **words}


def _slot(place: int) -> str:
    return "0x" + keccak(encode(["uint128", "uint256"], [place, _QUEUE_ITEMS_SLOT])).hex()
