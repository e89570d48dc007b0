// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IRegionGovernor} from "contracts/interfaces/IRegionGovernor.sol";
import {DaoActs} from "./support/DaoActs.sol";

/// @title A community's decisions: who votes, what passes, and that the treasury pays once and not too early
contract GovernanceTest is DaoActs {
    string internal constant CHANGEABLE = "pay\n\n#ballots=changeable";
    bytes4 internal constant OUTDATED = IRegionGovernor.BallotOutdated.selector;

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
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, 1, _holder(20), 1);
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
        IRegionGovernor.Ballot memory again = IRegionGovernor.Ballot(proposalId, 0, _holder(0), 1);
        bytes memory signature = _signBallot(_holderKey(0), again);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, _holder(0)));
        governor.castBallot(again, signature);
    }

    function voteAgain(uint256 voter, uint256 proposalId, uint8 support, uint64 revision) external {
        _voteAgain(voter, proposalId, support, revision);
    }

    function test_nobody_votes_for_another() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, "pay"));
        _skip(DELAY + 1);
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, 1, _holder(1), 1);
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
            ballots[i] = IRegionGovernor.Ballot(proposalId, 1, _holder(i), 1);
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

    function test_a_changed_mind_replaces_the_ballot_where_the_proposal_allows_it() external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, CHANGEABLE));
        assertTrue(governor.isChangeable(proposalId), "changeable");
        _skip(DELAY + 1);
        _giveCards(0, 2); // after the snapshot
        _vote(0, proposalId, 1);
        _vote(1, proposalId, 1);
        _voteAgain(0, proposalId, 0, 2);
        _assertVotes(proposalId, 1, 1, 0);
        _voteAgain(0, proposalId, 2, 7);
        _assertVotes(proposalId, 0, 1, 1);
        _refused(0, proposalId, 1, 1, abi.encodeWithSelector(OUTDATED, _holder(0), 1, 7)); // the first one again
        _refused(0, proposalId, 1, 7, abi.encodeWithSelector(OUTDATED, _holder(0), 7, 7));
        _refused(2, proposalId, 1, 0, abi.encodeWithSelector(OUTDATED, _holder(2), 0, 0));
        _refused(1, proposalId, 3, 2, abi.encodeWithSelector(IGovernor.GovernorInvalidVoteType.selector));
        vm.prank(_holder(1)); // a transaction of one's own has no revision: it is a first ballot
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, _holder(1)));
        governor.castVote(proposalId, 0);
        _assertVotes(proposalId, 0, 1, 1);
        vm.warp(governor.proposalDeadline(proposalId)); // the closing second
        _voteAgain(1, proposalId, 0, 2);
        _skip(1);
        (bool late,) = address(this).call(abi.encodeCall(this.voteAgain, (1, proposalId, 1, 3)));
        assertTrue(!late, "after the close");
        _assertVotes(proposalId, 1, 0, 1);
    }

    function test_without_the_words_at_its_end_a_proposal_lets_nobody_change() external {
        string[4] memory others =
            ["pay #ballots=changeable ", "#ballots=changeable pay", "ballots=changeable", "#ballots=Changeable"];
        for (uint256 i = 0; i < 4; ++i) {
            assertTrue(!governor.isChangeable(_propose(_holderKey(0), _yenTransfer(payee, 300, others[i]))), others[i]);
        }
        assertTrue(governor.isChangeable(_propose(_holderKey(0), _yenTransfer(payee, 300, CHANGEABLE))), "whole");
    }

    function test_a_quorum_once_reached_stays_and_gives_more_time_once_whoever_changes_their_mind() external {
        for (uint256 i = 5; i < 10; ++i) _giveCards(i, 1); // 10 cards: 20 % are 2
        _skip(1);
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, CHANGEABLE));
        uint256 close = governor.proposalDeadline(proposalId);
        vm.warp(close - 10);
        _vote(0, proposalId, 1);
        _vote(1, proposalId, 1);
        uint256 later = governor.proposalDeadline(proposalId);
        assertEq(later, close - 10 + EXTENSION, "extended");
        _vote(2, proposalId, 1);
        _voteAgain(0, proposalId, 0, 2); // two for and one against
        _voteAgain(1, proposalId, 2, 2);
        vm.warp(later);
        _voteAgain(1, proposalId, 1, 3);
        assertEq(governor.proposalDeadline(proposalId), later, "once");
        _skip(1);
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Succeeded), "two to one");
    }

    function test_a_quorum_reached_early_by_moving_ballots_is_not_hidden_until_the_closing_second() external {
        for (uint256 i = 5; i < 10; ++i) _giveCards(i, 1);
        _skip(1);
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, CHANGEABLE));
        _skip(DELAY + 1);
        _vote(0, proposalId, 1);
        _vote(1, proposalId, 1);
        _voteAgain(1, proposalId, 0, 2); // one for, one against: everybody still reads that the quorum is reached
        _vote(2, proposalId, 1);
        uint256 close = governor.proposalDeadline(proposalId);
        vm.warp(close + 1);
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Succeeded), "two to one");
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

    function testFuzz_with_changed_minds_the_tally_is_the_last_choice_of_each(uint8[12] calldata acts) external {
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(payee, 300, CHANGEABLE));
        _skip(DELAY + 1);
        uint8[5] memory last = [9, 9, 9, 9, 9];
        uint64[5] memory revisions;
        for (uint256 i = 0; i < 12; ++i) {
            uint256 who = acts[i] % 5;
            last[who] = (acts[i] / 5) % 3;
            _voteAgain(who, proposalId, last[who], ++revisions[who]);
        }
        uint256[3] memory expected;
        for (uint256 i = 0; i < 5; ++i) if (last[i] != 9) expected[last[i]] += 1;
        _assertVotes(proposalId, expected[0], expected[1], expected[2]);
    }

    function _assertVotes(uint256 proposalId, uint256 against, uint256 inFavour, uint256 abstain) private view {
        (uint256 no, uint256 yes, uint256 neither) = governor.proposalVotes(proposalId);
        assertEq(no, against, "against");
        assertEq(yes, inFavour, "for");
        assertEq(neither, abstain, "abstain");
    }

    function _refused(uint256 who, uint256 proposalId, uint8 support, uint64 revision, bytes memory why) private {
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, support, _holder(who), revision);
        bytes memory signature = _signBallot(_holderKey(who), ballot);
        vm.expectRevert(why);
        governor.castBallot(ballot, signature);
    }

    function _executing(Actions memory actions) private view returns (bytes memory) {
        bytes32 description = keccak256(bytes(actions.description));
        return abi.encodeCall(
            governor.execute, (actions.targets, actions.values, actions.calldatas, description)
        );
    }
}
