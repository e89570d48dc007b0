// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IShares} from "contracts/interfaces/IShares.sol";
import {Platform} from "./Platform.sol";

/// @title Signed acts on the market, as curators and buyers make them
abstract contract MarketActs is Platform {
    address internal townPurse = address(0x70);
    address internal treasury = address(0x71);
    address internal platformPurse = address(0x72);
    uint64 private _collections;
    uint64 private _listings;

    function _cardTerms(bool votes, bool locked) internal view returns (ICollection.Terms memory terms) {
        terms.name = "Uda Ambassador";
        terms.symbol = "UDA";
        terms.baseURI = "https://example.jp/uda/";
        terms.contractURI = "https://example.jp/uda";
        terms.municipality = UDA;
        terms.maxSupply = 10_000;
        terms.royaltyBasisPoints = 500;
        terms.royaltyReceiver = townPurse;
        terms.votes = votes;
        terms.locked = locked;
    }

    /// @dev Terms of a right with three uses at one place, for a year, that may be lent.
    function _rightTerms() internal view returns (ICollection.Terms memory terms) {
        terms = _cardTerms(false, false);
        terms.uses = 3;
        terms.validFrom = uint64(vm.getBlockTimestamp());
        terms.validUntil = terms.validFrom + 365 days;
        terms.place = 77;
        terms.lendable = true;
    }

    function _createCollection(bool votes, bool locked) internal returns (Collection) {
        return _createCollection(_cardTerms(votes, locked));
    }

    function _createCollection(ICollection.Terms memory terms) internal returns (Collection) {
        IMarket.NewCollection memory new_ =
            IMarket.NewCollection(++_collections, keccak256(abi.encode(terms)), terms.municipality, LATER);
        return Collection(market.createCollection(new_, terms, officer, _signNew(new_)));
    }

    function _signNew(IMarket.NewCollection memory new_) internal view returns (bytes memory) {
        bytes32 kind =
            keccak256("NewCollection(uint64 collectionId,bytes32 termsHash,uint32 municipality,uint64 deadline)");
        return _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, new_)));
    }

    function _threeWays() internal view returns (IShares.Split[] memory splits) {
        splits = new IShares.Split[](3);
        splits[0] = IShares.Split(townPurse, 7000);
        splits[1] = IShares.Split(treasury, 2500);
        splits[2] = IShares.Split(platformPurse, 500);
    }

    function _listingOf(Collection collection, uint64 price, uint32 supply, uint32 perBuyer)
        internal
        returns (IMarket.Listing memory listing)
    {
        listing.listingId = ++_listings;
        listing.collection = address(collection);
        listing.price = price;
        listing.supply = supply;
        listing.perBuyer = perBuyer;
        listing.opensAt = uint64(vm.getBlockTimestamp());
        listing.splitsHash = keccak256(abi.encode(_threeWays()));
        listing.deadline = LATER;
    }

    function _open(IMarket.Listing memory listing) internal returns (uint64) {
        market.openListing(listing, _threeWays(), officer, _signListing(listing));
        return listing.listingId;
    }

    function _signListing(IMarket.Listing memory listing) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Listing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline)"
        );
        return _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, listing)));
    }

    function _purchase(uint64 listingId, address buyer, uint32 quantity, uint64 total, uint256 salt)
        internal
        pure
        returns (IMarket.Purchase memory)
    {
        return IMarket.Purchase(listingId, buyer, buyer, quantity, total, LATER, bytes32(salt));
    }

    function _authorize(uint256 key, IMarket.Purchase memory purchase) internal view returns (bytes memory) {
        bytes32 id = _digest(address(market), _hashPurchase(purchase));
        return _authorize(key, purchase.buyer, address(market), purchase.total, purchase.validBefore, id);
    }

    /// @dev ERC-3009 signed with `key`.
    function _authorize(uint256 key, address payer, address to, uint256 value, uint256 validBefore, bytes32 nonce)
        internal
        view
        returns (bytes memory)
    {
        bytes32 kind = keccak256(
            "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        return _sign(key, address(yen), keccak256(abi.encode(kind, payer, to, value, uint256(0), validBefore, nonce)));
    }

    function _hashPurchase(IMarket.Purchase memory purchase) internal pure returns (bytes32) {
        bytes32 kind = keccak256(
            "Purchase(uint64 listingId,address buyer,address recipient,uint32 quantity,uint64 total,uint64 validBefore,bytes32 salt)"
        );
        return keccak256(abi.encode(kind, purchase));
    }

    function _buy(uint256 key, IMarket.Purchase memory purchase) internal returns (uint256) {
        return market.buy(purchase, _authorize(key, purchase));
    }

    function _fund(address account, uint256 amount) internal {
        vm.prank(owner);
        yen.mint(account, amount);
    }
}
