// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "contracts/interfaces/ICrowdfund.sol";
import {IPointsCrowdfund} from "contracts/interfaces/IPointsCrowdfund.sol";
import {PointsFundActs} from "./support/PointsFundActs.sol";

/// @title A goal in yen and points together: met and paid to the shop, missed and back in the same lots
contract PointsCrowdfundTest is PointsFundActs {
    ICrowdfund.Project internal project;
    uint256 internal early;
    uint256 internal late;

    function setUp() external {
        _deploy();
        _deployFund();
        _openForPoints(3, 5_000);
        (early, late) = (_lot(PROGRAM, _lotDay(0)), _lot(PROGRAM, _lotDay(1)));
        project = _projectOf(1, 10_000, true);
        _openProject(project);
        for (uint256 i = 0; i < 3; ++i) {
            _fund(_holder(i), 100_000);
        }
        _setGoal(1, PROGRAM, SHOP);
    }

    function test_yen_and_points_together_meet_the_goal_and_points_go_to_the_shop() external {
        _pledge(_holderKey(0), 1, 6_000);
        _pledgePoints(_holderKey(1), 1, early, 1_500);
        _pledgePoints(_holderKey(1), 1, late, 1_500);
        _pledgePoints(_holderKey(2), 1, late, 1_000);
        (bool done,) = address(fund).call(abi.encodeCall(fund.payPoints, (1)));
        assertTrue(!done, "paid before the end");
        vm.warp(project.closesAt);
        crowdfund.payFirst(1);
        fund.payPoints(1);
        assertEq(points.takingsOf(shop, early), 1_500, "early lot");
        assertEq(points.takingsOf(shop, late), 2_500, "late lot");
        assertEq(points.balanceOf(address(fund), early) + points.balanceOf(address(fund), late), 0, "nothing stays");
        (done,) = address(fund).call(abi.encodeCall(fund.payPoints, (1)));
        assertTrue(!done, "paid twice");
        _cancelProject(1);
        (done,) = address(fund).call(abi.encodeCall(fund.giveBackPoints, (1, _people(3))));
        assertTrue(!done, "given back after they were paid");
    }

    function test_a_missed_goal_sends_points_back_to_the_lots_they_came_from() external {
        _pledge(_holderKey(0), 1, 6_000);
        _pledgePoints(_holderKey(1), 1, early, 1_500);
        _pledgePoints(_holderKey(1), 1, late, 2_499);
        vm.warp(project.closesAt);
        crowdfund.giveBack(1, _people(2));
        fund.giveBackPoints(1, _people(3));
        fund.giveBackPoints(1, _people(3));
        assertEq(points.spendableOf(_holder(1), early), 5_000, "early lot");
        assertEq(points.spendableOf(_holder(1), late), 5_000, "late lot");
        assertEq(yen.balanceOf(_holder(0)), 100_000, "yen");
    }

    function test_a_project_given_up_before_its_points_are_paid_sends_them_back() external {
        _pledgePoints(_holderKey(1), 1, early, 4_000);
        _cancelProject(1);
        fund.giveBackPoints(1, _people(2));
        assertEq(points.spendableOf(_holder(1), early), 5_000, "back");
    }

    function test_a_signed_pledge_is_good_for_its_project_alone_and_once() external {
        _openProject(_projectOf(2, 10_000, true));
        _setGoal(2, PROGRAM, SHOP);
        (IPointsCrowdfund.PointsPledge memory pledge, bytes memory signature) =
            _pointsPledge(_holderKey(0), 1, early, 700);
        IPointsCrowdfund.PointsPledge memory other = pledge;
        other.projectId = 2;
        (bool done,) = address(fund).call(abi.encodeCall(fund.pledgePoints, (other, LATER, signature)));
        assertTrue(!done, "for another project");
        pledge.projectId = 1;
        (done,) = address(points).call(abi.encodeCall(points.give, (_giftOf(pledge), signature)));
        assertTrue(!done, "given without a pledge");
        fund.pledgePoints(pledge, LATER, signature);
        (done,) = address(fund).call(abi.encodeCall(fund.pledgePoints, (pledge, LATER, signature)));
        assertTrue(!done, "twice");
        assertEq(points.balanceOf(address(fund), early), 700, "once");
    }

    function test_lots_that_would_end_before_they_could_come_back_are_not_taken() external {
        uint32 leastDay = uint32((project.closesAt + 9 hours) / 1 days) + 14;
        uint256 short = _lot(PROGRAM, leastDay - 1);
        _grant(_holder(0), PROGRAM, leastDay - 1, 100);
        (IPointsCrowdfund.PointsPledge memory pledge, bytes memory signature) =
            _pointsPledge(_holderKey(0), 1, short, 100);
        vm.expectRevert(abi.encodeWithSelector(IPointsCrowdfund.LotEndsTooEarly.selector, short, leastDay));
        fund.pledgePoints(pledge, LATER, signature);
    }

    function test_only_points_that_can_come_back_and_a_shop_of_the_town_are_named() external {
        _openProject(_projectOf(2, 10_000, true));
        for (uint256 i = 0; i < 2; ++i) {
            (IPointsCrowdfund.PointsGoal memory goal, bytes memory signature) =
                _goal(2, i == 0 ? PROGRAM + 1 : PROGRAM, i == 0 ? SHOP : FAR_SHOP);
            vm.expectRevert(IPointsCrowdfund.PointsGoalInvalid.selector);
            fund.setPointsGoal(goal, officer, signature);
        }
        (bool done,) = address(crowdfund).call(abi.encodeCall(crowdfund.countPoints, (1, 10_000)));
        assertTrue(!done, "counted by a stranger");
    }
}

/// @title People pledge points to two projects, which are met, missed or given up, in any order
contract PointsFundLife is PointsFundActs {
    uint256 internal constant PEOPLE = 3;
    uint256[2] public lots;

    constructor() {
        _deploy();
        _deployFund();
        _openForPoints(PEOPLE, 20_000);
        lots = [_lot(PROGRAM, _lotDay(0)), _lot(PROGRAM, _lotDay(1))];
        _openProject(_projectOf(1, 20_000, true));
        _openProject(_projectOf(2, 20_000, false));
        _setGoal(1, PROGRAM, SHOP);
        _setGoal(2, PROGRAM, SHOP);
    }

    function pledge(uint256 person, uint64 project, uint256 lot, uint64 amount) external {
        (IPointsCrowdfund.PointsPledge memory pledge_, bytes memory signature) = _pointsPledge(
            _holderKey(person % PEOPLE), 1 + (project % 2), lots[lot % 2], uint64(bound(amount, 0, 9_000))
        );
        try fund.pledgePoints(pledge_, LATER, signature) {} catch {}
    }

    function payPoints(uint64 project) external {
        try fund.payPoints(1 + (project % 2)) {} catch {}
    }

    function giveBack(uint64 project) external {
        try fund.giveBackPoints(1 + (project % 2), _people(PEOPLE)) {} catch {}
    }

    function giveUp(uint64 project, uint256 chance) external {
        if (chance % 8 != 0) return;
        (ICrowdfund.ProjectCancellation memory cancellation, bytes memory signature) =
            _signCancelProject(1 + (project % 2));
        try crowdfund.cancelProject(cancellation, officer, signature) {} catch {}
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 3 days));
    }

    /// @return held in escrow of both lots
    /// @return due to supporters of what was neither paid nor given back
    function escrow() external view returns (uint256 held, uint256 due) {
        for (uint256 lot = 0; lot < 2; ++lot) {
            held += points.balanceOf(address(fund), lots[lot]);
            for (uint64 project = 1; project <= 2; ++project) {
                (,,, bool isPaid) = fund.pointsGoalOf(project);
                for (uint256 i = 0; !isPaid && i < PEOPLE; ++i) {
                    due += fund.pointsPledgedBy(project, _holder(i), lots[lot]);
                }
            }
        }
    }
}

/// @title What holds for pledged points whatever people do
/// forge-config: default.invariant.runs = 16
contract PointsFundInvariants {
    PointsFundLife internal life;

    function setUp() external {
        life = new PointsFundLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_escrow_holds_every_pledged_point() external view {
        (uint256 held, uint256 due) = life.escrow();
        require(held == due, "points in escrow");
    }
}
