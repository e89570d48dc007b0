// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {ICrowdfund} from "../interfaces/ICrowdfund.sol";
import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {YenShares} from "../yen/YenShares.sol";
import {CrowdfundProjects} from "./CrowdfundProjects.sol";
import {MilestoneVotes} from "./MilestoneVotes.sol";
import {PointsCrowdfund} from "./PointsCrowdfund.sol";

/// @title Pledges in escrow: paid out by milestones, or given back (see ICrowdfund)
contract Crowdfund is MilestoneVotes {
    using SafeERC20 for IYenToken;

    /// @notice Escrow of points, made with this contract.
    PointsCrowdfund public immutable pointsFund;

    bytes32 private constant _PLEDGE_TYPE =
        keccak256("Pledge(uint64 projectId,address supporter,uint64 amount,uint64 validBefore,bytes32 salt)");

    /// @param registry whose curators open projects
    /// @param yen coin in which people pledge
    /// @param points that projects may take too
    /// @param merchants to which points are paid
    constructor(IMunicipalityRegistry registry, IYenToken yen, IRegionalPoints points, IMerchantRegistry merchants)
        SignedActs("Crowdfund")
        CrowdfundProjects(registry)
        YenShares(yen)
    {
        pointsFund = new PointsCrowdfund(registry, points, merchants);
    }

    /// @inheritdoc ICrowdfund
    function countPoints(uint64 projectId, uint64 amount) external {
        if (msg.sender != address(pointsFund)) revert PointsSenderUnauthorized(msg.sender);
        _requireOpen(projectId);
        _funds[projectId].points += amount;
    }

    /// @inheritdoc ICrowdfund
    function pledge(Pledge calldata pledge_, bytes calldata authorization) external nonReentrant {
        bytes32 pledgeId = hashPledge(pledge_);
        _requireOpen(pledge_.projectId);
        _count(pledgeId, pledge_.projectId, pledge_.supporter, pledge_.amount);
        _receive(pledge_.supporter, pledge_.amount, pledge_.validBefore, pledgeId, authorization);
    }

    /// @inheritdoc ICrowdfund
    function pledgeDirectly(uint64 projectId, uint64 amount) external nonReentrant returns (bytes32 pledgeId) {
        // What is raised only grows while a project is open, so that no two pledges have the same id.
        pledgeId = keccak256(abi.encode(block.chainid, address(this), projectId, msg.sender, _requireOpen(projectId)));
        _count(pledgeId, projectId, msg.sender, amount);
        yen.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc ICrowdfund
    function payFirst(uint64 projectId) external nonReentrant {
        _requireState(projectId, State.Funded);
        _payNext(projectId, 0, 0);
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

    /// @return raised before this pledge
    function _requireOpen(uint64 projectId) private view returns (uint64 raised) {
        Fund storage fund = _known(projectId);
        bool isOpen = block.timestamp >= fund.opensAt && block.timestamp < fund.closesAt && !fund.cancelled;
        if (!isOpen) revert ProjectNotOpen(projectId, fund.opensAt, fund.closesAt);
        if (municipalities.isPaused(fund.municipality)) {
            revert IMunicipalityRegistry.MunicipalityIsPaused(fund.municipality);
        }
        return fund.raised;
    }

    function _count(bytes32 pledgeId, uint64 projectId, address supporter, uint64 amount) private {
        if (amount == 0) revert PledgeInvalid();
        uint64 raised = _funds[projectId].raised + amount;
        _funds[projectId].raised = raised;
        _supports[projectId][supporter].pledged += amount;
        emit Pledged(pledgeId, projectId, supporter, amount, raised);
    }
}
