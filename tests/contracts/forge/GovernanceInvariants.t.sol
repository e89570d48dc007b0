// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionGovernor} from "contracts/interfaces/IRegionGovernor.sol";
import {DaoActs} from "./support/DaoActs.sol";

/// @title Four people with few cards propose, vote, give cards away, queue and execute, in any order and at any time
contract GovernanceLife is DaoActs {
    uint256 internal constant PEOPLE = 4;
    uint256 internal constant MOST_PROPOSALS = 4;
    uint256 internal constant PAID = 100;

    address public payee = address(0xbeef);
    uint256 public funded = 10_000;
    uint256[] public proposals;
    uint256 public executions;
    uint256 public executedTwice;
    mapping(uint256 proposalId => uint256) public timesExecuted;

    /// @dev So that what is counted is all that happens.
    modifier onlySelf() {
        require(msg.sender == address(this), "called by others");
        _;
    }

    constructor() {
        _deploy();
        _found();
        for (uint256 i = 0; i < PEOPLE; ++i) _giveCards(i, uint32(i + 1));
        _fund(address(vault), funded);
        _skip(1);
    }

    function propose(uint256 person) external {
        if (proposals.length == MOST_PROPOSALS) return;
        _tryPropose(person % PEOPLE);
    }

    function vote(uint256 person, uint256 which, uint8 support) external {
        if (proposals.length == 0) return;
        uint256 proposalId = proposals[which % proposals.length];
        person %= PEOPLE + 1; // the last holds cards only when somebody gave one
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, support % 4, _holder(person));
        try governor.castBallot(ballot, _signBallot(_holderKey(person), ballot)) {} catch {}
    }

    /// @dev The clock does not move: a card that voted is handed on within the same second as well.
    function give(uint256 from, uint256 to, uint256 serial) external {
        address giver = _holder(from % (PEOPLE + 1));
        vm.prank(giver);
        try card.transferFrom(giver, _holder(to % (PEOPLE + 1)), 1 + serial % 10) {} catch {}
    }

    function queueAll() external {
        for (uint256 i = 0; i < proposals.length; ++i) try this.queueAt(i) {} catch {}
    }

    function executeAll() external {
        for (uint256 i = 0; i < proposals.length; ++i) {
            try this.executeAt(i) {
                ++executions;
                if (++timesExecuted[proposals[i]] > 1) ++executedTwice;
            } catch {}
        }
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 2 days));
    }

    /// @dev Somebody tries to move the treasury past the governor.
    function grab(uint256 person) external {
        vm.prank(_holder(person % PEOPLE));
        (bool done,) = address(vault).call(
            abi.encodeWithSignature(
                "schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
                address(yen),
                0,
                abi.encodeCall(yen.transfer, (_holder(person % PEOPLE), 1)),
                bytes32(0),
                bytes32(0),
                TIMELOCK_DELAY
            )
        );
        require(!done, "scheduled past the governor");
    }

    function queueAt(uint256 index) external onlySelf {
        _queue(_actionsOf(index));
    }

    function executeAt(uint256 index) external onlySelf {
        _execute(_actionsOf(index));
    }

    function count() external view returns (uint256) {
        return proposals.length;
    }

    /// @return sum of all ballots counted for a proposal
    /// @return cards that existed at its snapshot; as nobody has more than they hold, no card counts twice
    function votesOf(uint256 index) external view returns (uint256 sum, uint256 cards) {
        uint256 proposalId = proposals[index];
        (uint256 against, uint256 inFavour, uint256 abstain) = governor.proposalVotes(proposalId);
        sum = against + inFavour + abstain;
        uint256 snapshot = governor.proposalSnapshot(proposalId);
        if (snapshot >= vm.getBlockTimestamp()) return (sum, 0);
        for (uint256 i = 0; i <= PEOPLE; ++i) {
            if (governor.hasVoted(proposalId, _holder(i))) cards += card.getPastVotes(_holder(i), snapshot);
        }
    }

    function supplyAt(uint256 index) external view returns (uint256) {
        uint256 snapshot = governor.proposalSnapshot(proposals[index]);
        return snapshot < vm.getBlockTimestamp() ? card.getPastTotalSupply(snapshot) : 0;
    }

    function treasuryBalance() external view returns (uint256) {
        return yen.balanceOf(address(vault));
    }

    function paidOut() external view returns (uint256) {
        return yen.balanceOf(payee);
    }

    function owedByExecutions() external view returns (uint256) {
        return executions * PAID;
    }

    function _tryPropose(uint256 person) private {
        Actions memory actions = _actionsOf(proposals.length);
        (IRegionGovernor.Proposal memory proposal, bytes memory signature) =
            _signedProposal(_holderKey(person), actions);
        try governor.proposeBySig(
            actions.targets, actions.values, actions.calldatas, actions.description, proposal, signature
        ) returns (uint256 proposalId) {
            proposals.push(proposalId);
        } catch {}
    }

    function _actionsOf(uint256 index) private view returns (Actions memory) {
        return _yenTransfer(payee, PAID, string(abi.encodePacked("pay ", bytes1(uint8(48 + index)))));
    }
}

/// @title What holds for decisions whatever people do
/// forge-config: default.invariant.runs = 16
/// forge-config: default.invariant.depth = 60
contract GovernanceInvariants {
    GovernanceLife internal life;

    function setUp() external {
        life = new GovernanceLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_votes_counted_are_the_cards_held_at_the_snapshot() external view {
        for (uint256 i = 0; i < life.count(); ++i) {
            (uint256 sum, uint256 cards) = life.votesOf(i);
            require(sum == cards, "each who voted counts with their cards at the snapshot, once");
            require(sum <= life.supplyAt(i), "no more votes than cards");
        }
    }

    function invariant_the_treasury_moves_only_by_executed_proposals_and_once_by_each() external view {
        require(life.executedTwice() == 0, "executed twice");
        require(life.paidOut() == life.owedByExecutions(), "paid what was executed");
        require(life.treasuryBalance() + life.paidOut() == life.funded(), "nothing else left the treasury");
    }
}
