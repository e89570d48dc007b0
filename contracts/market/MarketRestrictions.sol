// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {EligibilityChecks} from "./EligibilityChecks.sol";
import {MarketListings} from "./MarketListings.sol";

/// @title Listings for verified people, residents, people from outside, holders of a series, winners of a lottery
abstract contract MarketRestrictions is MarketListings {
    bytes32 private constant _RESTRICTED_LISTING_TYPE = keccak256(
        "RestrictedListing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline,bytes32 restrictionHash)"
    );
    bytes32 private constant _LOTTERY_TYPE = keccak256(
        "Lottery(uint64 lotteryId,address collection,bytes32 seedHash,bytes32 entriesRoot,uint32 entries,uint64 deadline)"
    );

    bytes32 private constant _LOTTERY_CANCELLATION_TYPE =
        keccak256("LotteryCancellation(uint64 lotteryId,address collection,uint64 deadline)");
    uint64 private constant _CALLED_OFF = type(uint64).max; // instead of a block

    EligibilityChecks private immutable _checks = new EligibilityChecks();

    IIdentityRegistry public identities;
    mapping(uint64 listingId => Restriction) private _restrictions;
    mapping(uint64 listingId => uint32 municipality) private _towns; // whose residents alone may buy
    mapping(uint64 lotteryId => uint64 blockNumber) private _lotteries;

    /// @inheritdoc IMarket
    function openRestrictedListing(
        Listing calldata listing,
        Split[] calldata splits,
        Restriction calldata restriction,
        address officer,
        bytes calldata signature
    ) external {
        bytes32 restrictionHash = keccak256(abi.encode(restriction));
        bytes32 structHash = keccak256(abi.encode(_RESTRICTED_LISTING_TYPE, listing, restrictionHash));
        _requireSigned(officer, structHash, listing.deadline, signature);
        _checks.requireSensible(restriction, listing.perBuyer, identities, municipalities);
        if (restriction.holding != address(0)) _municipalityOf(restriction.holding);
        _list(listing, splits, officer, true);
        _restrictions[listing.listingId] = restriction;
        if (restriction.residents) _towns[listing.listingId] = _municipalityOf(listing.collection);
        emit ListingRestricted(listing.listingId, restriction);
    }

    /// @inheritdoc IMarket
    function fixLottery(Lottery calldata lottery, address officer, bytes calldata signature) external {
        _requireSigned(officer, keccak256(abi.encode(_LOTTERY_TYPE, lottery)), lottery.deadline, signature);
        _requireCuratorOf(lottery.collection, officer);
        _requireUnfixed(lottery.lotteryId);
        if (lottery.entries == 0 || lottery.seedHash == 0 || lottery.entriesRoot == 0) revert LotteryInvalid();
        _lotteries[lottery.lotteryId] = uint64(block.number);
        emit LotteryFixed(
            lottery.lotteryId, lottery.collection, lottery.seedHash, lottery.entriesRoot, lottery.entries
        );
    }

    /// @inheritdoc IMarket
    function cancelLottery(LotteryCancellation calldata cancellation, address officer, bytes calldata signature)
        external
    {
        bytes32 structHash = keccak256(abi.encode(_LOTTERY_CANCELLATION_TYPE, cancellation));
        _requireSigned(officer, structHash, cancellation.deadline, signature);
        _requireCuratorOf(cancellation.collection, officer);
        _requireUnfixed(cancellation.lotteryId);
        _lotteries[cancellation.lotteryId] = _CALLED_OFF;
        emit LotteryCancelled(cancellation.lotteryId, cancellation.collection);
    }

    /// @inheritdoc IMarket
    function restrictionOf(uint64 listingId) external view returns (Restriction memory) {
        return _restrictions[listingId];
    }

    /// @inheritdoc IMarket
    function lotteryOf(uint64 lotteryId) external view returns (uint64 fixedIn) {
        return _lotteries[lotteryId];
    }

    /// @dev Reverts unless the buyer meets the listing's conditions and buys for themselves.
    /// @return counted whom the limit per buyer counts: the person where the listing says so, else the account
    function _eligible(Purchase calldata purchase, bytes32[] calldata proof) internal view returns (bytes32 counted) {
        (uint64 listingId, address buyer) = (purchase.listingId, purchase.buyer);
        if (purchase.recipient != buyer) revert PurchaseForAnother(purchase.recipient);
        Restriction memory restriction = _restrictions[listingId];
        return _checks.requireEligible(identities, listingId, buyer, restriction, _towns[listingId], proof);
    }

    function _requireUnfixed(uint64 lotteryId) private view {
        uint64 fixedIn = _lotteries[lotteryId];
        if (fixedIn == _CALLED_OFF) revert LotteryIsCancelled(lotteryId);
        if (fixedIn != 0) revert LotteryExists(lotteryId);
    }
}
