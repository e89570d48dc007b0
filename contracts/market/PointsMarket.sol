// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IPointsMarket} from "../interfaces/IPointsMarket.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";

/// @title Sale of the market's listings for points (see IPointsMarket)
/// @notice A contract of its own, made by the market with it, as the market's code is as long as a contract's may be.
contract PointsMarket is IPointsMarket, SignedActs, ReentrancyGuardTransient {
    using UnorderedNonces for UnorderedNonces.Set;

    struct PriceWord {
        uint32 programId; // 0 = not sold for points
        uint64 merchantId;
        uint64 price;
    }

    bytes32 private constant _POINTS_PRICE_TYPE = keccak256(
        "PointsPrice(uint64 listingId,uint32 programId,uint64 merchantId,uint64 price,uint256 nonce,uint64 deadline)"
    );

    IMarket public immutable market;
    IMunicipalityRegistry public immutable municipalities;
    IRegionalPoints public immutable points;

    mapping(uint64 listingId => PriceWord) private _prices;
    UnorderedNonces.Set private _nonces;

    /// @param registry whose curators say what is sold for points
    /// @param points_ that pay
    constructor(IMunicipalityRegistry registry, IRegionalPoints points_) SignedActs("PointsMarket") {
        market = IMarket(msg.sender);
        municipalities = registry;
        points = points_;
    }

    /// @inheritdoc IPointsMarket
    function setPointsPrice(PointsPrice calldata price, address officer, bytes calldata signature) external {
        _requireSigned(officer, keccak256(abi.encode(_POINTS_PRICE_TYPE, price)), price.deadline, signature);
        uint32 municipality = _townOf(price.listingId);
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Curator, officer);
        _nonces.use(officer, price.nonce);
        if (price.programId != 0 && (price.merchantId == 0 || price.price == 0)) revert PointsPriceInvalid();
        _prices[price.listingId] = PriceWord(price.programId, price.merchantId, price.price);
        emit PointsPriceSet(price.listingId, price.programId, price.merchantId, price.price);
    }

    /// @inheritdoc IPointsMarket
    function buy(
        IMarket.Purchase calldata purchase,
        IRegionalPoints.Payment calldata payment,
        bytes calldata signature,
        bytes32[] calldata proof
    ) external nonReentrant returns (uint256 firstTokenId) {
        bytes32 purchaseId = market.hashPurchase(purchase);
        _requireAgreed(purchase, payment, purchaseId);
        bytes32 paymentId = points.pay(payment, signature);
        firstTokenId = market.deliver(purchase, proof);
        emit SoldForPoints(
            purchaseId,
            purchase.listingId,
            purchase.buyer,
            purchase.recipient,
            purchase.quantity,
            purchase.total,
            firstTokenId,
            paymentId
        );
    }

    /// @inheritdoc IPointsMarket
    function pointsPriceOf(uint64 listingId)
        external
        view
        returns (uint32 programId, uint64 merchantId, uint64 price)
    {
        PriceWord memory found = _prices[listingId];
        return (found.programId, found.merchantId, found.price);
    }

    /// @dev Reverts unless the payment is of this purchase, and of what the listing costs.
    function _requireAgreed(
        IMarket.Purchase calldata purchase,
        IRegionalPoints.Payment calldata payment,
        bytes32 purchaseId
    ) private view {
        PriceWord memory found = _prices[purchase.listingId];
        if (found.programId == 0) revert ListingNotForPoints(purchase.listingId);
        if (block.timestamp > purchase.validBefore) revert SignatureExpired(purchase.validBefore);
        uint256 expected = uint256(found.price) * purchase.quantity;
        if (expected != purchase.total) {
            uint64 said = expected > type(uint64).max ? type(uint64).max : uint64(expected);
            revert IMarket.PurchaseTotalMismatch(said, purchase.total);
        }
        bool isOfPurchase = payment.holder == purchase.buyer && payment.amount == purchase.total
            && payment.nonce == uint256(purchaseId) && payment.merchantId == found.merchantId;
        if (!isOfPurchase) revert PurchasePaymentMismatch();
        for (uint256 i = 0; i < payment.ids.length; ++i) {
            if (uint32(payment.ids[i] >> 32) != found.programId) revert PurchasePaymentMismatch();
        }
    }

    function _townOf(uint64 listingId) private view returns (uint32) {
        address terms = market.termsOf(listingId);
        if (terms == address(0)) revert IMarket.ListingUnknown(listingId);
        return abi.decode(CodeStorage.read(terms), (IMarket.OnSale)).municipality;
    }
}
