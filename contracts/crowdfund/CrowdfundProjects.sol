// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "../interfaces/ICrowdfund.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {YenReturns} from "../yen/YenReturns.sol";

/// @title Projects as curators open and give them up, and what state they are in
abstract contract CrowdfundProjects is ICrowdfund, SignedActs, YenReturns {
    struct Fund {
        uint64 raised; // first word
        uint64 goal;
        uint40 opensAt;
        uint40 closesAt; // 0 = no such project
        uint32 municipality;
        bool allOrNothing;
        bool cancelled;
        address details; // second word: code that holds the splits and milestones
        uint64 paid;
        uint8 done;
        address collection; // third word
        uint64 thanksFrom;
        uint32 votePeriod;
        uint64 points; // fourth word: pledged in the points fund; each counts as a yen towards the goal
    }

    uint256 internal constant _WHOLE_IN_BASIS_POINTS = 10_000;
    uint256 private constant _MOST_MILESTONES = 12;
    uint256 private constant _LONGEST_VOTE = 60 days;
    bytes32 private constant _PROJECT_TYPE = keccak256(
        "Project(uint64 projectId,uint32 municipality,uint64 goal,uint64 opensAt,uint64 closesAt,bool allOrNothing,address collection,uint64 thanksFrom,uint32 votePeriod,bytes32 detailsHash,uint64 deadline)"
    );
    bytes32 private constant _CANCELLATION_TYPE = keccak256("ProjectCancellation(uint64 projectId,uint64 deadline)");

    IMunicipalityRegistry public immutable municipalities;

    mapping(uint64 projectId => Fund) internal _funds;

    constructor(IMunicipalityRegistry municipalities_) {
        municipalities = municipalities_;
    }

    /// @inheritdoc ICrowdfund
    function openProject(
        Project calldata project,
        ProjectDetails calldata details,
        address officer,
        bytes calldata signature
    ) external {
        _requireSigned(officer, keccak256(abi.encode(_PROJECT_TYPE, project)), project.deadline, signature);
        _requireCurator(project.municipality, officer);
        if (_funds[project.projectId].closesAt != 0) revert ProjectExists(project.projectId);
        if (_isInvalid(project) || keccak256(abi.encode(details)) != project.detailsHash) revert ProjectInvalid();
        _requireMilestones(details.milestones);
        _requireSplits(details.splits, keccak256(abi.encode(details.splits)));

        Fund storage fund = _funds[project.projectId];
        (fund.goal, fund.municipality, fund.allOrNothing) = (project.goal, project.municipality, project.allOrNothing);
        (fund.opensAt, fund.closesAt) = (uint40(project.opensAt), uint40(project.closesAt));
        fund.details = CodeStorage.write(abi.encode(details));
        (fund.collection, fund.thanksFrom, fund.votePeriod) =
        (project.collection, project.thanksFrom, project.votePeriod);
        _announce(project);
    }

    /// @inheritdoc ICrowdfund
    function cancelProject(ProjectCancellation calldata cancellation, address officer, bytes calldata signature)
        external
    {
        bytes32 structHash = keccak256(abi.encode(_CANCELLATION_TYPE, cancellation));
        _requireSigned(officer, structHash, cancellation.deadline, signature);
        Fund storage fund = _known(cancellation.projectId);
        _requireCurator(fund.municipality, officer);
        State state = stateOf(cancellation.projectId);
        if (state == State.Cancelled || state == State.Missed) revert ProjectNotIn(cancellation.projectId, state);
        if (fund.paid != 0 && fund.paid == fund.raised) revert ProjectPaidOut(cancellation.projectId);
        fund.cancelled = true;
        emit ProjectCancelled(cancellation.projectId);
    }

    /// @inheritdoc ICrowdfund
    function raisedBy(uint64 projectId) external view returns (uint64) {
        return _funds[projectId].raised;
    }

    /// @inheritdoc ICrowdfund
    function paidOf(uint64 projectId) external view returns (uint8 done, uint64 paid) {
        return (_funds[projectId].done, _funds[projectId].paid);
    }

    /// @inheritdoc ICrowdfund
    function placeOf(uint64 projectId) external view returns (uint32 municipality, uint64 closesAt) {
        Fund storage fund = _known(projectId);
        return (fund.municipality, fund.closesAt);
    }

    /// @inheritdoc ICrowdfund
    function stateOf(uint64 projectId) public view returns (State) {
        Fund storage fund = _funds[projectId];
        if (fund.closesAt == 0) return State.Unknown;
        if (fund.cancelled) return State.Cancelled;
        if (block.timestamp < fund.closesAt) return State.Open;
        return fund.allOrNothing && uint256(fund.raised) + fund.points < fund.goal ? State.Missed : State.Funded;
    }

    function _known(uint64 projectId) internal view returns (Fund storage fund) {
        fund = _funds[projectId];
        if (fund.closesAt == 0) revert ProjectUnknown(projectId);
    }

    function _requireCurator(uint32 municipality, address officer) internal view {
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Curator, officer);
    }

    function _requireState(uint64 projectId, State wanted) internal view {
        State state = stateOf(projectId);
        if (state != wanted) revert ProjectNotIn(projectId, state);
    }

    function _announce(Project calldata project) private {
        emit ProjectOpened(
            project.projectId,
            project.municipality,
            project.goal,
            project.opensAt,
            project.closesAt,
            project.allOrNothing,
            project.collection,
            project.thanksFrom,
            project.votePeriod
        );
    }

    function _isInvalid(Project calldata project) private view returns (bool) {
        bool neverOpen = project.closesAt <= project.opensAt || project.closesAt <= block.timestamp;
        return
            neverOpen || project.closesAt > type(uint40).max || project.goal == 0 || project.votePeriod > _LONGEST_VOTE;
    }

    function _requireMilestones(uint16[] calldata milestones) private pure {
        uint256 sum = 0;
        for (uint256 i = 0; i < milestones.length; ++i) {
            if (milestones[i] == 0) revert ProjectInvalid();
            sum += milestones[i];
        }
        if (sum != _WHOLE_IN_BASIS_POINTS || milestones.length > _MOST_MILESTONES) revert ProjectInvalid();
    }
}
