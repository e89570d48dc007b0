// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "contracts/interfaces/ICrowdfund.sol";
import {IMilestoneVotes} from "contracts/interfaces/IMilestoneVotes.sol";
import {FundActs} from "./support/FundActs.sol";

/// @title Milestones by the supporters' vote, and pledges of accounts that sign nothing
contract MilestoneVotesTest is FundActs {
    ICrowdfund.Project internal project;

    function setUp() external {
        _deploy();
        _deployFund();
        project = _projectOf(1, 10_000, true);
        project.votePeriod = 7 days;
        _openProject(project);
        for (uint256 i = 0; i < 4; ++i) {
            _fund(_holder(i), 100_000);
        }
        _pledge(_holderKey(0), 1, 6_000);
        _pledge(_holderKey(1), 1, 3_000);
        _pledge(_holderKey(2), 1, 3_000);
        vm.warp(project.closesAt);
        crowdfund.payFirst(1);
    }

    function test_more_yen_for_than_against_pays_at_the_end_of_the_vote() external {
        _ask(1);
        _castBallot(_holderKey(0), 1, 1, true);
        _castBallot(_holderKey(1), 1, 1, false);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneVotes.MilestoneVoteInvalid.selector, uint64(1)));
        crowdfund.closeMilestoneVote(1);
        vm.warp(vm.getBlockTimestamp() + 7 days);
        crowdfund.closeMilestoneVote(1);
        (uint8 done, uint64 paid) = crowdfund.paidOf(1);
        assertEq(done, 2, "milestones");
        assertEq(paid, 9_600, "half and three tenths");
    }

    function test_silence_and_a_tie_refuse_and_another_report_is_asked_about() external {
        _ask(1);
        _castBallot(_holderKey(0), 1, 1, true);
        _castBallot(_holderKey(1), 1, 1, false);
        _castBallot(_holderKey(2), 1, 1, false);
        vm.warp(vm.getBlockTimestamp() + 7 days);
        crowdfund.closeMilestoneVote(1);
        (uint8 done,) = crowdfund.paidOf(1);
        assertEq(done, 1, "not paid");
        (ICrowdfund.MilestoneRelease memory again, bytes memory signature) = _signRelease(OFFICER_KEY, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneVotes.MilestoneVoteInvalid.selector, uint64(1)));
        crowdfund.askSupporters(again, officer, signature);
        _cancelProject(1);
        crowdfund.giveBack(1, _people(3));
        assertEq(yen.balanceOf(address(crowdfund)), 0, "all given back");
    }

    function test_one_bad_ballot_fails_alone() external {
        _ask(1);
        IMilestoneVotes.MilestoneBallot[] memory ballots = new IMilestoneVotes.MilestoneBallot[](5);
        bytes[] memory signatures = new bytes[](5);
        (ballots[0], signatures[0]) = _signBallot(_holderKey(0), 1, 1, true);
        (ballots[1], signatures[1]) = (ballots[0], signatures[0]); // twice
        (ballots[2], signatures[2]) = _signBallot(_holderKey(3), 1, 1, false); // pledged nothing
        (ballots[3], signatures[3]) = _signBallot(_holderKey(1), 1, 2, false); // another round
        (ballots[4], signatures[4]) = _signBallot(_holderKey(1), 1, 1, false);
        ballots[4].agrees = true; // not what was signed
        crowdfund.castMilestoneBallots(ballots, signatures);
        (,,, uint64 agreed, uint64 refused) = crowdfund.milestoneVoteOf(1);
        assertEq(agreed, 6_000, "agreed");
        assertEq(refused, 0, "refused");
    }

    function test_an_account_that_signs_nothing_votes_once_and_for_itself_alone() external {
        (IMilestoneVotes.MilestoneBallot memory ballot,) = _signBallot(_holderKey(0), 1, 1, true);
        _refuses(ballot, _holder(0), IMilestoneVotes.BallotObjection.Closed);
        _ask(1);
        _refuses(ballot, _holder(1), IMilestoneVotes.BallotObjection.SignatureInvalid);
        vm.prank(_holder(0));
        crowdfund.castMilestoneBallotDirectly(ballot);
        _refuses(ballot, _holder(0), IMilestoneVotes.BallotObjection.VotedAlready);
        _castBallot(_holderKey(0), 1, 1, false);
        ballot.supporter = _holder(3);
        _refuses(ballot, _holder(3), IMilestoneVotes.BallotObjection.NoSupporter);
        (ballot.supporter, ballot.reportHash) = (_holder(1), keccak256("another report"));
        _refuses(ballot, _holder(1), IMilestoneVotes.BallotObjection.Closed);
        (,,, uint64 agreed, uint64 refused) = crowdfund.milestoneVoteOf(1);
        assertEq(agreed, 6_000, "agreed");
        assertEq(refused, 0, "refused");
    }

    function test_nobody_is_asked_out_of_turn_and_no_officer_pays_alone() external {
        (ICrowdfund.MilestoneRelease memory release, bytes memory signature) = _signRelease(OFFICER_KEY, 1, 2);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneVotes.MilestoneVoteInvalid.selector, uint64(1)));
        crowdfund.askSupporters(release, officer, signature);
        (release, signature) = _signRelease(OFFICER_KEY, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IMilestoneVotes.SupportersDecide.selector, uint64(1)));
        crowdfund.payMilestone(release, officer, signature);
    }

    function test_a_pledge_without_signature_goes_back_to_who_sent_it() external {
        _openProject(_projectOf(2, 10_000, true));
        address treasury_ = _holder(3);
        vm.prank(treasury_);
        yen.approve(address(crowdfund), 900);
        vm.prank(treasury_);
        bytes32 first = crowdfund.pledgeDirectly(2, 400);
        vm.prank(treasury_);
        bytes32 second = crowdfund.pledgeDirectly(2, 500);
        assertTrue(first != second, "each its own id");
        vm.prank(treasury_);
        (bool done,) = address(crowdfund).call(abi.encodeCall(crowdfund.pledgeDirectly, (2, 1)));
        assertTrue(!done, "more than it allowed");
        assertEq(yen.balanceOf(treasury_), 99_100, "in escrow");
        vm.warp(vm.getBlockTimestamp() + 60 days);
        crowdfund.giveBack(2, _people(4));
        assertEq(yen.balanceOf(treasury_), 100_000, "back");
        vm.prank(treasury_);
        (done,) = address(crowdfund).call(abi.encodeCall(crowdfund.pledgeDirectly, (2, 100)));
        assertTrue(!done, "after the end");
    }

    function _refuses(
        IMilestoneVotes.MilestoneBallot memory ballot,
        address sender,
        IMilestoneVotes.BallotObjection objection
    ) private {
        vm.expectRevert(abi.encodeWithSelector(IMilestoneVotes.MilestoneBallotRefused.selector, uint64(1), objection));
        vm.prank(sender);
        crowdfund.castMilestoneBallotDirectly(ballot);
    }

    function _ask(uint8 milestone) private {
        (ICrowdfund.MilestoneRelease memory release, bytes memory signature) = _signRelease(OFFICER_KEY, 1, milestone);
        crowdfund.askSupporters(release, officer, signature);
    }
}
