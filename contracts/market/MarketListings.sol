// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "../interfaces/IMarket.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {MarketCollections} from "./MarketCollections.sol";
import {YenShares} from "../yen/YenShares.sol";

/// @title What is for sale (出品): price, stock, period and limit per buyer
abstract contract MarketListings is MarketCollections, YenShares {
    struct Stock {
        address terms; // code that holds OnSale and the splits; 0 = no such listing
        uint32 sold;
        bool cancelled;
        bool restricted; // see MarketRestrictions
    }

    /// @dev How a purchase comes in. In memory, so that one copy of the code serves all ways.
    struct Way {
        bytes32 buyer; // whom the limit per buyer counts
        bool restricted;
        bool paid; // in points already
    }

    bytes32 private constant _LISTING_TYPE = keccak256(
        "Listing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline)"
    );
    bytes32 private constant _CANCELLATION_TYPE = keccak256("Cancellation(uint64 listingId,uint64 deadline)");

    mapping(uint64 listingId => Stock) private _stocks;
    mapping(uint64 listingId => mapping(bytes32 buyer => uint256 quantity)) private _bought;

    /// @inheritdoc IMarket
    function openListing(
        Listing calldata listing,
        Split[] calldata splits,
        address officer,
        bytes calldata signature
    ) external {
        bytes32 structHash = keccak256(abi.encode(_LISTING_TYPE, listing));
        _requireSigned(officer, structHash, listing.deadline, signature);
        _list(listing, splits, officer, false);
    }

    /// @inheritdoc IMarket
    function cancelListing(Cancellation calldata cancellation, address officer, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_CANCELLATION_TYPE, cancellation));
        _requireSigned(officer, structHash, cancellation.deadline, signature);
        Stock storage stock = _stocks[cancellation.listingId];
        if (stock.terms == address(0)) revert ListingUnknown(cancellation.listingId);
        if (stock.cancelled) revert ListingIsCancelled(cancellation.listingId);
        (OnSale memory onSale,) = _termsOf(stock.terms);
        _requireCurator(onSale.municipality, officer);

        stock.cancelled = true;
        emit ListingCancelled(cancellation.listingId);
    }

    /// @inheritdoc IMarket
    function soldOf(uint64 listingId) external view returns (uint32) {
        return _stocks[listingId].sold;
    }

    /// @inheritdoc IMarket
    function termsOf(uint64 listingId) external view returns (address) {
        return _stocks[listingId].terms;
    }

    /// @notice How many tokens somebody bought; counted only where the listing limits it.
    /// @param buyer an account, or the number of a person where the listing counts persons
    function boughtBy(uint64 listingId, bytes32 buyer) external view returns (uint256) {
        return _bought[listingId][buyer];
    }

    function _list(Listing calldata listing, Split[] calldata splits, address officer, bool restricted) internal {
        uint32 municipality = _requireCuratorOf(listing.collection, officer);
        _requireValid(listing);
        _requireSplits(splits, listing.splitsHash);
        if (_stocks[listing.listingId].terms != address(0)) revert ListingExists(listing.listingId);

        address terms = CodeStorage.write(abi.encode(_onSale(listing, municipality), splits));
        _stocks[listing.listingId] = Stock(terms, 0, false, restricted);
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

    /// @dev Checks a purchase against its listing and takes its tokens off the stock.
    function _reserve(Purchase calldata purchase, Way memory way)
        internal
        returns (address collection, Split[] memory splits)
    {
        Stock memory stock = _stocks[purchase.listingId];
        if (stock.terms == address(0)) revert ListingUnknown(purchase.listingId);
        if (stock.cancelled) revert ListingIsCancelled(purchase.listingId);
        if (stock.restricted != way.restricted) {
            if (way.restricted) revert ListingIsUnrestricted(purchase.listingId);
            revert ListingIsRestricted(purchase.listingId);
        }
        OnSale memory onSale;
        (onSale, splits) = _termsOf(stock.terms);
        collection = onSale.collection;
        _requireOpen(purchase.listingId, onSale);
        if (purchase.quantity == 0) revert PurchaseQuantityInvalid();
        uint32 left = onSale.supply - stock.sold;
        if (purchase.quantity > left) revert ListingSoldOut(purchase.listingId, left);
        if (!way.paid) _requireTotal(purchase, onSale.price);
        if (onSale.perBuyer != 0) _countBought(purchase, way.buyer, onSale.perBuyer);
        _stocks[purchase.listingId].sold = stock.sold + purchase.quantity;
    }

    function _isRestricted(uint64 listingId) internal view returns (bool) {
        return _stocks[listingId].restricted;
    }

    function _countBought(Purchase calldata purchase, bytes32 buyer, uint32 perBuyer) private {
        uint256 quantity = _bought[purchase.listingId][buyer] + purchase.quantity;
        if (quantity > perBuyer) revert ListingLimitPerBuyer(purchase.listingId, perBuyer);
        _bought[purchase.listingId][buyer] = quantity;
    }

    function _requireOpen(uint64 listingId, OnSale memory onSale) private view {
        bool closed = onSale.closesAt != 0 && block.timestamp >= onSale.closesAt;
        if (closed || block.timestamp < onSale.opensAt) {
            revert ListingNotOpen(listingId, onSale.opensAt, onSale.closesAt);
        }
        _requireNotPaused(onSale.municipality);
    }

    function _termsOf(address terms) private view returns (OnSale memory, Split[] memory) {
        return abi.decode(CodeStorage.read(terms), (OnSale, Split[]));
    }

    function _byAccount(address buyer) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(buyer)));
    }

    function _onSale(Listing calldata listing, uint32 municipality) private pure returns (OnSale memory) {
        return OnSale(
            listing.collection,
            listing.price,
            listing.supply,
            listing.perBuyer,
            municipality,
            listing.opensAt,
            listing.closesAt
        );
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
