// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICollection} from "./ICollection.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";
import {IPointsMarket} from "./IPointsMarket.sol";
import {IShares} from "./IShares.sol";

/// @title Primary sale of collections in yen token (in points: IPointsMarket): mint on purchase
/// @notice A purchase is one ERC-3009 signature: the authorization's nonce is the hash of the purchase, so that the
/// same signature fixes what is bought, for how much, and that it happens once.
interface IMarket is IShares {
    /// @notice Signed by a Curator. EIP-712 type `NewCollection` over collectionId, municipality and
    /// keccak256(abi.encode(terms)) as `termsHash`.
    struct NewCollection {
        uint64 collectionId; // chosen by the caller, unused so far
        bytes32 termsHash;
        uint32 municipality;
        uint64 deadline;
    }

    /// @notice Signed by a Curator of the collection's municipality. EIP-712 type `Listing` with
    /// keccak256(abi.encode(splits)) as `splitsHash`.
    struct Listing {
        uint64 listingId; // chosen by the caller, unused so far
        address collection;
        uint64 price; // yen per token
        uint32 supply; // most tokens sold through this listing
        uint32 perBuyer; // most tokens per buyer; 0 = no limit
        uint64 opensAt; // unix seconds
        uint64 closesAt; // unix seconds; 0 = open end
        bytes32 splitsHash;
        uint64 deadline;
    }

    /// @notice What a listing keeps of its terms.
    struct OnSale {
        address collection;
        uint64 price;
        uint32 supply;
        uint32 perBuyer;
        uint32 municipality;
        uint64 opensAt;
        uint64 closesAt;
    }

    /// @notice Signed by a Curator. EIP-712 type `Cancellation`.
    struct Cancellation {
        uint64 listingId;
        uint64 deadline;
    }

    /// @notice hashPurchase(purchase) is the nonce of the buyer's ERC-3009 ReceiveWithAuthorization (to = this market,
    /// value = total, validAfter = 0, validBefore = validBefore), or, as a number, of the buyer's payment of points.
    struct Purchase {
        uint64 listingId;
        address buyer;
        address recipient; // of the tokens; the buyer unless it is a gift
        uint32 quantity;
        uint64 total; // yen or points; must equal price * quantity
        uint64 validBefore; // unix seconds
        bytes32 salt;
    }

    /// @notice Whom a listing sells to: who meets every condition that is set, and to themselves alone. Signed with the
    /// listing by a Curator: EIP-712 type `RestrictedListing`, the listing's members and
    /// keccak256(abi.encode(restriction)) as `restrictionHash`.
    struct Restriction {
        bool verified; // identity check valid
        bool residents; // lives in the collection's municipality
        uint32 outsideArea; // verified, and lives in no municipality of this area; 0 = not asked
        address holding; // holds a token of this collection of the market; 0 = not asked
        bool perPerson; // the listing's perBuyer counts persons, whatever accounts they buy with
        bytes32 winnersRoot; // Merkle root of the accounts allowed to buy, as winners of a lottery; 0 = not asked
    }

    /// @notice Fixes on chain who takes part in a lottery (抽選販売), before the hash of the next block, which the draw
    /// mixes with the seed, is known. Signed by a Curator. EIP-712 type `Lottery`.
    struct Lottery {
        uint64 lotteryId; // chosen by the caller, unused so far
        address collection;
        bytes32 seedHash; // keccak256 of the seed, shown since before entries opened
        bytes32 entriesRoot; // Merkle root of all entries
        uint32 entries;
        uint64 deadline;
    }

    /// @notice Calls a lottery off before its entries are fixed: they never will be. Signed by a Curator of the
    /// collection's municipality. EIP-712 type `LotteryCancellation`.
    struct LotteryCancellation {
        uint64 lotteryId;
        address collection;
        uint64 deadline;
    }

    /// @notice Mints one token without a sale, as a resident card at once. Signed by a Curator of the collection's
    /// municipality. EIP-712 type `Issuance`.
    struct Issuance {
        address collection;
        address recipient;
        uint256 nonce; // unordered, per officer
        uint64 deadline;
    }

    event CollectionCreated(uint64 indexed collectionId, uint32 indexed municipality, address collection);
    event ListingOpened(
        uint64 indexed listingId,
        address indexed collection,
        uint64 price,
        uint32 supply,
        uint32 perBuyer,
        uint64 opensAt,
        uint64 closesAt
    );
    event ListingRestricted(uint64 indexed listingId, Restriction restriction);
    event LotteryFixed(
        uint64 indexed lotteryId, address indexed collection, bytes32 seedHash, bytes32 entriesRoot, uint32 entries
    );
    event LotteryCancelled(uint64 indexed lotteryId, address indexed collection);
    event ListingCancelled(uint64 indexed listingId);
    event Sold(
        bytes32 indexed purchaseId,
        uint64 indexed listingId,
        address indexed buyer,
        address recipient,
        uint32 quantity,
        uint64 total,
        uint256 firstTokenId
    );
    event Issued(address indexed collection, uint256 indexed tokenId, address indexed recipient);
    event IdentityRegistrySet(address registry);

    error CollectionExists(uint64 collectionId);
    error CollectionUnknown(address collection);
    error CollectionTermsMismatch();
    error ListingExists(uint64 listingId);
    error ListingUnknown(uint64 listingId);
    error ListingInvalid();
    error ListingIsCancelled(uint64 listingId);
    error ListingNotOpen(uint64 listingId, uint64 opensAt, uint64 closesAt);
    error ListingSoldOut(uint64 listingId, uint32 left);
    error ListingLimitPerBuyer(uint64 listingId, uint32 perBuyer);
    error ListingIsRestricted(uint64 listingId);
    error ListingIsUnrestricted(uint64 listingId);
    error PurchaseForAnother(address recipient);
    error BuyerUnverified(address buyer);
    error BuyerNotResident(address buyer, uint32 municipality);
    error BuyerLivesInArea(address buyer, uint32 areaId);
    error BuyerHoldsNone(address buyer, address collection);
    error BuyerNotChosen(uint64 listingId, address buyer);
    error LotteryExists(uint64 lotteryId);
    error LotteryInvalid();
    error LotteryIsCancelled(uint64 lotteryId);
    error DeliveryUnauthorized(address sender);
    error PurchaseTotalMismatch(uint64 expected, uint64 given);
    error PurchaseQuantityInvalid();
    error IdentityRegistryInvalid();

    function createCollection(
        NewCollection calldata newCollection,
        ICollection.Terms calldata terms,
        address officer,
        bytes calldata signature
    ) external returns (address collection);

    function openListing(
        Listing calldata listing,
        Split[] calldata splits,
        address officer,
        bytes calldata signature
    ) external;

    /// @notice Opens a listing that sells by `buyRestricted` alone.
    function openRestrictedListing(
        Listing calldata listing,
        Split[] calldata splits,
        Restriction calldata restriction,
        address officer,
        bytes calldata signature
    ) external;

    function cancelListing(Cancellation calldata cancellation, address officer, bytes calldata signature) external;

    /// @param authorization the buyer's signature over the yen token's ReceiveWithAuthorization
    function buy(Purchase calldata purchase, bytes calldata authorization) external returns (uint256 firstTokenId);

    /// @notice As `buy`, of a restricted listing; the recipient is the buyer.
    /// @param proof that the buyer is among the winners; empty where the listing names none
    function buyRestricted(Purchase calldata purchase, bytes calldata authorization, bytes32[] calldata proof)
        external
        returns (uint256 firstTokenId);

    /// @notice Mints what was paid for at `pointsMarket`, which alone may call it: all conditions of the listing hold but
    /// its price in yen.
    /// @param proof that the buyer is among the winners; empty where the listing names none
    function deliver(Purchase calldata purchase, bytes32[] calldata proof) external returns (uint256 firstTokenId);

    function fixLottery(Lottery calldata lottery, address officer, bytes calldata signature) external;

    function cancelLottery(LotteryCancellation calldata cancellation, address officer, bytes calldata signature)
        external;

    function issue(Issuance calldata issuance, address officer, bytes calldata signature)
        external
        returns (uint256 tokenId);

    /// @notice Sets who knows which accounts are identity-checked. Owner only.
    function setIdentityRegistry(IIdentityRegistry registry) external;

    function identities() external view returns (IIdentityRegistry);
    function hashPurchase(Purchase calldata purchase) external view returns (bytes32);
    function collectionOf(uint64 collectionId) external view returns (address);
    /// @notice A contract whose code, after its first byte, is abi.encode(OnSale, Split[]): the terms of a listing and how its
    /// price is divided. 0 = no such listing.
    function termsOf(uint64 listingId) external view returns (address);

    function soldOf(uint64 listingId) external view returns (uint32);
    function restrictionOf(uint64 listingId) external view returns (Restriction memory);

    /// @notice Sells the listings for points of a program.
    function pointsMarket() external view returns (IPointsMarket);

    /// @return fixedIn the block that fixed its entries; 0 while there is none; the largest number once it is called off
    function lotteryOf(uint64 lotteryId) external view returns (uint64 fixedIn);
}
