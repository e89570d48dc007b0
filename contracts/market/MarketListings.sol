// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {MarketCollections} from "./MarketCollections.sol";
import {MarketShares} from "./MarketShares.sol";

/// @title What is for sale (出品): price, stock, period and limit per buyer
abstract contract MarketListings is MarketCollections, MarketShares {
    struct Offer {
        address collection; // first word
        uint64 price;
        uint32 supply;
        uint32 sold; // second word
        uint32 perBuyer;
        uint32 municipality;
        uint64 opensAt;
        uint64 closesAt;
        bool cancelled;
    }

    bytes32 private constant _LISTING_TYPE = keccak256(
        "Listing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline)"
    );
    bytes32 private constant _CANCELLATION_TYPE = keccak256("Cancellation(uint64 listingId,uint64 deadline)");

    mapping(uint64 listingId => Offer) private _offers;
    mapping(uint64 listingId => mapping(address buyer => uint256 quantity)) private _bought;

    /// @inheritdoc IMarket
    function openListing(
        Listing calldata listing,
        Split[] calldata splits,
        address officer,
        bytes calldata signature
    ) external {
        bytes32 structHash = keccak256(abi.encode(_LISTING_TYPE, listing));
        _requireSigned(officer, structHash, listing.deadline, signature);
        uint32 municipality = _municipalityOf(listing.collection);
        _requireCurator(municipality, officer);
        _requireValid(listing);
        if (_offers[listing.listingId].collection != address(0)) revert ListingExists(listing.listingId);

        _storeOffer(listing, municipality);
        _storeSplits(listing.listingId, splits, listing.splitsHash);
        emit ListingOpened(
            listing.listingId,
            listing.collection,
            listing.price,
            listing.supply,
            listing.perBuyer,
            listing.opensAt,
            listing.closesAt
        );
    }

    /// @inheritdoc IMarket
    function cancelListing(Cancellation calldata cancellation, address officer, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_CANCELLATION_TYPE, cancellation));
        _requireSigned(officer, structHash, cancellation.deadline, signature);
        Offer storage offer = _offers[cancellation.listingId];
        if (offer.collection == address(0)) revert ListingUnknown(cancellation.listingId);
        if (offer.cancelled) revert ListingIsCancelled(cancellation.listingId);
        _requireCurator(offer.municipality, officer);

        offer.cancelled = true;
        emit ListingCancelled(cancellation.listingId);
    }

    /// @inheritdoc IMarket
    function soldOf(uint64 listingId) external view returns (uint32) {
        return _offers[listingId].sold;
    }

    /// @notice How many tokens `buyer` bought; counted only where the listing limits it.
    function boughtBy(uint64 listingId, address buyer) external view returns (uint256) {
        return _bought[listingId][buyer];
    }

    /// @dev Checks a purchase against its listing and takes its tokens off the stock.
    function _reserve(Purchase calldata purchase) internal returns (address collection) {
        Offer memory offer = _offers[purchase.listingId];
        collection = offer.collection;
        _requireOpen(purchase.listingId, offer);
        if (purchase.quantity == 0) revert PurchaseQuantityInvalid();
        uint32 left = offer.supply - offer.sold;
        if (purchase.quantity > left) revert ListingSoldOut(purchase.listingId, left);
        _requireTotal(purchase, offer.price);
        if (offer.perBuyer != 0) _countBought(purchase, offer.perBuyer);
        _offers[purchase.listingId].sold = offer.sold + purchase.quantity;
    }

    function _countBought(Purchase calldata purchase, uint32 perBuyer) private {
        uint256 quantity = _bought[purchase.listingId][purchase.buyer] + purchase.quantity;
        if (quantity > perBuyer) revert ListingLimitPerBuyer(purchase.listingId, perBuyer);
        _bought[purchase.listingId][purchase.buyer] = quantity;
    }

    function _storeOffer(Listing calldata listing, uint32 municipality) private {
        Offer storage offer = _offers[listing.listingId];
        offer.collection = listing.collection;
        offer.price = listing.price;
        offer.supply = listing.supply;
        offer.perBuyer = listing.perBuyer;
        offer.municipality = municipality;
        offer.opensAt = listing.opensAt;
        offer.closesAt = listing.closesAt;
    }

    function _requireOpen(uint64 listingId, Offer memory offer) private view {
        if (offer.collection == address(0)) revert ListingUnknown(listingId);
        if (offer.cancelled) revert ListingIsCancelled(listingId);
        bool closed = offer.closesAt != 0 && block.timestamp >= offer.closesAt;
        if (closed || block.timestamp < offer.opensAt) {
            revert ListingNotOpen(listingId, offer.opensAt, offer.closesAt);
        }
        if (municipalities.isPaused(offer.municipality)) {
            revert IMunicipalityRegistry.MunicipalityIsPaused(offer.municipality);
        }
    }

    function _requireTotal(Purchase calldata purchase, uint64 price) private pure {
        uint256 expected = uint256(price) * purchase.quantity;
        if (expected > type(uint64).max) revert PurchaseQuantityInvalid();
        if (expected != purchase.total) revert PurchaseTotalMismatch(uint64(expected), purchase.total);
    }

    function _requireValid(Listing calldata listing) private pure {
        bool neverOpen = listing.closesAt != 0 && listing.closesAt <= listing.opensAt;
        if (neverOpen || listing.price == 0 || listing.supply == 0) revert ListingInvalid();
    }
}
