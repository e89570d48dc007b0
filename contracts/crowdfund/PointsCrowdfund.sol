// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICrowdfund} from "../interfaces/ICrowdfund.sol";
import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IPointsCrowdfund} from "../interfaces/IPointsCrowdfund.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {SignedActs} from "../signatures/SignedActs.sol";

/// @title Escrow of pledged points (see IPointsCrowdfund)
/// @notice Made by the Crowdfund with itself. Takes points only within `pledgePoints`, and signs (ERC-1271) only the one
/// payment that `payPoints` is making.
contract PointsCrowdfund is IPointsCrowdfund, IERC1271, SignedActs, ReentrancyGuardTransient {
    struct Fund {
        uint32 programId; // 0 = takes no points
        uint64 merchantId;
        uint64 raised;
        uint32 leastDay; // lots must be good until then
        bool isPaid;
        uint256[] ids;
    }

    /// @notice Days after a project's end for which pledged lots are still good.
    uint32 public constant DAYS_BEYOND = 14;
    uint256 private constant _MOST_LOTS = 32; // of a project: they are paid in one payment
    uint256 private constant _DAY = 1 days;
    uint256 private constant _JST = 9 hours;
    bytes4 private constant _REFUSED = 0xffffffff;
    bytes32 private constant _GOAL_TYPE =
        keccak256("PointsGoal(uint64 projectId,uint32 programId,uint64 merchantId,uint64 deadline)");
    bytes32 private constant _PLEDGE_TYPE =
        keccak256("PointsPledge(uint64 projectId,address supporter,uint256 id,uint64 amount,bytes32 salt)");

    ICrowdfund public immutable crowdfund;
    IMunicipalityRegistry public immutable municipalities;
    IRegionalPoints public immutable points;
    IMerchantRegistry public immutable merchants;

    mapping(uint64 projectId => Fund) private _funds;
    mapping(uint64 projectId => mapping(uint256 id => uint64)) private _lots;
    mapping(uint64 projectId => mapping(address supporter => mapping(uint256 id => uint64))) private _pledged;
    bool private _isTaking;
    bytes32 private _agreed; // the payment that is being made

    /// @param registry whose curators say which projects take points
    /// @param points_ that are pledged
    /// @param merchants_ to which they are paid
    constructor(IMunicipalityRegistry registry, IRegionalPoints points_, IMerchantRegistry merchants_)
        SignedActs("PointsCrowdfund")
    {
        crowdfund = ICrowdfund(msg.sender);
        municipalities = registry;
        points = points_;
        merchants = merchants_;
    }

    /// @inheritdoc IPointsCrowdfund
    function setPointsGoal(PointsGoal calldata goal, address officer, bytes calldata signature) external {
        _requireSigned(officer, keccak256(abi.encode(_GOAL_TYPE, goal)), goal.deadline, signature);
        (uint32 municipality, uint64 closesAt) = crowdfund.placeOf(goal.projectId);
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Curator, officer);
        Fund storage fund = _funds[goal.projectId];
        if (fund.programId != 0 || crowdfund.stateOf(goal.projectId) != ICrowdfund.State.Open) {
            revert PointsGoalInvalid();
        }
        _requireTaken(goal, municipality);
        (fund.programId, fund.merchantId) = (goal.programId, goal.merchantId);
        fund.leastDay = uint32((closesAt + _JST) / _DAY) + DAYS_BEYOND;
        emit PointsGoalSet(goal.projectId, goal.programId, goal.merchantId);
    }

    /// @inheritdoc IPointsCrowdfund
    function pledgePoints(PointsPledge calldata pledge, uint64 deadline, bytes calldata signature)
        external
        nonReentrant
    {
        Fund storage fund = _funds[pledge.projectId];
        if (fund.programId == 0) revert PointsNotTaken(pledge.projectId);
        if (pledge.amount == 0 || uint32(pledge.id >> 32) != fund.programId) revert PointsPledgeInvalid();
        if (uint32(pledge.id) < fund.leastDay) revert LotEndsTooEarly(pledge.id, fund.leastDay);
        crowdfund.countPoints(pledge.projectId, pledge.amount);
        bytes32 pledgeId = hashPointsPledge(pledge);
        _keep(fund, pledge);
        emit PointsPledged(pledgeId, pledge.projectId, pledge.supporter, pledge.id, pledge.amount, fund.raised);
        IRegionalPoints.Gift memory gift = IRegionalPoints.Gift(
            pledge.supporter, address(this), pledge.id, pledge.amount, uint256(pledgeId), deadline
        );
        _isTaking = true;
        points.give(gift, signature);
        _isTaking = false;
    }

    /// @inheritdoc IPointsCrowdfund
    function payPoints(uint64 projectId) external nonReentrant {
        Fund storage fund = _funds[projectId];
        ICrowdfund.State state = crowdfund.stateOf(projectId);
        if (state != ICrowdfund.State.Funded) revert ICrowdfund.ProjectNotIn(projectId, state);
        if (fund.isPaid || fund.raised == 0) revert ICrowdfund.ProjectPaidOut(projectId);
        fund.isPaid = true;
        IRegionalPoints.Payment memory payment = _paymentOf(projectId, fund);
        _agreed = points.hashPayment(payment);
        bytes32 paymentId = points.pay(payment, "");
        _agreed = 0;
        emit PointsPaidOut(projectId, fund.merchantId, paymentId, fund.raised);
    }

    /// @inheritdoc IPointsCrowdfund
    function giveBackPoints(uint64 projectId, address[] calldata supporters) external nonReentrant {
        Fund storage fund = _funds[projectId];
        ICrowdfund.State state = crowdfund.stateOf(projectId);
        bool isOver = state == ICrowdfund.State.Missed || state == ICrowdfund.State.Cancelled;
        if (!isOver || fund.isPaid) revert ICrowdfund.ProjectNotIn(projectId, state);
        uint256 count = fund.ids.length;
        for (uint256 i = 0; i < supporters.length; ++i) {
            for (uint256 j = 0; j < count; ++j) {
                _giveBack(projectId, supporters[i], fund.ids[j]);
            }
        }
    }

    /// @notice ERC-1155: takes points within a pledge, and nothing else.
    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external view returns (bytes4) {
        return _isTaking && msg.sender == address(points) ? this.onERC1155Received.selector : _REFUSED;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return hash != 0 && hash == _agreed ? IERC1271.isValidSignature.selector : _REFUSED;
    }

    /// @inheritdoc IPointsCrowdfund
    function pointsGoalOf(uint64 projectId)
        external
        view
        returns (uint32 programId, uint64 merchantId, uint64 raised, bool isPaid)
    {
        Fund storage fund = _funds[projectId];
        return (fund.programId, fund.merchantId, fund.raised, fund.isPaid);
    }

    /// @inheritdoc IPointsCrowdfund
    function pointsPledgedBy(uint64 projectId, address supporter, uint256 id) external view returns (uint64) {
        return _pledged[projectId][supporter][id];
    }

    /// @inheritdoc IPointsCrowdfund
    function hashPointsPledge(PointsPledge calldata pledge) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_PLEDGE_TYPE, pledge)));
    }

    function _keep(Fund storage fund, PointsPledge calldata pledge) private {
        fund.raised += pledge.amount;
        if (_lots[pledge.projectId][pledge.id] == 0) {
            if (fund.ids.length == _MOST_LOTS) revert LotsTooMany(pledge.projectId);
            fund.ids.push(pledge.id);
        }
        _lots[pledge.projectId][pledge.id] += pledge.amount;
        _pledged[pledge.projectId][pledge.supporter][pledge.id] += pledge.amount;
    }

    function _giveBack(uint64 projectId, address supporter, uint256 id) private {
        uint64 amount = _pledged[projectId][supporter][id];
        if (amount == 0) return;
        _pledged[projectId][supporter][id] = 0;
        try IERC1155(address(points)).safeTransferFrom(address(this), supporter, id, amount, "") {
            emit PointsReturned(projectId, supporter, id, amount);
        } catch {
            _pledged[projectId][supporter][id] = amount;
        }
    }

    function _paymentOf(uint64 projectId, Fund storage fund)
        private
        view
        returns (IRegionalPoints.Payment memory payment)
    {
        uint256[] memory ids = fund.ids;
        uint64[] memory amounts = new uint64[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            amounts[i] = _lots[projectId][ids[i]];
        }
        uint256 nonce = uint256(keccak256(abi.encode(projectId)));
        return IRegionalPoints.Payment(
            address(this), fund.merchantId, fund.raised, ids, amounts, nonce, uint64(block.timestamp)
        );
    }

    function _requireTaken(PointsGoal calldata goal, uint32 municipality) private view {
        IRegionalPoints.Program memory program = points.programOf(uint256(goal.programId) << 32);
        (address account, uint32 code, bool suspended) = merchants.merchant(goal.merchantId);
        bool isTaken = program.transferable && !program.verifiedOnly && account != address(0) && !suspended
            && code == municipality && municipalities.isInArea(program.areaId, code);
        if (!isTaken) revert PointsGoalInvalid();
    }
}
