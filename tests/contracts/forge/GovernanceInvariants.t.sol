// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionGovernor} from "contracts/interfaces/IRegionGovernor.sol";
import {ITownGuardian} from "contracts/interfaces/ITownGuardian.sol";
import {DaoActs} from "./support/DaoActs.sol";

/// @title Four people with few cards propose, vote, change their minds, give cards away, queue and execute, and a town
/// vetoes, in any order and at any time; every other proposal lets a ballot be replaced
contract GovernanceLife is DaoActs {
    uint256 internal constant PEOPLE = 4;
    uint256 internal constant MOST_PROPOSALS = 4;
    uint256 internal constant PAID = 100;

    address public payee = address(0xbeef);
    uint256 public funded = 10_000;
    uint256[] public proposals;
    uint256 public executions;
    uint256 public executedTwice;
    uint256 public executedAfterVeto;
    uint256 public vetoedByOthers;
    uint256 public replacedUnasked;
    uint256 public votedTooEarly;
    uint256 public extendedTwice;
    mapping(uint256 proposalId => uint256) public timesExecuted;
    mapping(uint256 proposalId => bool) public vetoed;
    mapping(uint256 proposalId => uint256) public extensions;
    mapping(uint256 proposalId => mapping(uint256 person => uint256)) public ballots;
    mapping(uint256 proposalId => mapping(uint256 person => uint8)) public cast;

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

    function vote(uint256 person, uint256 which, uint8 support, uint64 revision) external {
        if (proposals.length == 0) return;
        uint256 proposalId = proposals[which % proposals.length];
        person %= PEOPLE + 1; // the last holds cards only when somebody gave one
        (uint256 held, uint256 snapshot) = (_closeOf(proposalId), governor.proposalSnapshot(proposalId));
        try this.voteAs(person, proposalId, support % 4, revision % 4) {
            cast[proposalId][person] = support % 4;
            if (!governor.isChangeable(proposalId) && ++ballots[proposalId][person] > 1) ++replacedUnasked;
            if (snapshot >= vm.getBlockTimestamp()) ++votedTooEarly;
        } catch {}
        if (_closeOf(proposalId) != held && ++extensions[proposalId] > 1) ++extendedTwice;
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
                if (vetoed[proposals[i]]) ++executedAfterVeto;
            } catch {}
        }
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 2 days));
    }

    /// @dev A curator of one of the towns, or of another one, stops what waits.
    function veto(uint256 which, bool isOurs) external {
        if (proposals.length == 0) return;
        which %= proposals.length;
        try this.vetoAt(which, isOurs ? UDA : MUKAWA) {
            vetoed[proposals[which]] = true;
            if (!isOurs) ++vetoedByOthers;
        } catch {}
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

    function voteAs(uint256 person, uint256 proposalId, uint8 support, uint64 revision) external onlySelf {
        _voteAgain(person, proposalId, support, revision);
    }

    function vetoAt(uint256 index, uint32 town) external onlySelf {
        ITownGuardian.Veto memory signed = ITownGuardian.Veto(proposals[index], town, keccak256("why"), LATER);
        (address by, uint256 key) =
            town == UDA ? (officer, OFFICER_KEY) : (mukawaOfficer, MUKAWA_OFFICER_KEY);
        _veto(_actionsOf(index), signed, by, _signVeto(key, signed));
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

    /// @return whether each sum is that of the last choices of those who voted
    function areSumsOfLastChoices(uint256 index) external view returns (bool) {
        uint256 proposalId = proposals[index];
        uint256[3] memory sums;
        for (uint256 i = 0; i <= PEOPLE; ++i) {
            if (!governor.hasVoted(proposalId, _holder(i))) continue;
            sums[cast[proposalId][i]] += card.getPastVotes(_holder(i), governor.proposalSnapshot(proposalId));
        }
        (uint256 against, uint256 inFavour, uint256 abstain) = governor.proposalVotes(proposalId);
        return against == sums[0] && inFavour == sums[1] && abstain == sums[2];
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
        string memory ending = index % 2 == 0 ? "" : "\n#ballots=changeable";
        return _yenTransfer(payee, PAID, string(abi.encodePacked("pay ", bytes1(uint8(48 + index)), ending)));
    }

    function _closeOf(uint256 proposalId) private view returns (uint256) {
        return governor.proposalDeadline(proposalId);
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
            require(life.areSumsOfLastChoices(i), "the last choice of each counts");
        }
        require(life.replacedUnasked() == 0, "replaced where the proposal does not allow it");
        require(life.votedTooEarly() == 0, "voted before the snapshot");
        require(life.extendedTwice() == 0, "given more time twice");
    }

    function invariant_the_treasury_moves_only_by_executed_proposals_and_once_by_each() external view {
        require(life.executedTwice() == 0, "executed twice");
        require(life.executedAfterVeto() == 0, "executed after a veto");
        require(life.vetoedByOthers() == 0, "vetoed by a town that does not belong to it");
        require(life.paidOut() == life.owedByExecutions(), "paid what was executed");
        require(life.treasuryBalance() + life.paidOut() == life.funded(), "nothing else left the treasury");
    }
}
