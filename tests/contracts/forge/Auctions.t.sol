// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IAuctions} from "contracts/interfaces/IAuctions.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IYenReturns} from "contracts/interfaces/IYenReturns.sol";
import {RefusingYen} from "contracts/mocks/RefusingYen.sol";
import {YenToken} from "contracts/yen/YenToken.sol";
import {TradeActs} from "./support/TradeActs.sol";

/// @title Auctions: bids in escrow, the end that moves, and who gets what
contract AuctionsTest is TradeActs {
    Collection internal name;
    IAuctions.Auction internal auction;
    RefusingYen internal coin;

    function setUp() external {
        _deploy();
        coin = new RefusingYen(owner);
        yen = YenToken(address(coin));
        market = _deployMarket();
        name = _createCollection(false, false);
        auction = _auctionOf(name, 1);
        _openAuction(auction);
        for (uint256 i = 0; i < 4; ++i) _fund(_holder(i), 100_000);
    }

    function test_whoever_is_outbid_has_the_yen_back_at_once() external {
        _placeBid(_holderKey(0), 1, 10_000);
        assertEq(yen.balanceOf(address(market)), 10_000, "in escrow");
        _placeBid(_holderKey(1), 1, 11_000);
        assertEq(yen.balanceOf(_holder(0)), 100_000, "back");
        assertEq(yen.balanceOf(address(market)), 11_000, "only the highest");
    }

    function test_the_winner_gets_the_token_and_the_shares_are_paid() external {
        _placeBid(_holderKey(0), 1, 10_000);
        _placeBid(_holderKey(0), 1, 20_001);
        vm.warp(auction.closesAt);
        market.settleAuction(1);
        assertEq(name.ownerOf(1), _holder(0), "owner");
        assertEq(name.winnerOf(1), _holder(0), "winner");
        assertEq(yen.balanceOf(townPurse), 14_000, "town");
        assertEq(yen.balanceOf(treasury), 5_000, "treasury");
        assertEq(yen.balanceOf(platformPurse), 1_001, "the last takes the rest");
        assertEq(yen.balanceOf(address(market)), 0, "nothing stays");
        _give(_holderKey(0), name, 1, _holder(3));
        assertEq(name.winnerOf(1), _holder(0), "the first winner stays");
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionIsOver.selector, uint64(1)));
        market.settleAuction(1);
    }

    function test_a_bid_below_reserve_or_increment_is_refused() external {
        _refuseBid(9_999, abi.encodeWithSelector(IAuctions.BidTooLow.selector, uint64(1), uint64(10_000)));
        _placeBid(_holderKey(0), 1, 10_000);
        _refuseBid(10_999, abi.encodeWithSelector(IAuctions.BidTooLow.selector, uint64(1), uint64(11_000)));
    }

    function test_a_bid_in_the_last_minutes_moves_the_end() external {
        vm.warp(auction.closesAt - 1);
        _placeBid(_holderKey(0), 1, 10_000);
        (,, uint64 closesAt,,) = market.auctionOf(1);
        assertEq(closesAt, auction.closesAt - 1 + 10 minutes, "extended");
        vm.warp(closesAt);
        _refuseBid(
            50_000, abi.encodeWithSelector(IAuctions.AuctionNotOpen.selector, uint64(1), auction.opensAt, closesAt)
        );
    }

    function test_nobody_settles_before_the_end() external {
        _placeBid(_holderKey(0), 1, 10_000);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionStillOpen.selector, uint64(1), auction.closesAt));
        market.settleAuction(1);
    }

    function test_only_an_auction_without_bids_is_cancelled() external {
        IAuctions.Auction memory other = _auctionOf(name, 2);
        _openAuction(other);
        _cancelAuction(2);
        (,,, bool isOver,) = market.auctionOf(2);
        assertTrue(isOver, "cancelled");
        _placeBid(_holderKey(0), 1, 10_000);
        IAuctions.AuctionCancellation memory cancellation = IAuctions.AuctionCancellation(1, LATER);
        bytes32 kind = keccak256("AuctionCancellation(uint64 auctionId,uint64 deadline)");
        bytes memory signature = _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, cancellation)));
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionHasBids.selector, uint64(1)));
        market.cancelAuction(cancellation, officer, signature);
    }

    function test_an_auction_without_bids_ends_unsold() external {
        vm.warp(auction.closesAt);
        market.settleAuction(1);
        assertEq(name.totalMinted(), 0, "nothing minted");
    }

    function test_a_sold_out_series_gives_the_bid_back() external {
        ICollection.Terms memory terms = _cardTerms(false, false);
        terms.maxSupply = 1;
        Collection one = _createCollection(terms);
        IAuctions.Auction memory other = _auctionOf(one, 2);
        _openAuction(other);
        _placeBid(_holderKey(0), 2, 10_000);
        uint64 listing = _open(_listingOf(one, 10, 1, 0));
        _buy(_holderKey(1), _purchase(listing, _holder(1), 1, 10, 1));
        vm.warp(other.closesAt);
        market.settleAuction(2);
        assertEq(yen.balanceOf(_holder(0)), 100_000, "back");
    }

    function test_a_frozen_bidder_blocks_nobody() external {
        _placeBid(_holderKey(0), 1, 10_000);
        coin.freeze(_holder(0), true);
        _placeBid(_holderKey(1), 1, 11_000);
        assertEq(market.owedTo(_holder(0)), 10_000, "kept");
        assertEq(yen.balanceOf(address(market)), 21_000, "covered");
        coin.freeze(_holder(0), false);
        market.withdraw(_holder(0));
        assertEq(yen.balanceOf(_holder(0)), 100_000, "back at last");
        vm.expectRevert(abi.encodeWithSelector(IYenReturns.NothingToWithdraw.selector, _holder(0)));
        market.withdraw(_holder(0));
    }

    function test_one_signature_bids_once() external {
        IAuctions.Bid memory bid = _bidOf(1, _holder(0), 10_000);
        bytes memory signature = _signBid(_holderKey(0), bid);
        market.placeBid(bid, signature);
        _placeBid(_holderKey(1), 1, 11_000);
        (bool done,) = address(market).call(abi.encodeCall(market.placeBid, (bid, signature)));
        assertTrue(!done, "bid twice");
    }

    function _refuseBid(uint64 amount, bytes memory reason) private {
        IAuctions.Bid memory bid = _bidOf(1, _holder(2), amount);
        bytes memory signature = _signBid(_holderKey(2), bid);
        vm.expectRevert(reason);
        market.placeBid(bid, signature);
    }
}
