"""Actions: what a proposal does when it is executed, typed, and read back from calldata. New kinds join `Action`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from eth_abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_utils import keccak, to_checksum_address

from chain.contracts.contract import Contract
from chain.contracts.region_governor import Actions
from chain.errors import Invalid
from chain.ids import ZERO_ADDRESS, Address
from chain.units import MAX_AMOUNT, Yen
from dao.models.facts import Setting

_TRANSFER = bytes.fromhex("a9059cbb")  # transfer(address,uint256)
_APPROVE = bytes.fromhex("095ea7b3")  # approve(address,uint256)
_PLEDGE = keccak(text="pledgeDirectly(uint64,uint64)")[:4]
_BALLOT_WORDS = ["uint64", "uint16", "bytes32", "address", "bool"]
_BALLOT = keccak(text=f"castMilestoneBallotDirectly(({','.join(_BALLOT_WORDS)}))")[:4]
# Setting: (function, type of its one argument). The timelock's own stands on the timelock, the others on the governor.
_SETTERS = {
    Setting.VOTING_DELAY: ("setVotingDelay", "uint48"),
    Setting.VOTING_PERIOD: ("setVotingPeriod", "uint32"),
    Setting.PROPOSAL_THRESHOLD: ("setProposalThreshold", "uint256"),
    Setting.QUORUM_PER_CENT: ("updateQuorumNumerator", "uint256"),
    Setting.TIMELOCK_DELAY: ("updateDelay", "uint256"),
    Setting.VOTE_EXTENSION: ("setLateQuorumVoteExtension", "uint48"),
}
_SELECTORS = {keccak(text=f"{name}({kind})")[:4]: setting for setting, (name, kind) in _SETTERS.items()}
_MAX_SETTING = 2**63 - 1
_DAY = 86_400
# What a form takes, least and most. The contracts take more; a year without votes would be a community's end.
LIMITS = {
    Setting.VOTING_DELAY: (0, 30 * _DAY),
    Setting.VOTING_PERIOD: (3_600, 60 * _DAY),
    Setting.PROPOSAL_THRESHOLD: (1, 1_000),
    Setting.QUORUM_PER_CENT: (1, 100),
    Setting.TIMELOCK_DELAY: (0, 60 * _DAY),
    Setting.VOTE_EXTENSION: (0, 30 * _DAY),
}
MOST_ACTIONS = 8


class PlatformContracts(Protocol):
    """Those of the platform's contracts that treasuries act on."""

    @property
    def yen(self) -> Contract: ...

    @property
    def crowdfund(self) -> Contract: ...


@dataclass(frozen=True, slots=True)
class Places:
    """The contracts of a community whose functions are understood."""

    yen: Address
    crowdfund: Address
    governor: Address
    timelock: Address

    @classmethod
    def of(cls, contracts: PlatformContracts, governor: Address, timelock: Address) -> Places:
        return cls(contracts.yen.address, contracts.crowdfund.address, governor, timelock)


@dataclass(frozen=True, slots=True)
class PayYen:
    """Yen from the treasury to a payee. The name is what the directory said when it was proposed."""

    payee: Address
    payee_name: str
    amount: Yen

    kind = "pay_yen"

    def check(self) -> None:
        """Raises: Invalid (amount, payee)."""
        if int(self.amount) == 0:
            raise Invalid("amount", "zero")
        if self.payee == ZERO_ADDRESS:
            raise Invalid("payee", "not_address")

    def encode(self, places: Places) -> Actions:
        words = encode(["address", "uint256"], [self.payee, int(self.amount)])
        return Actions((places.yen,), (0,), (_TRANSFER + words,))


@dataclass(frozen=True, slots=True)
class AllowPledge:
    """The crowdfund may take this much of the treasury's yen: goes before the pledge itself."""

    amount: Yen

    kind = "allow_pledge"

    def check(self) -> None:
        """Raises: Invalid (amount)."""
        if int(self.amount) == 0:
            raise Invalid("amount", "zero")

    def encode(self, places: Places) -> Actions:
        words = encode(["address", "uint256"], [places.crowdfund, int(self.amount)])
        return Actions((places.yen,), (0,), (_APPROVE + words,))


@dataclass(frozen=True, slots=True)
class FundProject:
    """Yen from the treasury into a project's escrow; what goes back goes to the treasury. The title is what the
    project was called when it was proposed."""

    project: int
    project_title: str
    amount: Yen

    kind = "fund_project"

    def check(self) -> None:
        """Raises: Invalid (amount)."""
        if int(self.amount) == 0:
            raise Invalid("amount", "zero")

    def encode(self, places: Places) -> Actions:
        words = encode(["uint64", "uint64"], [self.project, int(self.amount)])
        return Actions((places.crowdfund,), (0,), (_PLEDGE + words,))


@dataclass(frozen=True, slots=True)
class VoteOnMilestone:
    """The treasury's own ballot, as a supporter, on a project's report: it counts in that round and about that report
    alone. The title is what the project was called when it was proposed."""

    project: int
    project_title: str
    round: int
    report_hash: bytes
    agrees: bool

    kind = "vote_on_milestone"

    def check(self) -> None:
        """Whether the vote is open is the form's to look up, and the trial's to say."""

    def encode(self, places: Places) -> Actions:
        ballot = [self.project, self.round, self.report_hash, places.timelock, self.agrees]
        return Actions((places.crowdfund,), (0,), (_BALLOT + encode(_BALLOT_WORDS, ballot),))


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Another value for a rule of the community. Units as in `Setting`."""

    setting: Setting
    value: int

    kind = "change_setting"

    def check(self) -> None:
        """Raises: Invalid (setting_value)."""
        least, most = LIMITS[self.setting]
        if not least <= self.value <= most:
            raise Invalid("setting_value", "setting_out_of_range", setting=self.setting)

    def encode(self, places: Places) -> Actions:
        name, kind = _SETTERS[self.setting]
        calldata = keccak(text=f"{name}({kind})")[:4] + encode([kind], [self.value])
        return Actions((_place_of(self.setting, places),), (0,), (calldata,))


@dataclass(frozen=True, slots=True)
class UnknownAction:
    """Made elsewhere and not understood here: shown as a raw call with a warning."""

    target: Address
    value: int  # wei
    calldata: bytes

    kind = "unknown"


Proposable = PayYen | AllowPledge | FundProject | VoteOnMilestone | ChangeSetting
Action = Proposable | UnknownAction


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What was written beside the calls and stands on no chain: names of payees, and of projects by their number as
    text; and what each payment is for."""

    names: Mapping[str, str] = field(default_factory=dict)
    purposes: Mapping[int, str] = field(default_factory=dict)  # by the action's place, from 0

    def as_json(self) -> dict[str, Any]:
        return {"names": dict(self.names), "purposes": {str(place): text for place, text in self.purposes.items()}}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> KeptWords:
        """Rows of the first versions kept one payment with its payee."""
        if "payee" in found:
            return cls({str(found["payee"]): str(found["payee_name"])})
        purposes = {int(place): str(text) for place, text in found.get("purposes", {}).items()}
        return cls({str(key): str(name) for key, name in found.get("names", {}).items()}, purposes)


def decode_actions(calls: Actions, places: Places, names: Mapping[str, str] | None = None) -> list[Action]:
    """The actions behind raw calls, one a call; what is no plain payment, pledge, ballot or setting is unknown."""
    return [
        _decoded(target, value, calldata, places, names or {})
        for target, value, calldata in zip(calls.targets, calls.values, calls.calldatas, strict=True)
    ]


def joined(calls: Iterable[Actions]) -> Actions:
    """One proposal's calls out of several actions', in their order."""
    found = list(calls)
    return Actions(
        tuple(target for one in found for target in one.targets),
        tuple(value for one in found for value in one.values),
        tuple(calldata for one in found for calldata in one.calldatas),
    )


def total_paid(actions: Sequence[Action]) -> Yen:
    """Out of the treasury, into escrows too; what is only allowed is taken by the pledge after it."""
    return Yen(sum(int(action.amount) for action in actions if isinstance(action, PayYen | FundProject)))


def _decoded(target: Address, value: int, calldata: bytes, places: Places, names: Mapping[str, str]) -> Action:
    unknown = UnknownAction(target, value, calldata)
    if value != 0:
        return unknown
    try:
        if target == places.yen and calldata[:4] == _TRANSFER and len(calldata) == 68:
            return _payment(calldata, names) or unknown
        if target == places.yen and calldata[:4] == _APPROVE and len(calldata) == 68:
            return _permission(calldata, places) or unknown
        if target == places.crowdfund and calldata[:4] == _PLEDGE and len(calldata) == 68:
            return _pledge(calldata, names) or unknown
        if target == places.crowdfund and calldata[:4] == _BALLOT and len(calldata) == 164:
            return _ballot(calldata, places, names) or unknown
        setting = _SELECTORS.get(calldata[:4])
        if setting is not None and target == _place_of(setting, places) and len(calldata) == 36:
            return _change(setting, calldata) or unknown
    except DecodingError:
        return unknown
    return unknown


def _payment(calldata: bytes, names: Mapping[str, str]) -> PayYen | None:
    payee, amount = decode(["address", "uint256"], calldata[4:])
    if amount > MAX_AMOUNT or int(payee, 16) == int(ZERO_ADDRESS, 16):
        return None
    address = Address(to_checksum_address(payee))
    return PayYen(address, names.get(address, ""), Yen(amount))


def _permission(calldata: bytes, places: Places) -> AllowPledge | None:
    spender, amount = decode(["address", "uint256"], calldata[4:])
    is_known = int(spender, 16) == int(places.crowdfund, 16) and amount <= MAX_AMOUNT
    return AllowPledge(Yen(amount)) if is_known else None


def _pledge(calldata: bytes, names: Mapping[str, str]) -> FundProject | None:
    project, amount = decode(["uint64", "uint64"], calldata[4:])
    return FundProject(project, names.get(str(project), ""), Yen(amount)) if amount <= MAX_AMOUNT else None


def _ballot(calldata: bytes, places: Places, names: Mapping[str, str]) -> VoteOnMilestone | None:
    project, round_, report_hash, supporter, agrees = decode(_BALLOT_WORDS, calldata[4:])
    is_own = int(supporter, 16) == int(places.timelock, 16)
    return VoteOnMilestone(project, names.get(str(project), ""), round_, report_hash, agrees) if is_own else None


def _change(setting: Setting, calldata: bytes) -> ChangeSetting | None:
    (value,) = decode([_SETTERS[setting][1]], calldata[4:])
    return ChangeSetting(setting, value) if value <= _MAX_SETTING else None


def _place_of(setting: Setting, places: Places) -> Address:
    return places.timelock if setting is Setting.TIMELOCK_DELAY else places.governor
