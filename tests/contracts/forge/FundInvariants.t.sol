// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "contracts/interfaces/ICrowdfund.sol";
import {FundActs} from "./support/FundActs.sol";

/// @title Three people pledge to two projects, which are paid, given up, given back, in any order; the coin freezes some
contract FundLife is FundActs {
    uint256 internal constant PEOPLE = 3;
    uint64 internal constant PROJECTS = 3;
    uint256 public funded;

    constructor() {
        _deploy();
        _deployFund();
        for (uint256 i = 0; i < PEOPLE; ++i) {
            _fund(_holder(i), 1_000_000);
        }
        funded = 1_000_000 * PEOPLE;
        _openProject(_projectOf(1, 30_000, true));
        _openProject(_projectOf(2, 30_000, false));
        ICrowdfund.Project memory voted = _projectOf(3, 30_000, false);
        voted.votePeriod = 5 days;
        _openProject(voted);
    }

    function pledge(uint256 person, uint64 project, uint64 amount) external {
        person %= PEOPLE;
        ICrowdfund.Pledge memory pledge_ =
            _pledgeOf(_numberOf(project), _holder(person), uint64(bound(amount, 0, 20_000)));
        try crowdfund.pledge(pledge_, _signPledge(_holderKey(person), pledge_)) {} catch {}
    }

    function pledgeDirectly(uint256 person, uint64 project, uint64 amount) external {
        person %= PEOPLE;
        amount = uint64(bound(amount, 0, 20_000));
        vm.prank(_holder(person));
        yen.approve(address(crowdfund), amount);
        vm.prank(_holder(person));
        try crowdfund.pledgeDirectly(_numberOf(project), amount) {} catch {}
    }

    function askSupporters(uint8 milestone) external {
        (ICrowdfund.MilestoneRelease memory release, bytes memory signature) =
            _signRelease(OFFICER_KEY, 3, milestone % 4);
        try crowdfund.askSupporters(release, officer, signature) {} catch {}
    }

    function castBallot(uint256 person, uint16 round, bool agrees) external {
        _castBallot(_holderKey(person % PEOPLE), 3, round % 4, agrees);
    }

    function closeMilestoneVote() external {
        (,,, uint64 agreed, uint64 refused) = crowdfund.milestoneVoteOf(3);
        require(agreed + refused <= crowdfund.raisedBy(3), "more votes than yen");
        try crowdfund.closeMilestoneVote(3) {} catch {}
    }

    function payFirst(uint64 project) external {
        try crowdfund.payFirst(_numberOf(project)) {} catch {}
    }

    function payMilestone(uint64 project, uint8 milestone) external {
        (ICrowdfund.MilestoneRelease memory release, bytes memory signature) =
            _signRelease(OFFICER_KEY, _numberOf(project), milestone % 4);
        try crowdfund.payMilestone(release, officer, signature) {} catch {}
    }

    function giveUp(uint64 project, uint256 chance) external {
        if (chance % 8 != 0) return;
        (ICrowdfund.ProjectCancellation memory cancellation, bytes memory signature) =
            _signCancelProject(_numberOf(project));
        try crowdfund.cancelProject(cancellation, officer, signature) {} catch {}
    }

    function giveBack(uint64 project) external {
        try crowdfund.giveBack(_numberOf(project), _people(PEOPLE)) {} catch {}
    }

    function freeze(uint256 person, bool frozen) external {
        coin.freeze(_holder(person % PEOPLE), frozen);
    }

    function withdraw(uint256 person) external {
        try crowdfund.withdraw(_holder(person % PEOPLE)) {} catch {}
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 3 days));
    }

    /// @dev After everything that can be given back was, nobody is short: giving back never reverts for want of yen.
    function settleAll() external {
        vm.warp(vm.getBlockTimestamp() + 60 days);
        for (uint256 i = 0; i < PEOPLE; ++i) {
            coin.freeze(_holder(i), false);
        }
        for (uint64 number = 1; number <= PROJECTS; ++number) {
            ICrowdfund.State state = crowdfund.stateOf(number);
            if (state != ICrowdfund.State.Funded) crowdfund.giveBack(number, _people(PEOPLE));
        }
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (crowdfund.owedTo(_holder(i)) != 0) crowdfund.withdraw(_holder(i));
        }
    }

    /// @return held by the contract
    /// @return due at least: open pledges and unpaid milestones in full, and what is owed
    function escrow() external view returns (uint256 held, uint256 due) {
        held = yen.balanceOf(address(crowdfund));
        for (uint64 number = 1; number <= PROJECTS; ++number) {
            ICrowdfund.State state = crowdfund.stateOf(number);
            (, uint64 paid) = crowdfund.paidOf(number);
            bool isWhole = state == ICrowdfund.State.Open || state == ICrowdfund.State.Funded;
            if (isWhole) due += crowdfund.raisedBy(number) - paid;
        }
        for (uint256 i = 0; i < PEOPLE; ++i) {
            due += crowdfund.owedTo(_holder(i));
        }
    }

    function yenInAll() external view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            sum += yen.balanceOf(_holder(i));
        }
        sum += yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse);
        sum += yen.balanceOf(address(crowdfund));
    }

    function _numberOf(uint64 project) private pure returns (uint64) {
        return 1 + (project % PROJECTS);
    }
}

/// @title What holds for pledges whatever people do
/// forge-config: default.invariant.runs = 16
contract FundInvariants {
    FundLife internal life;

    function setUp() external {
        life = new FundLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_escrow_covers_every_pledge() external {
        (uint256 held, uint256 due) = life.escrow();
        require(held >= due, "covered");
        life.settleAll();
        (held, due) = life.escrow();
        require(held >= due && held <= due + 9, "all given back, but for parts of a yen");
    }

    function invariant_no_yen_is_made_or_lost() external view {
        require(life.yenInAll() == life.funded(), "yen");
    }
}
