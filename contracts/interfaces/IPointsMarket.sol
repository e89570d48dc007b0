// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "./IMarket.sol";
import {IRegionalPoints} from "./IRegionalPoints.sol";

/// @title Sale of the market's listings for points of a program (地域ポイント)
/// @notice The points go to a shop, which is paid for them by the settlement of its points, as at a till. Stock, period,
/// limits and restrictions are those of the listing, however it is paid.
interface IPointsMarket {
    /// @notice What a token of a listing costs in points. Replaces what was said before; `programId` 0 = in yen alone from now
    /// on. Signed by a Curator of the collection's municipality. EIP-712 type `PointsPrice`.
    struct PointsPrice {
        uint64 listingId;
        uint32 programId;
        uint64 merchantId; // takes the points
        uint64 price;
        uint256 nonce; // unordered, per officer
        uint64 deadline;
    }

    event PointsPriceSet(uint64 indexed listingId, uint32 indexed programId, uint64 indexed merchantId, uint64 price);
    event SoldForPoints(
        bytes32 indexed purchaseId,
        uint64 indexed listingId,
        address indexed buyer,
        address recipient,
        uint32 quantity,
        uint64 points,
        uint256 firstTokenId,
        bytes32 paymentId
    );

    error ListingNotForPoints(uint64 listingId);
    error PointsPriceInvalid();
    error PurchasePaymentMismatch();

    function setPointsPrice(PointsPrice calldata price, address officer, bytes calldata signature) external;

    /// @param payment signed by the buyer, to the shop and of the program that the listing names; its nonce is the purchase's
    /// hash as a number
    /// @param proof that the buyer is among the winners; empty where the listing names none
    function buy(
        IMarket.Purchase calldata purchase,
        IRegionalPoints.Payment calldata payment,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external returns (uint256 firstTokenId);

    function market() external view returns (IMarket);
    function points() external view returns (IRegionalPoints);

    /// @return programId whose points buy from the listing; 0 = none do
    function pointsPriceOf(uint64 listingId)
        external
        view
        returns (uint32 programId, uint64 merchantId, uint64 price);
}
