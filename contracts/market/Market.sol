// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IPointsMarket} from "../interfaces/IPointsMarket.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {MarketAuctions} from "./MarketAuctions.sol";
import {MarketCollections} from "./MarketCollections.sol";
import {MarketResale} from "./MarketResale.sol";
import {MarketRestrictions} from "./MarketRestrictions.sol";
import {PointsMarket} from "./PointsMarket.sol";
import {YenShares} from "../yen/YenShares.sol";

/// @title Sale of collections in yen token: fixed price, auction, resale (see IMarket, IAuctions, IResale)
contract Market is MarketRestrictions, MarketResale, MarketAuctions {
    bytes32 private constant _PURCHASE_TYPE = keccak256(
        "Purchase(uint64 listingId,address buyer,address recipient,uint32 quantity,uint64 total,uint64 validBefore,bytes32 salt)"
    );

    IPointsMarket public immutable pointsMarket;

    /// @param registry whose curators publish collections and listings
    /// @param yen coin in which everything is paid but what the points market sells
    /// @param points in which listings may also be paid
    /// @param template collection that new ones are clones of
    /// @param owner the platform operator, who sets the fee of resales and names the identity registry
    constructor(
        IMunicipalityRegistry registry,
        IYenToken yen,
        IRegionalPoints points,
        ICollection template,
        address owner
    )
        SignedActs("Market")
        Ownable(owner)
        MarketCollections(registry, template)
        YenShares(yen)
    {
        pointsMarket = new PointsMarket(registry, points);
    }

    /// @inheritdoc IMarket
    function buy(Purchase calldata purchase, bytes calldata authorization)
        external
        nonReentrant
        returns (uint256 firstTokenId)
    {
        return _sell(purchase, authorization, Way(_byAccount(purchase.buyer), false, false));
    }

    /// @inheritdoc IMarket
    function buyRestricted(Purchase calldata purchase, bytes calldata authorization, bytes32[] calldata proof)
        external
        nonReentrant
        returns (uint256 firstTokenId)
    {
        return _sell(purchase, authorization, Way(_eligible(purchase, proof), true, false));
    }

    /// @inheritdoc IMarket
    function deliver(Purchase calldata purchase, bytes32[] calldata proof)
        external
        nonReentrant
        returns (uint256 firstTokenId)
    {
        if (msg.sender != address(pointsMarket)) revert DeliveryUnauthorized(msg.sender);
        bool restricted = _isRestricted(purchase.listingId);
        bytes32 counted = restricted ? _eligible(purchase, proof) : _byAccount(purchase.buyer);
        (address collection,) = _reserve(purchase, Way(counted, restricted, true));
        return ICollection(collection).mint(purchase.recipient, purchase.quantity);
    }

    /// @inheritdoc IMarket
    function setIdentityRegistry(IIdentityRegistry registry) external onlyOwner {
        if (address(registry).code.length == 0) revert IdentityRegistryInvalid();
        identities = registry;
        emit IdentityRegistrySet(address(registry));
    }

    /// @inheritdoc IMarket
    function hashPurchase(Purchase calldata purchase) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_PURCHASE_TYPE, purchase)));
    }

    function _sell(Purchase calldata purchase, bytes calldata authorization, Way memory way)
        private
        returns (uint256 firstTokenId)
    {
        (address collection, Split[] memory splits) = _reserve(purchase, way);
        bytes32 purchaseId = hashPurchase(purchase);
        _receive(purchase.buyer, purchase.total, purchase.validBefore, purchaseId, authorization);
        firstTokenId = ICollection(collection).mint(purchase.recipient, purchase.quantity);
        emit Sold(
            purchaseId,
            purchase.listingId,
            purchase.buyer,
            purchase.recipient,
            purchase.quantity,
            purchase.total,
            firstTokenId
        );
        _share(purchaseId, splits, purchase.total);
    }
}
