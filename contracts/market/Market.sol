// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {MarketCollections} from "./MarketCollections.sol";
import {MarketListings} from "./MarketListings.sol";
import {MarketShares} from "./MarketShares.sol";

/// @title Primary sale of collections in yen token (see IMarket)
contract Market is MarketListings, ReentrancyGuardTransient {
    bytes32 private constant _PURCHASE_TYPE = keccak256(
        "Purchase(uint64 listingId,address buyer,address recipient,uint32 quantity,uint64 total,uint64 validBefore,bytes32 salt)"
    );

    /// @param registry whose curators publish collections and listings
    /// @param yen coin in which everything is paid
    /// @param template collection that new ones are clones of
    constructor(IMunicipalityRegistry registry, IYenToken yen, ICollection template)
        SignedActs("Market")
        MarketCollections(registry, template)
        MarketShares(yen)
    {}

    /// @inheritdoc IMarket
    function buy(Purchase calldata purchase, bytes calldata authorization)
        external
        nonReentrant
        returns (uint256 firstTokenId)
    {
        bytes32 purchaseId = hashPurchase(purchase);
        address collection = _reserve(purchase);
        _collect(purchase, purchaseId, authorization);
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
        _share(purchaseId, purchase.listingId, purchase.total);
    }

    /// @inheritdoc IMarket
    function hashPurchase(Purchase calldata purchase) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_PURCHASE_TYPE, purchase)));
    }
}
