// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IPersonRegistry} from "../interfaces/IPersonRegistry.sol";
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
        _requireSensible(restriction, listing.perBuyer);
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

    /// @dev Checks who buys and takes the tokens off the stock.
    function _reserveRestricted(Purchase calldata purchase, bytes32[] calldata proof, Way memory way)
        internal
        returns (address collection, Split[] memory splits)
    {
        address buyer = purchase.buyer;
        if (purchase.recipient != buyer) revert PurchaseForAnother(purchase.recipient);
        Restriction memory restriction = _restrictions[purchase.listingId];
        _requireEligible(purchase.listingId, buyer, restriction);
        if (restriction.winnersRoot != 0) _requireChosen(purchase.listingId, buyer, restriction.winnersRoot, proof);
        if (restriction.perPerson) way.buyer = _personOf(buyer);
        return _reserve(purchase, way);
    }

    function _requireEligible(uint64 listingId, address buyer, Restriction memory restriction) private view {
        if (restriction.verified && !identities.isVerified(buyer)) revert BuyerUnverified(buyer);
        IPersonRegistry persons = IPersonRegistry(address(identities));
        if (restriction.residents && !persons.isResident(buyer, _towns[listingId])) {
            revert BuyerNotResident(buyer, _towns[listingId]);
        }
        if (restriction.outsideArea != 0) {
            if (!persons.isVerified(buyer)) revert BuyerUnverified(buyer);
            if (persons.livesIn(buyer, restriction.outsideArea)) {
                revert BuyerLivesInArea(buyer, restriction.outsideArea);
            }
        }
        if (restriction.holding != address(0) && IERC721(restriction.holding).balanceOf(buyer) == 0) {
            revert BuyerHoldsNone(buyer, restriction.holding);
        }
    }

    function _requireUnfixed(uint64 lotteryId) private view {
        uint64 fixedIn = _lotteries[lotteryId];
        if (fixedIn == _CALLED_OFF) revert LotteryIsCancelled(lotteryId);
        if (fixedIn != 0) revert LotteryExists(lotteryId);
    }

    function _personOf(address buyer) private view returns (bytes32 person) {
        person = IPersonRegistry(address(identities)).personOf(buyer);
        if (person == 0) revert BuyerUnverified(buyer);
    }

    function _requireSensible(Restriction calldata restriction, uint32 perBuyer) private view {
        bool ofPersons = restriction.verified || restriction.residents || restriction.perPerson;
        bool ofArea = restriction.outsideArea != 0;
        if ((ofPersons || ofArea) && address(identities) == address(0)) revert IdentityRegistryInvalid();
        bool limitsNothing = restriction.perPerson && perBuyer == 0;
        bool asksNothing = !ofPersons && !ofArea && restriction.holding == address(0) && restriction.winnersRoot == 0;
        bool unknownArea = ofArea && !municipalities.areaExists(restriction.outsideArea);
        if (limitsNothing || asksNothing || unknownArea) revert ListingInvalid();
        if (restriction.holding != address(0)) _municipalityOf(restriction.holding);
    }

    function _requireChosen(uint64 listingId, address buyer, bytes32 root, bytes32[] calldata proof) private pure {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(buyer))));
        if (!MerkleProof.verifyCalldata(proof, root, leaf)) revert BuyerNotChosen(listingId, buyer);
    }
}
