// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "contracts/interfaces/ICrowdfund.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {DeafAccount} from "contracts/mocks/HostileAccounts.sol";
import {FundActs} from "./support/FundActs.sol";

/// @title Projects: pledges, the goal met or missed, milestones, thanks
contract CrowdfundTest is FundActs {
    ICrowdfund.Project internal project;

    function setUp() external {
        _deploy();
        _deployFund();
        project = _projectOf(1, 10_000, true);
        _openProject(project);
        for (uint256 i = 0; i < 4; ++i) _fund(_holder(i), 100_000);
    }

    function test_a_missed_goal_gives_everything_back() external {
        _pledge(_holderKey(0), 1, 4_000);
        _pledge(_holderKey(1), 1, 5_999);
        assertEq(yen.balanceOf(address(crowdfund)), 9_999, "in escrow");
        vm.warp(project.closesAt);
        vm.expectRevert(
            abi.encodeWithSelector(ICrowdfund.ProjectNotIn.selector, uint64(1), ICrowdfund.State.Missed)
        );
        crowdfund.payFirst(1);
        crowdfund.giveBack(1, _people(3));
        crowdfund.giveBack(1, _people(3));
        assertEq(yen.balanceOf(_holder(0)), 100_000, "first");
        assertEq(yen.balanceOf(_holder(1)), 100_000, "second");
        assertEq(yen.balanceOf(address(crowdfund)), 0, "nothing stays");
    }

    function test_a_funded_project_is_paid_by_milestones_to_the_yen() external {
        _pledge(_holderKey(0), 1, 10_001);
        vm.warp(project.closesAt);
        crowdfund.payFirst(1);
        assertEq(yen.balanceOf(townPurse), 3_500, "town's part of the half");
        (ICrowdfund.MilestoneRelease memory early, bytes memory signature) = _signRelease(OFFICER_KEY, 1, 2);
        vm.expectRevert(abi.encodeWithSelector(ICrowdfund.MilestoneOutOfTurn.selector, uint64(1), uint8(1)));
        crowdfund.payMilestone(early, officer, signature);
        _payMilestone(1, 1);
        _payMilestone(1, 2);
        assertEq(yen.balanceOf(address(crowdfund)), 0, "all of it");
        (uint8 done, uint64 paid) = crowdfund.paidOf(1);
        assertEq(done, 3, "milestones");
        assertEq(paid, 10_001, "to the yen");
        (ICrowdfund.ProjectCancellation memory late, bytes memory signed) = _signCancelProject(1);
        vm.expectRevert(abi.encodeWithSelector(ICrowdfund.ProjectPaidOut.selector, uint64(1)));
        crowdfund.cancelProject(late, officer, signed);
    }

    function test_a_project_given_up_returns_what_was_not_paid() external {
        _pledge(_holderKey(0), 1, 6_000);
        _pledge(_holderKey(1), 1, 4_000);
        vm.warp(project.closesAt);
        crowdfund.payFirst(1);
        _cancelProject(1);
        crowdfund.giveBack(1, _people(2));
        assertEq(yen.balanceOf(_holder(0)), 97_000, "half of six thousand");
        assertEq(yen.balanceOf(_holder(1)), 98_000, "half of four thousand");
        assertEq(yen.balanceOf(address(crowdfund)), 0, "nothing stays");
    }

    function test_a_project_that_keeps_all_needs_no_goal() external {
        _openProject(_projectOf(2, 50_000, false));
        _pledge(_holderKey(0), 2, 10);
        vm.warp(project.closesAt);
        crowdfund.payFirst(2);
        assertEq(yen.balanceOf(address(crowdfund)), 5, "the other half waits");
    }

    function test_pledges_only_while_the_project_is_open() external {
        ICrowdfund.Pledge memory late = _pledgeOf(1, _holder(0), 1_000);
        bytes memory signature = _signPledge(_holderKey(0), late);
        vm.warp(project.closesAt);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICrowdfund.ProjectNotOpen.selector, uint64(1), project.opensAt, project.closesAt
            )
        );
        crowdfund.pledge(late, signature);
    }

    function test_a_pledge_counts_once() external {
        ICrowdfund.Pledge memory pledge = _pledgeOf(1, _holder(0), 1_000);
        bytes memory signature = _signPledge(_holderKey(0), pledge);
        crowdfund.pledge(pledge, signature);
        (bool done,) = address(crowdfund).call(abi.encodeCall(crowdfund.pledge, (pledge, signature)));
        assertTrue(!done, "pledged twice");
        assertEq(crowdfund.raisedBy(1), 1_000, "raised");
    }

    function test_a_frozen_supporter_stops_nobody() external {
        _pledge(_holderKey(0), 1, 1_000);
        _pledge(_holderKey(1), 1, 2_000);
        coin.freeze(_holder(0), true);
        vm.warp(project.closesAt);
        crowdfund.giveBack(1, _people(2));
        assertEq(yen.balanceOf(_holder(1)), 100_000, "the other one");
        assertEq(crowdfund.owedTo(_holder(0)), 1_000, "owed");
        coin.freeze(_holder(0), false);
        crowdfund.withdraw(_holder(0));
        assertEq(yen.balanceOf(_holder(0)), 100_000, "at last");
    }

    function test_supporters_are_thanked_once_when_it_is_sure() external {
        _pledge(_holderKey(0), 1, 9_000);
        _pledge(_holderKey(1), 1, 2_999);
        vm.expectRevert(abi.encodeWithSelector(ICrowdfund.ProjectNotIn.selector, uint64(1), ICrowdfund.State.Open));
        crowdfund.thank(1, _people(2));
        vm.warp(project.closesAt);
        crowdfund.thank(1, _people(3));
        crowdfund.thank(1, _people(3));
        assertEq(thanks.totalMinted(), 1, "one thanks");
        assertEq(thanks.ownerOf(1), _holder(0), "to who pledged enough");
    }

    function test_who_does_not_take_a_thanks_stops_nobody() external {
        address deaf = address(new DeafAccount());
        address[] memory people = _people(2);
        people[0] = deaf;
        _openProject(_projectOf(2, 1, false));
        _pledge(_holderKey(1), 2, 5_000);
        crowdfund.thank(2, people);
        assertEq(thanks.ownerOf(1), _holder(1), "thanked");
    }

    function test_only_the_minter_and_the_market_mint() external {
        (bool done,) = address(thanks).call(abi.encodeCall(thanks.mint, (address(this), 1)));
        assertTrue(!done, "minted by a stranger");
    }

    function test_an_officer_of_another_town_releases_nothing() external {
        _pledge(_holderKey(0), 1, 10_000);
        vm.warp(project.closesAt);
        crowdfund.payFirst(1);
        (ICrowdfund.MilestoneRelease memory release, bytes memory signature) =
            _signRelease(MUKAWA_OFFICER_KEY, 1, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        crowdfund.payMilestone(release, mukawaOfficer, signature);
    }

    function testFuzz_what_comes_back_never_exceeds_what_is_left(uint64 first, uint64 second, uint64 third) external {
        uint64[3] memory amounts =
            [uint64(bound(first, 1, 100_000)), uint64(bound(second, 1, 100_000)), uint64(bound(third, 1, 100_000))];
        _openProject(_projectOf(2, 1, true));
        for (uint256 i = 0; i < 3; ++i) _pledge(_holderKey(i), 2, amounts[i]);
        vm.warp(project.closesAt);
        crowdfund.payFirst(2);
        uint256 left = yen.balanceOf(address(crowdfund));
        _cancelProject(2);
        crowdfund.giveBack(2, _people(3));
        uint256 rest = yen.balanceOf(address(crowdfund));
        assertAtMost(rest, 3, "less than a yen for each");
        assertAtMost(rest, left, "covered");
    }
}
