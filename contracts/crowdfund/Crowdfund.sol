// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICollection} from "../interfaces/ICollection.sol";
import {ICrowdfund} from "../interfaces/ICrowdfund.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {YenShares} from "../yen/YenShares.sol";
import {CrowdfundProjects} from "./CrowdfundProjects.sol";

/// @title Pledges in escrow: paid out by milestones, or given back (see ICrowdfund)
contract Crowdfund is CrowdfundProjects {
    struct Support {
        uint64 pledged;
        bool returned;
        bool thanked;
    }

    bytes32 private constant _PLEDGE_TYPE =
        keccak256("Pledge(uint64 projectId,address supporter,uint64 amount,uint64 validBefore,bytes32 salt)");
    bytes32 private constant _RELEASE_TYPE =
        keccak256("MilestoneRelease(uint64 projectId,uint8 milestone,bytes32 reportHash,uint64 deadline)");

    mapping(uint64 projectId => mapping(address supporter => Support)) private _supports;

    /// @param registry whose curators open projects
    /// @param yen coin in which people pledge
    constructor(IMunicipalityRegistry registry, IYenToken yen)
        SignedActs("Crowdfund")
        CrowdfundProjects(registry)
        YenShares(yen)
    {}

    /// @inheritdoc ICrowdfund
    function pledge(Pledge calldata pledge_, bytes calldata authorization) external nonReentrant {
        Fund storage fund = _known(pledge_.projectId);
        bool isOpen = block.timestamp >= fund.opensAt && block.timestamp < fund.closesAt && !fund.cancelled;
        if (!isOpen) revert ProjectNotOpen(pledge_.projectId, fund.opensAt, fund.closesAt);
        if (pledge_.amount == 0) revert PledgeInvalid();
        if (municipalities.isPaused(fund.municipality)) {
            revert IMunicipalityRegistry.MunicipalityIsPaused(fund.municipality);
        }
        bytes32 pledgeId = hashPledge(pledge_);
        fund.raised += pledge_.amount;
        _supports[pledge_.projectId][pledge_.supporter].pledged += pledge_.amount;
        emit Pledged(pledgeId, pledge_.projectId, pledge_.supporter, pledge_.amount, fund.raised);
        _receive(pledge_.supporter, pledge_.amount, pledge_.validBefore, pledgeId, authorization);
    }

    /// @inheritdoc ICrowdfund
    function payFirst(uint64 projectId) external nonReentrant {
        _requireState(projectId, State.Funded);
        _payNext(projectId, 0, 0);
    }

    /// @inheritdoc ICrowdfund
    function payMilestone(MilestoneRelease calldata release, address officer, bytes calldata signature)
        external
        nonReentrant
    {
        _requireSigned(officer, keccak256(abi.encode(_RELEASE_TYPE, release)), release.deadline, signature);
        _requireCurator(_known(release.projectId).municipality, officer);
        _requireState(release.projectId, State.Funded);
        if (release.milestone == 0) revert MilestoneOutOfTurn(release.projectId, _funds[release.projectId].done);
        _payNext(release.projectId, release.milestone, release.reportHash);
    }

    /// @inheritdoc ICrowdfund
    function giveBack(uint64 projectId, address[] calldata supporters) external nonReentrant {
        State state = stateOf(projectId);
        if (state != State.Missed && state != State.Cancelled) revert ProjectNotIn(projectId, state);
        (uint256 raised, uint256 left) = (_funds[projectId].raised, _funds[projectId].raised - _funds[projectId].paid);
        for (uint256 i = 0; i < supporters.length; ++i) {
            Support storage support = _supports[projectId][supporters[i]];
            if (support.returned || support.pledged == 0) continue;
            support.returned = true;
            uint64 amount = uint64((support.pledged * left) / raised);
            bool isSent = amount == 0 || _giveBack(supporters[i], amount);
            emit PledgeReturned(projectId, supporters[i], amount, !isSent);
        }
    }

    /// @inheritdoc ICrowdfund
    function thank(uint64 projectId, address[] calldata supporters) external nonReentrant {
        Fund storage fund = _known(projectId);
        State state = stateOf(projectId);
        bool isSure = state == State.Funded || (state == State.Open && !fund.allOrNothing);
        if (!isSure || fund.collection == address(0)) revert ProjectNotIn(projectId, state);
        for (uint256 i = 0; i < supporters.length; ++i) {
            Support storage support = _supports[projectId][supporters[i]];
            if (support.thanked || support.pledged == 0 || support.pledged < fund.thanksFrom) continue;
            support.thanked = true;
            try ICollection(fund.collection).mint(supporters[i], 1) returns (uint256 tokenId) {
                emit Thanked(projectId, supporters[i], tokenId);
            } catch {
                support.thanked = false;
            }
        }
    }

    /// @inheritdoc ICrowdfund
    function pledgedBy(uint64 projectId, address supporter) external view returns (uint64) {
        return _supports[projectId][supporter].pledged;
    }

    /// @inheritdoc ICrowdfund
    function hashPledge(Pledge calldata pledge_) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_PLEDGE_TYPE, pledge_)));
    }

    /// @dev Each milestone is rounded down; the last one pays what is left.
    function _payNext(uint64 projectId, uint8 milestone, bytes32 reportHash) private {
        Fund storage fund = _funds[projectId];
        ProjectDetails memory details = abi.decode(CodeStorage.read(fund.details), (ProjectDetails));
        if (milestone != fund.done) revert MilestoneOutOfTurn(projectId, fund.done);
        if (milestone >= details.milestones.length) revert ProjectPaidOut(projectId);
        bool isLast = uint256(milestone) + 1 == details.milestones.length;
        uint64 amount = isLast
            ? fund.raised - fund.paid
            : uint64((uint256(fund.raised) * details.milestones[milestone]) / _WHOLE_IN_BASIS_POINTS);
        fund.done = milestone + 1;
        fund.paid += amount;
        emit MilestonePaid(projectId, milestone, amount, reportHash);
        _share(bytes32(uint256(projectId)), details.splits, amount);
    }
}
