// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {Crowdfund} from "contracts/crowdfund/Crowdfund.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {ICrowdfund} from "contracts/interfaces/ICrowdfund.sol";
import {IMilestoneVotes} from "contracts/interfaces/IMilestoneVotes.sol";
import {RefusingYen} from "contracts/mocks/RefusingYen.sol";
import {YenToken} from "contracts/yen/YenToken.sol";
import {MarketActs} from "./MarketActs.sol";

/// @title Signed acts on a crowdfund with a coin that can freeze accounts
abstract contract FundActs is MarketActs {
    Crowdfund internal crowdfund;
    RefusingYen internal coin;
    Collection internal thanks;
    uint256 private _pledgeSalt;

    function _deployFund() internal {
        coin = new RefusingYen(owner);
        yen = YenToken(address(coin));
        crowdfund = Crowdfund(_shipped("Crowdfund", abi.encode(municipalities, yen, points, merchants)));
        ICollection.Terms memory terms = _cardTerms(false, false);
        terms.minter = address(crowdfund);
        thanks = _createCollection(terms);
    }

    function _details() internal view returns (ICrowdfund.ProjectDetails memory details) {
        details.splits = _threeWays();
        details.milestones = new uint16[](3);
        (details.milestones[0], details.milestones[1], details.milestones[2]) = (5_000, 3_000, 2_000);
    }

    function _projectOf(uint64 projectId, uint64 goal, bool allOrNothing)
        internal
        view
        returns (ICrowdfund.Project memory project)
    {
        project.projectId = projectId;
        project.municipality = UDA;
        project.goal = goal;
        project.opensAt = uint64(vm.getBlockTimestamp());
        project.closesAt = project.opensAt + 30 days;
        project.allOrNothing = allOrNothing;
        project.collection = address(thanks);
        project.thanksFrom = 3_000;
        project.detailsHash = keccak256(abi.encode(_details()));
        project.deadline = LATER;
    }

    function _openProject(ICrowdfund.Project memory project) internal {
        crowdfund.openProject(project, _details(), officer, _signProject(project));
    }

    function _signProject(ICrowdfund.Project memory project) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Project(uint64 projectId,uint32 municipality,uint64 goal,uint64 opensAt,uint64 closesAt,bool allOrNothing,address collection,uint64 thanksFrom,uint32 votePeriod,bytes32 detailsHash,uint64 deadline)"
        );
        return _sign(OFFICER_KEY, address(crowdfund), keccak256(abi.encode(kind, project)));
    }

    function _signCancelProject(uint64 projectId)
        internal
        view
        returns (ICrowdfund.ProjectCancellation memory cancellation, bytes memory signature)
    {
        cancellation = ICrowdfund.ProjectCancellation(projectId, LATER);
        bytes32 kind = keccak256("ProjectCancellation(uint64 projectId,uint64 deadline)");
        signature = _sign(OFFICER_KEY, address(crowdfund), keccak256(abi.encode(kind, cancellation)));
    }

    function _cancelProject(uint64 projectId) internal {
        (ICrowdfund.ProjectCancellation memory cancellation, bytes memory signature) = _signCancelProject(projectId);
        crowdfund.cancelProject(cancellation, officer, signature);
    }

    function _signRelease(uint256 key, uint64 projectId, uint8 milestone)
        internal
        view
        returns (ICrowdfund.MilestoneRelease memory release, bytes memory signature)
    {
        release = ICrowdfund.MilestoneRelease(projectId, milestone, keccak256("report"), LATER);
        bytes32 kind =
            keccak256("MilestoneRelease(uint64 projectId,uint8 milestone,bytes32 reportHash,uint64 deadline)");
        signature = _sign(key, address(crowdfund), keccak256(abi.encode(kind, release)));
    }

    function _payMilestone(uint64 projectId, uint8 milestone) internal {
        (ICrowdfund.MilestoneRelease memory release, bytes memory signature) =
            _signRelease(OFFICER_KEY, projectId, milestone);
        crowdfund.payMilestone(release, officer, signature);
    }

    function _signBallot(uint256 key, uint64 projectId, uint16 round, bool agrees)
        internal
        view
        returns (IMilestoneVotes.MilestoneBallot memory ballot, bytes memory signature)
    {
        ballot = IMilestoneVotes.MilestoneBallot(projectId, round, keccak256("report"), vm.addr(key), agrees);
        bytes32 kind = keccak256(
            "MilestoneBallot(uint64 projectId,uint16 round,bytes32 reportHash,address supporter,bool agrees)"
        );
        signature = _sign(key, address(crowdfund), keccak256(abi.encode(kind, ballot)));
    }

    function _castBallot(uint256 key, uint64 projectId, uint16 round, bool agrees) internal {
        IMilestoneVotes.MilestoneBallot[] memory ballots = new IMilestoneVotes.MilestoneBallot[](1);
        bytes[] memory signatures = new bytes[](1);
        (ballots[0], signatures[0]) = _signBallot(key, projectId, round, agrees);
        crowdfund.castMilestoneBallots(ballots, signatures);
    }

    function _pledgeOf(uint64 projectId, address supporter, uint64 amount) internal returns (ICrowdfund.Pledge memory) {
        return ICrowdfund.Pledge(projectId, supporter, amount, LATER, bytes32(++_pledgeSalt));
    }

    function _signPledge(uint256 key, ICrowdfund.Pledge memory pledge) internal view returns (bytes memory) {
        bytes32 id = crowdfund.hashPledge(pledge);
        return _authorize(key, pledge.supporter, address(crowdfund), pledge.amount, pledge.validBefore, id);
    }

    function _pledge(uint256 key, uint64 projectId, uint64 amount) internal {
        ICrowdfund.Pledge memory pledge = _pledgeOf(projectId, vm.addr(key), amount);
        crowdfund.pledge(pledge, _signPledge(key, pledge));
    }

    function _people(uint256 count) internal pure returns (address[] memory people) {
        people = new address[](count);
        for (uint256 i = 0; i < count; ++i) {
            people[i] = _holder(i);
        }
    }
}
