// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IAuctions} from "contracts/interfaces/IAuctions.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IResale} from "contracts/interfaces/IResale.sol";
import {MarketActs} from "./MarketActs.sol";

/// @title What holders sign about their tokens: asks, offers, bids, uses, loans, gifts
abstract contract TradeActs is MarketActs {
    address internal feePurse = address(0x73);
    uint256 private _bidSalt;

    function _setFee(uint16 basisPoints) internal {
        vm.prank(owner);
        market.setResaleFee(feePurse, basisPoints);
    }

    function _askOf(Collection collection, uint256 tokenId, uint64 price) internal view returns (IResale.Ask memory) {
        address seller = collection.ownerOf(tokenId);
        return
            IResale.Ask(address(collection), tokenId, seller, address(0), price, 0, collection.movesOf(tokenId), LATER);
    }

    function _offerOf(IResale.Ask memory ask, address buyer) internal pure returns (IResale.Offer memory) {
        return IResale.Offer(ask.collection, ask.tokenId, buyer, ask.price, 0, LATER, bytes32(uint256(1)));
    }

    function _signAsk(uint256 key, IResale.Ask memory ask) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Ask(address collection,uint256 tokenId,address seller,address buyer,uint64 price,uint64 proceeds,uint32 moves,uint64 deadline)"
        );
        return _sign(key, address(market), keccak256(abi.encode(kind, ask)));
    }

    function _hashOffer(IResale.Offer memory offer) internal view returns (bytes32) {
        bytes32 kind = keccak256(
            "Offer(address collection,uint256 tokenId,address buyer,uint64 price,uint16 leastUses,uint64 validBefore,bytes32 salt)"
        );
        return _digest(address(market), keccak256(abi.encode(kind, offer)));
    }

    function _signOffer(uint256 key, IResale.Offer memory offer) internal view returns (bytes memory) {
        bytes32 id = _hashOffer(offer);
        return _authorize(key, offer.buyer, address(market), offer.price, offer.validBefore, id);
    }

    function _resell(uint256 sellerKey, IResale.Ask memory ask, uint256 buyerKey) internal {
        IResale.Offer memory offer = _offerOf(ask, vm.addr(buyerKey));
        market.resell(ask, _signAsk(sellerKey, ask), offer, _signOffer(buyerKey, offer));
    }

    function _withdrawAsks(uint256 key, Collection collection, uint256 tokenId) internal {
        ICollection.Withdrawal memory withdrawal =
            ICollection.Withdrawal(tokenId, vm.addr(key), collection.movesOf(tokenId), LATER);
        bytes32 kind = keccak256("Withdrawal(uint256 tokenId,address owner,uint32 moves,uint64 deadline)");
        collection.withdrawAsks(withdrawal, _sign(key, address(collection), keccak256(abi.encode(kind, withdrawal))));
    }

    function _signRedemption(uint256 key, Collection collection, ICollection.Redemption memory redemption)
        internal
        view
        returns (bytes memory)
    {
        bytes32 kind = keccak256("Redemption(uint256 tokenId,address holder,uint64 place,uint16 use,uint64 deadline)");
        return _sign(key, address(collection), keccak256(abi.encode(kind, redemption)));
    }

    function _redeem(uint256 key, Collection collection, uint256 tokenId, uint64 place, uint16 use) internal {
        ICollection.Redemption memory redemption = ICollection.Redemption(tokenId, vm.addr(key), place, use, LATER);
        collection.redeem(redemption, _signRedemption(key, collection, redemption));
    }

    function _signLoan(uint256 key, Collection collection, ICollection.Loan memory loan)
        internal
        view
        returns (bytes memory)
    {
        bytes32 kind = keccak256(
            "Loan(uint256 tokenId,address owner,address user,uint64 expires,uint256 nonce,uint64 deadline)"
        );
        return _sign(key, address(collection), keccak256(abi.encode(kind, loan)));
    }

    function _lend(uint256 key, Collection collection, uint256 tokenId, address user, uint64 expires, uint256 nonce)
        internal
    {
        ICollection.Loan memory loan = ICollection.Loan(tokenId, vm.addr(key), user, expires, nonce, LATER);
        collection.lend(loan, _signLoan(key, collection, loan));
    }

    function _give(uint256 key, Collection collection, uint256 tokenId, address to) internal {
        ICollection.Gift memory gift = ICollection.Gift(tokenId, vm.addr(key), to, collection.movesOf(tokenId), LATER);
        bytes32 kind = keccak256("Gift(uint256 tokenId,address from,address to,uint32 moves,uint64 deadline)");
        collection.give(gift, _sign(key, address(collection), keccak256(abi.encode(kind, gift))));
    }

    function _auctionOf(Collection collection, uint64 number) internal view returns (IAuctions.Auction memory auction) {
        auction.auctionId = number;
        auction.collection = address(collection);
        auction.reserve = 10_000;
        auction.increment = 1_000;
        auction.opensAt = uint64(vm.getBlockTimestamp());
        auction.closesAt = auction.opensAt + 1 days;
        auction.extension = 10 minutes;
        auction.splitsHash = keccak256(abi.encode(_threeWays()));
        auction.deadline = LATER;
    }

    function _openAuction(IAuctions.Auction memory auction) internal {
        bytes32 kind = keccak256(
            "Auction(uint64 auctionId,address collection,uint64 reserve,uint64 increment,uint64 opensAt,uint64 closesAt,uint32 extension,bytes32 splitsHash,uint64 deadline)"
        );
        bytes memory signature = _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, auction)));
        market.openAuction(auction, _threeWays(), officer, signature);
    }

    function _cancelAuction(uint64 auctionId) internal {
        IAuctions.AuctionCancellation memory cancellation = IAuctions.AuctionCancellation(auctionId, LATER);
        bytes32 kind = keccak256("AuctionCancellation(uint64 auctionId,uint64 deadline)");
        bytes memory signature = _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, cancellation)));
        market.cancelAuction(cancellation, officer, signature);
    }

    function _bidOf(uint64 auctionId, address bidder, uint64 amount) internal returns (IAuctions.Bid memory) {
        return IAuctions.Bid(auctionId, bidder, amount, LATER, bytes32(++_bidSalt));
    }

    function _signBid(uint256 key, IAuctions.Bid memory bid) internal view returns (bytes memory) {
        bytes32 kind = keccak256("Bid(uint64 auctionId,address bidder,uint64 amount,uint64 validBefore,bytes32 salt)");
        bytes32 id = _digest(address(market), keccak256(abi.encode(kind, bid)));
        return _authorize(key, bid.bidder, address(market), bid.amount, bid.validBefore, id);
    }

    function _placeBid(uint256 key, uint64 auctionId, uint64 amount) internal {
        IAuctions.Bid memory bid = _bidOf(auctionId, vm.addr(key), amount);
        market.placeBid(bid, _signBid(key, bid));
    }
}
