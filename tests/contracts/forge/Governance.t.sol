// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IRegionGovernor} from "contracts/interfaces/IRegionGovernor.sol";
import {DaoActs} from "./support/DaoActs.sol";

/// @title A community's decisions: who votes, what passes, and that the treasury pays once and not too early
contract GovernanceTest is DaoActs {
    address internal payee = address(0xbeef);

    function setUp() external {
        _deploy();
        _found();
        for (uint256 i = 0; i < 5; ++i) _giveCards(i, 1);
        _fund(address(vault), 1_000);
        _skip(1);
    }

    function test_an_accepted_proposal_pays_after_the_timelock_and_once() external {
        Actions memory actions = _yenTransfer(payee, 300, "pay");
        uint256 proposalId = _propose(_holderKey(0), actions);
        _skip(DELAY + 1);
        _vote(0, proposalId, 1);
        _vote(1, proposalId, 1);
        _skip(PERIOD + 1);
        _queue(actions);
        (bool early,) = address(governor).call(_executing(actions));
        assertTrue(!early, "paid before the timelock ended");
        _skip(TIMELOCK_DELAY + 1);
        _execute(actions);
        assertEq(yen.balanceOf(payee), 300, "paid");
        (bool twice,) = address(governor).call(_executing(actions));
        assertTrue(!twice, "paid twice");
    }

    function test_without_quorum_nothing_passes() external {
        for (uint256 i = 5; i < 11; ++i) _giveCards(i, 1); // 11 cards: 20 % are 2.2, rounded down 2
        _skip(1);
        Actions memory actions = _yenTransfer(payee, 300, "pay");
        uint256 proposalId = _propose(_holderKey(0), actions);
        _skip(DELAY + 1);
        _vote(0, proposalId, 1);
        _skip(PERIOD + 1);
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Defeated), "state");
    }

    function test_more_against_than_for_is_defeat() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        _vote(0, proposalId, 1);
        _vote(1, proposalId, 0);
        _vote(2, proposalId, 0);
        _skip(PERIOD + 1);
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Defeated), "state");
    }

    function test_cards_bought_after_the_snapshot_do_not_count() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        _giveCards(20, 3);
        _skip(1);
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, 1, _holder(20));
        bytes memory signature = _signBallot(_holderKey(20), ballot);
        vm.expectRevert(
            abi.encodeWithSelector(IRegionGovernor.BallotWithoutCard.selector, proposalId, _holder(20))
        );
        governor.castBallot(ballot, signature);
    }

    function test_nobody_votes_twice() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        _vote(0, proposalId, 1);
        IRegionGovernor.Ballot memory again = IRegionGovernor.Ballot(proposalId, 0, _holder(0));
        bytes memory signature = _signBallot(_holderKey(0), again);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, _holder(0)));
        governor.castBallot(again, signature);
    }

    function test_nobody_votes_for_another() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, 1, _holder(1));
        bytes memory foreign = _signBallot(_holderKey(2), ballot);
        vm.expectRevert(abi.encodeWithSelector(IRegionGovernor.BallotSignatureInvalid.selector, _holder(1)));
        governor.castBallot(ballot, foreign);
    }

    function test_one_bad_ballot_of_a_batch_fails_alone() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        IRegionGovernor.Ballot[] memory ballots = new IRegionGovernor.Ballot[](3);
        bytes[] memory signatures = new bytes[](3);
        for (uint256 i = 0; i < 3; ++i) {
            ballots[i] = IRegionGovernor.Ballot(proposalId, 1, _holder(i));
            signatures[i] = _signBallot(_holderKey(i == 1 ? 4 : i), ballots[i]);
        }
        governor.castBallots(ballots, signatures);
        (, uint256 inFavour,) = governor.proposalVotes(proposalId);
        assertEq(inFavour, 2, "votes");
        assertTrue(!governor.hasVoted(proposalId, _holder(1)), "the bad one may vote again");
    }

    function test_a_quorum_reached_late_keeps_the_vote_open_once() external {
        for (uint256 i = 5; i < 10; ++i) _giveCards(i, 1); // 10 cards: 20 % are 2
        _skip(1);
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        uint256 close = governor.proposalDeadline(proposalId);
        vm.warp(close - 10);
        _vote(0, proposalId, 1);
        assertEq(governor.proposalDeadline(proposalId), close, "no quorum yet");
        vm.warp(close); // the closing second
        _vote(1, proposalId, 1);
        assertEq(governor.proposalDeadline(proposalId), close + EXTENSION, "extended");
        vm.warp(close + EXTENSION);
        for (uint256 i = 2; i < 5; ++i) _vote(i, proposalId, 0);
        assertEq(governor.proposalDeadline(proposalId), close + EXTENSION, "once");
        _skip(1);
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Defeated), "answered in time");
    }

    function test_a_quorum_reached_early_changes_nothing() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        uint256 close = governor.proposalDeadline(proposalId);
        vm.warp(close - EXTENSION);
        _vote(0, proposalId, 1);
        assertEq(governor.proposalDeadline(proposalId), close, "as proposed");
    }

    function test_who_holds_no_card_proposes_nothing() external {
        Actions memory actions = _yenTransfer(payee, 300, "pay");
        IRegionGovernor.Proposal memory proposal = IRegionGovernor.Proposal(
            _holder(30),
            keccak256(abi.encode(actions.targets, actions.values, actions.calldatas)),
            keccak256(bytes(actions.description)),
            LATER
        );
        bytes memory signature = _signProposal(_holderKey(30), proposal);
        vm.expectRevert(
            abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, _holder(30), 0, 1)
        );
        governor.proposeBySig(
            actions.targets, actions.values, actions.calldatas, actions.description, proposal, signature
        );
    }

    function test_nobody_takes_from_the_treasury_directly() external {
        vm.prank(_holder(0));
        (bool done,) = address(vault).call(
            abi.encodeWithSignature(
                "schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
                address(yen),
                0,
                abi.encodeCall(yen.transfer, (payee, 1)),
                bytes32(0),
                bytes32(0),
                TIMELOCK_DELAY
            )
        );
        assertTrue(!done, "scheduled past the governor");
    }

    function testFuzz_the_tally_is_the_sum_of_cards(uint8[5] calldata choices) external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        uint256[3] memory expected;
        for (uint256 i = 0; i < 5; ++i) {
            uint8 support = choices[i] % 3;
            _vote(i, proposalId, support);
            expected[support] += 1;
        }
        (uint256 against, uint256 inFavour, uint256 abstain) = governor.proposalVotes(proposalId);
        assertEq(against, expected[0], "against");
        assertEq(inFavour, expected[1], "for");
        assertEq(abstain, expected[2], "abstain");
    }

    function _executing(Actions memory actions) private view returns (bytes memory) {
        bytes32 description = keccak256(bytes(actions.description));
        return abi.encodeCall(
            governor.execute, (actions.targets, actions.values, actions.calldatas, description)
        );
    }
}
