"""Actions into calldata and back, what stays unknown, and what of a trial deserves a red banner."""

from __future__ import annotations

from eth_abi import encode
from eth_utils import keccak
from hypothesis import given
from hypothesis import strategies as st

from chain.contracts.region_governor import Actions
from chain.ids import Address, parse_address
from chain.units import MAX_AMOUNT, Yen
from dao.models import (
    Action,
    AllowPledge,
    ChangeSetting,
    FundProject,
    KeptWords,
    PayYen,
    Places,
    Setting,
    UnknownAction,
    VoteOnMilestone,
    decode_actions,
)
from dao.models.actions import joined, total_paid
from dao.models.simulation import Alarm, Simulation, moves_much

YEN = parse_address("0x" + "ab" * 20)
OTHER = parse_address("0x" + "cd" * 20)
GOVERNOR = parse_address("0x" + "11" * 20)
TIMELOCK = parse_address("0x" + "22" * 20)
CROWDFUND = parse_address("0x" + "33" * 20)
PLACES = Places(YEN, CROWDFUND, GOVERNOR, TIMELOCK)
addresses = st.integers(1, 2**160 - 1).map(lambda number: parse_address(f"0x{number:040x}"))


def transfer(payee: Address, amount: int) -> bytes:
    return bytes.fromhex("a9059cbb") + encode(["address", "uint256"], [payee, amount])


def one(target: Address, calldata: bytes, value: int = 0) -> Actions:
    return Actions((target,), (value,), (calldata,))


@given(addresses, st.integers(0, MAX_AMOUNT))
def test_a_yen_transfer_is_read_back(payee: Address, amount: int) -> None:
    assert decode_actions(one(YEN, transfer(payee, amount)), PLACES) == [PayYen(payee, "", Yen(amount))]


@given(st.sampled_from(Setting), st.integers(0, 2**32 - 1))
def test_a_changed_rule_is_read_back(setting: Setting, value: int) -> None:
    action = ChangeSetting(setting, value)
    assert decode_actions(action.encode(PLACES), PLACES) == [action]


@given(st.integers(0, 2**64 - 1), st.integers(1, MAX_AMOUNT))
def test_a_pledge_is_read_back_with_what_allows_it(project: int, amount: int) -> None:
    actions: list[Action] = [AllowPledge(Yen(amount)), FundProject(project, "ひまわり", Yen(amount))]
    calls = joined(action.encode(PLACES) for action in actions if not isinstance(action, UnknownAction))
    assert decode_actions(calls, PLACES, {str(project): "ひまわり"}) == actions
    assert int(total_paid(actions)) == amount


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**16 - 1), st.binary(min_size=32, max_size=32), st.booleans())
def test_a_treasurys_own_ballot_is_read_back_and_anothers_is_unknown(
    project: int, round_: int, report: bytes, agrees: bool
) -> None:
    ballot = VoteOnMilestone(project, "ひまわり", round_, report, agrees)
    calls = ballot.encode(PLACES)
    assert decode_actions(calls, PLACES, {str(project): "ひまわり"}) == [ballot]
    elsewhere = Places(YEN, CROWDFUND, GOVERNOR, OTHER)
    assert isinstance(decode_actions(calls, elsewhere)[0], UnknownAction)


def test_only_the_crowdfund_may_be_allowed_to_take_yen() -> None:
    approve = bytes.fromhex("095ea7b3") + encode(["address", "uint256"], [OTHER, 5])
    pledge = FundProject(1, "", Yen(5)).encode(PLACES).calldatas[0]
    for calls in (one(YEN, approve), one(OTHER, pledge), one(CROWDFUND, pledge[:-32] + b"\xff" * 32)):
        assert isinstance(decode_actions(calls, PLACES)[0], UnknownAction)


def test_each_of_several_actions_is_read_for_itself() -> None:
    calls = joined(
        [
            one(YEN, transfer(OTHER, 5)),
            one(OTHER, b"\1\2\3\4"),
            ChangeSetting(Setting.QUORUM_PER_CENT, 30).encode(PLACES),
            one(YEN, transfer(GOVERNOR, 7)),
        ]
    )
    actions = decode_actions(calls, PLACES, {OTHER: "みずほ酒店"})
    assert actions == [
        PayYen(OTHER, "みずほ酒店", Yen(5)),
        UnknownAction(OTHER, 0, b"\1\2\3\4"),
        ChangeSetting(Setting.QUORUM_PER_CENT, 30),
        PayYen(GOVERNOR, "", Yen(7)),
    ]
    assert int(total_paid(actions)) == 12


def test_anything_but_a_plain_transfer_or_setting_is_unknown() -> None:
    good = transfer(OTHER, 5)
    quorum = ChangeSetting(Setting.QUORUM_PER_CENT, 30).encode(PLACES).calldatas[0]
    for calls in (
        one(OTHER, good),  # another token
        one(YEN, good, value=1),  # with gas money
        one(YEN, good + b"\0"),
        one(YEN, good[:-1]),
        one(YEN, b"\1\2\3\4" + good[4:]),
        one(YEN, good[:4] + b"\xff" * 12 + good[16:]),  # dirty upper bytes
        one(YEN, transfer(OTHER, 2**200)),
        one(TIMELOCK, quorum),  # a rule of the governor, asked of the treasury
        one(GOVERNOR, keccak(text="setVotingPeriod(uint32)")[:4] + b"\xff" * 32),
        one(GOVERNOR, keccak(text="relay(address,uint256,bytes)")[:4] + bytes(96)),
    ):
        assert isinstance(decode_actions(calls, PLACES)[0], UnknownAction)
    assert decode_actions(Actions((), (), ()), PLACES) == []


def test_kept_words_are_read_as_they_are_written_now_and_as_the_first_versions_wrote_them() -> None:
    words = KeptWords({OTHER: "みずほ酒店"}, {1: "敬老の日のポイント"})
    assert KeptWords.from_json(words.as_json()) == words
    first = {"kind": "pay_yen", "payee": OTHER, "payee_name": "みずほ酒店", "amount": 5}
    assert KeptWords.from_json(first) == KeptWords({OTHER: "みずほ酒店"})
    assert KeptWords.from_json({"kind": "unknown"}) == KeptWords()


@given(st.integers(0, MAX_AMOUNT), st.integers(0, MAX_AMOUNT))
def test_more_than_a_tenth_is_much(moved: int, balance: int) -> None:
    assert moves_much(Yen(moved), Yen(balance)) == (10 * moved > balance)


def test_alarms_follow_what_is_read_and_what_was_tried() -> None:
    pay = PayYen(OTHER, "", Yen(101))
    before = {TIMELOCK: Yen(1_000), OTHER: Yen(0)}
    tried = Simulation([pay], TIMELOCK, True, True, [""], before, {TIMELOCK: Yen(899), OTHER: Yen(101)})
    assert (tried.alarms, tried.share_moved, tried.fails) == ([Alarm.MUCH], 11, False)
    unread = UnknownAction(OTHER, 0, b"")
    drained = Simulation([unread], TIMELOCK, True, True, [""], before, {TIMELOCK: Yen(0), OTHER: Yen(0)})
    assert drained.alarms == [Alarm.UNKNOWN, Alarm.MUCH]
    rules = Simulation([ChangeSetting(Setting.VOTING_DELAY, 1)], TIMELOCK)
    assert rules.alarms == [Alarm.RULES]
    assert rules.share_moved is None


def test_what_was_tried_alone_fails_for_sure_only_at_the_first() -> None:
    alone = Simulation([], TIMELOCK, is_tried=True, failures=["", "ERC20InsufficientBalance"])
    assert not alone.fails
    first = Simulation([], TIMELOCK, is_tried=True, failures=["ERC20InsufficientBalance", ""])
    assert first.fails
    assert first.failure == "ERC20InsufficientBalance"
