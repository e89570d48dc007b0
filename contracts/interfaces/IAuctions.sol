// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IShares} from "./IShares.sol";
import {IYenReturns} from "./IYenReturns.sol";

/// @title English auctions of naming rights (記名) in yen token; the token is minted to the winner
/// @notice A bid is one ERC-3009 signature that brings its yen into escrow. Whoever is outbid gets them back in the
/// same transaction; where the coin refuses (a frozen account), they wait for `withdraw`.
interface IAuctions is IYenReturns {
    /// @notice Signed by a Curator of the collection's municipality. EIP-712 type `Auction` with
    /// keccak256(abi.encode(splits)) as `splitsHash`.
    struct Auction {
        uint64 auctionId; // chosen by the caller, unused so far
        address collection;
        uint64 reserve; // least first bid, yen
        uint64 increment; // least difference to the bid before
        uint64 opensAt; // unix seconds
        uint64 closesAt;
        uint32 extension; // a bid this many seconds before the end moves the end to as many seconds after it
        bytes32 splitsHash;
        uint64 deadline;
    }

    /// @notice Signed by a Curator. EIP-712 type `AuctionCancellation`. Only while nobody has bid.
    struct AuctionCancellation {
        uint64 auctionId;
        uint64 deadline;
    }

    /// @notice The bid's EIP-712 digest is the nonce of the bidder's ERC-3009 ReceiveWithAuthorization (to = this market,
    /// value = amount, validAfter = 0, validBefore = validBefore).
    struct Bid {
        uint64 auctionId;
        address bidder;
        uint64 amount;
        uint64 validBefore; // unix seconds
        bytes32 salt;
    }

    event AuctionOpened(
        uint64 indexed auctionId,
        address indexed collection,
        uint64 reserve,
        uint64 increment,
        uint64 opensAt,
        uint64 closesAt,
        uint32 extension
    );
    event AuctionCancelled(uint64 indexed auctionId);
    event BidPlaced(
        bytes32 indexed bidId, uint64 indexed auctionId, address indexed bidder, uint64 amount, uint64 closesAt
    );
    event BidReturned(uint64 indexed auctionId, address indexed bidder, uint64 amount);
    event BidHeld(uint64 indexed auctionId, address indexed bidder, uint64 amount);
    event AuctionSettled(
        uint64 indexed auctionId, address indexed winner, uint64 amount, address collection, uint256 tokenId
    );
    event AuctionEndedUnsold(uint64 indexed auctionId);

    error AuctionExists(uint64 auctionId);
    error AuctionUnknown(uint64 auctionId);
    error AuctionInvalid();
    error AuctionNotOpen(uint64 auctionId, uint64 opensAt, uint64 closesAt);
    error AuctionStillOpen(uint64 auctionId, uint64 closesAt);
    error AuctionIsOver(uint64 auctionId);
    error AuctionHasBids(uint64 auctionId);
    error BidTooLow(uint64 auctionId, uint64 least);

    function openAuction(
        Auction calldata auction,
        IShares.Split[] calldata splits,
        address officer,
        bytes calldata signature
    ) external;

    function cancelAuction(AuctionCancellation calldata cancellation, address officer, bytes calldata signature)
        external;

    /// @param authorization the bidder's signature over the yen token's ReceiveWithAuthorization
    function placeBid(Bid calldata bid, bytes calldata authorization) external;

    /// @notice After the end: mints to the highest bidder and divides the bid. Anybody may call it. Where nobody bid, or
    /// the series is sold out by then, the auction ends unsold and the bid goes back.
    function settleAuction(uint64 auctionId) external;

    /// @return bidder of the highest bid; 0 while there is none
    /// @return amount of it
    /// @return closesAt as extended
    /// @return isOver settled, unsold or cancelled
    /// @return tokenId minted by it; 0 when none
    function auctionOf(uint64 auctionId)
        external
        view
        returns (address bidder, uint64 amount, uint64 closesAt, bool isOver, uint256 tokenId);
}
