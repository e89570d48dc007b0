// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "./IRegionalPoints.sol";

/// @title Projects that people support in points (地域ポイント) too: one goal, in yen and points together
/// @notice Pledged points wait here in the lots they came from. A missed or given-up project sends them back to their
/// supporters in the same lots; a funded one pays them, in one payment, to the shop (加盟店) that its town named. Points
/// never become yen here. A point counts as a yen towards the goal.
/// Only points that may be given away can be pledged, of lots that are good for some days beyond the project's end, so
/// that what comes back can still be spent.
interface IPointsCrowdfund {
    /// @notice Signed by a Curator of the project's municipality while it takes pledges, once. EIP-712 type
    /// `PointsGoal`.
    struct PointsGoal {
        uint64 projectId;
        uint32 programId; // transferable, for anybody
        uint64 merchantId; // of the project's municipality, which takes the program's points
        uint64 deadline;
    }

    /// @notice EIP-712 type `PointsPledge`; its digest, as a number, is the nonce of the supporter's Gift to this contract.
    struct PointsPledge {
        uint64 projectId;
        address supporter;
        uint256 id; // the lot
        uint64 amount;
        bytes32 salt;
    }

    event PointsGoalSet(uint64 indexed projectId, uint32 indexed programId, uint64 indexed merchantId);
    event PointsPledged(
        bytes32 indexed pledgeId,
        uint64 indexed projectId,
        address indexed supporter,
        uint256 id,
        uint64 amount,
        uint64 raised
    );
    event PointsReturned(uint64 indexed projectId, address indexed supporter, uint256 id, uint64 amount);
    event PointsPaidOut(uint64 indexed projectId, uint64 indexed merchantId, bytes32 paymentId, uint64 amount);

    error PointsGoalInvalid();
    error PointsNotTaken(uint64 projectId);
    error PointsPledgeInvalid();
    error LotEndsTooEarly(uint256 id, uint32 leastDay);
    error LotsTooMany(uint64 projectId);

    function setPointsGoal(PointsGoal calldata goal, address officer, bytes calldata signature) external;

    /// @param signature the supporter's, over the points' Gift of the lot to this contract
    /// @param deadline of the gift
    function pledgePoints(PointsPledge calldata pledge, uint64 deadline, bytes calldata signature) external;

    /// @notice Pays all points of a funded project to its shop. Anybody may call it.
    function payPoints(uint64 projectId) external;

    /// @notice Sends points back, of a project that missed its goal or was given up before they were paid. Anybody may
    /// call it. A lot that its supporter cannot take stays here and may be tried again.
    function giveBackPoints(uint64 projectId, address[] calldata supporters) external;

    function hashPointsPledge(PointsPledge calldata pledge) external view returns (bytes32);
    function pointsGoalOf(uint64 projectId)
        external
        view
        returns (uint32 programId, uint64 merchantId, uint64 raised, bool isPaid);
    function pointsPledgedBy(uint64 projectId, address supporter, uint256 id) external view returns (uint64);
}
