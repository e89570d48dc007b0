// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAuctions} from "../interfaces/IAuctions.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {MarketCollections} from "./MarketCollections.sol";
import {YenReturns} from "../yen/YenReturns.sol";

/// @title English auctions with bids in escrow (see IAuctions)
abstract contract MarketAuctions is IAuctions, MarketCollections, YenReturns {
    struct Lot {
        address collection; // first word; 0 = no such auction
        uint64 closesAt;
        bool isOver;
        address bidder; // second word
        uint64 amount;
        uint32 extension;
        uint64 reserve; // third word
        uint64 increment;
        uint64 opensAt;
        uint32 municipality;
        uint32 tokenId;
        address splits; // code that holds them
    }

    bytes32 private constant _AUCTION_TYPE = keccak256(
        "Auction(uint64 auctionId,address collection,uint64 reserve,uint64 increment,uint64 opensAt,uint64 closesAt,uint32 extension,bytes32 splitsHash,uint64 deadline)"
    );
    bytes32 private constant _AUCTION_CANCELLATION_TYPE =
        keccak256("AuctionCancellation(uint64 auctionId,uint64 deadline)");
    bytes32 private constant _BID_TYPE =
        keccak256("Bid(uint64 auctionId,address bidder,uint64 amount,uint64 validBefore,bytes32 salt)");

    mapping(uint64 auctionId => Lot) private _lots;

    /// @inheritdoc IAuctions
    function openAuction(Auction calldata auction, Split[] calldata splits, address officer, bytes calldata signature)
        external
    {
        bytes32 structHash = keccak256(abi.encode(_AUCTION_TYPE, auction));
        _requireSigned(officer, structHash, auction.deadline, signature);
        uint32 municipality = _requireCuratorOf(auction.collection, officer);
        _requireSplits(splits, auction.splitsHash);
        if (_lots[auction.auctionId].collection != address(0)) revert AuctionExists(auction.auctionId);
        if (_isInvalid(auction)) revert AuctionInvalid();

        _lots[auction.auctionId] = Lot({
            collection: auction.collection,
            closesAt: auction.closesAt,
            isOver: false,
            bidder: address(0),
            amount: 0,
            extension: auction.extension,
            reserve: auction.reserve,
            increment: auction.increment,
            opensAt: auction.opensAt,
            municipality: municipality,
            tokenId: 0,
            splits: CodeStorage.write(abi.encode(splits))
        });
        _announce(auction);
    }

    /// @inheritdoc IAuctions
    function cancelAuction(AuctionCancellation calldata cancellation, address officer, bytes calldata signature)
        external
    {
        bytes32 structHash = keccak256(abi.encode(_AUCTION_CANCELLATION_TYPE, cancellation));
        _requireSigned(officer, structHash, cancellation.deadline, signature);
        Lot storage lot = _running(cancellation.auctionId);
        _requireCurator(lot.municipality, officer);
        if (lot.bidder != address(0)) revert AuctionHasBids(cancellation.auctionId);
        lot.isOver = true;
        emit AuctionCancelled(cancellation.auctionId);
    }

    /// @inheritdoc IAuctions
    function placeBid(Bid calldata bid, bytes calldata authorization) external nonReentrant {
        Lot storage lot = _running(bid.auctionId);
        if (block.timestamp < lot.opensAt || block.timestamp >= lot.closesAt) {
            revert AuctionNotOpen(bid.auctionId, lot.opensAt, lot.closesAt);
        }
        _requireNotPaused(lot.municipality);
        (address outbid, uint64 returned) = (lot.bidder, lot.amount);
        uint256 least = outbid == address(0) ? lot.reserve : uint256(returned) + lot.increment;
        if (bid.amount < least) revert BidTooLow(bid.auctionId, uint64(least));

        bytes32 bidId = _hashBid(bid);
        (lot.bidder, lot.amount) = (bid.bidder, bid.amount);
        if (lot.closesAt - block.timestamp < lot.extension) lot.closesAt = uint64(block.timestamp) + lot.extension;
        emit BidPlaced(bidId, bid.auctionId, bid.bidder, bid.amount, lot.closesAt);
        _receive(bid.bidder, bid.amount, bid.validBefore, bidId, authorization);
        if (outbid != address(0)) _returnBid(bid.auctionId, outbid, returned);
    }

    /// @inheritdoc IAuctions
    function settleAuction(uint64 auctionId) external nonReentrant {
        Lot storage lot = _running(auctionId);
        if (block.timestamp < lot.closesAt) revert AuctionStillOpen(auctionId, lot.closesAt);
        lot.isOver = true;
        (address winner, uint64 amount) = (lot.bidder, lot.amount);
        ICollection collection = ICollection(lot.collection);
        if (winner == address(0) || collection.totalMinted() >= collection.maxSupply()) {
            emit AuctionEndedUnsold(auctionId);
            if (winner != address(0)) _returnBid(auctionId, winner, amount);
            return;
        }
        uint256 tokenId = collection.mintWon(winner);
        lot.tokenId = uint32(tokenId);
        emit AuctionSettled(auctionId, winner, amount, address(collection), tokenId);
        _share(bytes32(uint256(auctionId)), abi.decode(CodeStorage.read(lot.splits), (Split[])), amount);
    }

    /// @inheritdoc IAuctions
    function auctionOf(uint64 auctionId)
        external
        view
        returns (address bidder, uint64 amount, uint64 closesAt, bool isOver, uint256 tokenId)
    {
        Lot storage lot = _lots[auctionId];
        return (lot.bidder, lot.amount, lot.closesAt, lot.isOver, lot.tokenId);
    }

    function _returnBid(uint64 auctionId, address bidder, uint64 amount) private {
        if (_giveBack(bidder, amount)) emit BidReturned(auctionId, bidder, amount);
        else emit BidHeld(auctionId, bidder, amount);
    }

    function _announce(Auction calldata auction) private {
        emit AuctionOpened(
            auction.auctionId,
            auction.collection,
            auction.reserve,
            auction.increment,
            auction.opensAt,
            auction.closesAt,
            auction.extension
        );
    }

    function _hashBid(Bid calldata bid) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_BID_TYPE, bid)));
    }

    function _running(uint64 auctionId) private view returns (Lot storage lot) {
        lot = _lots[auctionId];
        if (lot.collection == address(0)) revert AuctionUnknown(auctionId);
        if (lot.isOver) revert AuctionIsOver(auctionId);
    }

    function _isInvalid(Auction calldata auction) private view returns (bool) {
        bool neverOpen = auction.closesAt <= auction.opensAt || auction.closesAt <= block.timestamp;
        return neverOpen || auction.reserve == 0 || auction.increment == 0;
    }
}
