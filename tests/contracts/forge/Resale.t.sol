// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {IResale} from "contracts/interfaces/IResale.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {TradeActs} from "./support/TradeActs.sol";

/// @title Resale and offers: who gets what, and what no signature can be bent to
contract ResaleTest is TradeActs {
    Collection internal card;
    address internal seller;
    address internal buyer;
    uint256 internal sellerKey;
    uint256 internal buyerKey;

    function setUp() external {
        _deploy();
        card = _createCollection(false, false);
        (sellerKey, buyerKey) = (_holderKey(0), _holderKey(1));
        (seller, buyer) = (_holder(0), _holder(1));
        uint64 listing = _open(_listingOf(card, 1_000, 100, 0));
        _fund(seller, 3_000);
        _buy(sellerKey, _purchase(listing, seller, 3, 3_000, 1));
        _fund(buyer, 100_000);
        _setFee(250);
    }

    function test_a_resale_pays_seller_royalty_and_fee_at_once() external {
        uint256 before = yen.balanceOf(townPurse);
        _resell(sellerKey, _askOf(card, 2, 9_999), buyerKey);
        assertEq(card.ownerOf(2), buyer, "owner");
        assertEq(card.ownerOf(3), seller, "the next one stays");
        assertEq(yen.balanceOf(townPurse) - before, 499, "royalty, rounded down");
        assertEq(yen.balanceOf(feePurse), 249, "fee, rounded down");
        assertEq(yen.balanceOf(seller), 9_251, "the rest");
        assertEq(yen.balanceOf(address(market)), 0, "nothing stays");
    }

    function test_an_ask_sells_once_even_when_the_token_comes_back() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        bytes memory signature = _signAsk(sellerKey, ask);
        _resell(sellerKey, ask, buyerKey);
        _give(buyerKey, card, 1, seller);
        IResale.Offer memory offer = _offerOf(ask, buyer);
        offer.salt = bytes32(uint256(2));
        bytes memory authorization = _signOffer(buyerKey, offer);
        vm.expectRevert(abi.encodeWithSelector(ICollection.TokenMoved.selector, 1, uint32(2)));
        market.resell(ask, signature, offer, authorization);
    }

    function test_withdrawn_asks_never_fill() external {
        IResale.Ask memory ask = _askOf(card, 2, 1_000);
        _withdrawAsks(sellerKey, card, 2);
        _refuse(ask, _offerOf(ask, buyer), abi.encodeWithSelector(ICollection.TokenMoved.selector, 2, uint32(1)));
    }

    function test_an_expired_ask_never_fills() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        ask.deadline = uint64(vm.getBlockTimestamp() + 60);
        vm.warp(ask.deadline + 1);
        _refuse(
            ask, _offerOf(ask, buyer), abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, ask.deadline)
        );
    }

    function test_a_price_raised_after_the_offer_fills_nothing() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        IResale.Offer memory offer = _offerOf(ask, buyer);
        ask.price = 2_000;
        _refuse(ask, offer, abi.encodeWithSelector(IResale.AskMismatch.selector));
    }

    function test_an_offer_for_one_token_buys_no_other() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        IResale.Offer memory offer = _offerOf(ask, buyer);
        offer.tokenId = 2;
        _refuse(ask, offer, abi.encodeWithSelector(IResale.AskMismatch.selector));
    }

    function test_an_ask_for_one_buyer_serves_no_other() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        ask.buyer = _holder(5);
        _refuse(ask, _offerOf(ask, buyer), abi.encodeWithSelector(IResale.AskForAnother.selector, ask.buyer));
    }

    function test_a_fee_raised_after_the_ask_cannot_hurt_the_seller() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        ask.proceeds = 925;
        _setFee(1_000);
        _refuse(
            ask,
            _offerOf(ask, buyer),
            abi.encodeWithSelector(IResale.AskProceedsTooLow.selector, uint64(925), 850)
        );
    }

    function test_who_is_not_the_owner_sells_nothing() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        ask.seller = buyer;
        IResale.Offer memory offer = _offerOf(ask, _holder(2));
        _fund(_holder(2), 1_000);
        (bytes memory signature, bytes memory authorization) =
            (_signAsk(buyerKey, ask), _signOffer(_holderKey(2), offer));
        (bool done,) = address(market).call(abi.encodeCall(market.resell, (ask, signature, offer, authorization)));
        assertTrue(!done, "sold another's card");
        assertEq(yen.balanceOf(_holder(2)), 1_000, "paid for nothing");
    }

    function test_a_cancelled_offer_cannot_be_accepted() external {
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        IResale.Offer memory offer = _offerOf(ask, buyer);
        bytes memory authorization = _signOffer(buyerKey, offer);
        bytes32 kind = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
        bytes32 id = _hashOffer(offer);
        yen.cancelAuthorization(buyer, id, _sign(buyerKey, address(yen), keccak256(abi.encode(kind, buyer, id))));
        bytes memory signature = _signAsk(sellerKey, ask);
        (bool done,) = address(market).call(abi.encodeCall(market.resell, (ask, signature, offer, authorization)));
        assertTrue(!done, "filled after cancelling");
    }

    function test_locked_cards_are_not_sold() external {
        Collection locked = _createCollection(false, true);
        uint64 listing = _open(_listingOf(locked, 10, 10, 0));
        _buy(buyerKey, _purchase(listing, buyer, 1, 10, 9));
        IResale.Ask memory ask = _askOf(locked, 1, 1_000);
        IResale.Offer memory offer = _offerOf(ask, seller);
        bytes memory signature = _signAsk(buyerKey, ask);
        bytes memory authorization = _signOffer(sellerKey, offer);
        _fund(seller, 1_000);
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionLocked.selector, 1));
        market.resell(ask, signature, offer, authorization);
    }

    function test_a_used_right_is_not_sold_as_a_fresh_one() external {
        Collection right = _createCollection(_rightTerms());
        uint64 listing = _open(_listingOf(right, 10, 10, 0));
        _fund(seller, 10);
        _buy(sellerKey, _purchase(listing, seller, 1, 10, 9));
        IResale.Ask memory ask = _askOf(right, 1, 1_000);
        IResale.Offer memory offer = _offerOf(ask, buyer);
        offer.leastUses = 3;
        _redeem(sellerKey, right, 1, 77, 1);
        _refuse(ask, offer, abi.encodeWithSelector(ICollection.RightUsesFewer.selector, 1, uint16(2)));
    }

    function test_nothing_is_resold_after_the_cut_off() external {
        ICollection.Terms memory terms = _rightTerms();
        terms.transfersUntil = uint64(vm.getBlockTimestamp() + 1 days);
        Collection right = _createCollection(terms);
        uint64 listing = _open(_listingOf(right, 10, 10, 0));
        _fund(seller, 10);
        _buy(sellerKey, _purchase(listing, seller, 1, 10, 9));
        vm.warp(terms.transfersUntil);
        IResale.Ask memory ask = _askOf(right, 1, 1_000);
        _refuse(
            ask,
            _offerOf(ask, buyer),
            abi.encodeWithSelector(ICollection.CollectionTransfersOver.selector, terms.transfersUntil)
        );
    }

    function test_nothing_is_resold_while_the_town_rests() external {
        _pause(UDA, true);
        IResale.Ask memory ask = _askOf(card, 1, 1_000);
        _refuse(
            ask, _offerOf(ask, buyer), abi.encodeWithSelector(IMunicipalityRegistry.MunicipalityIsPaused.selector, UDA)
        );
    }

    function test_only_the_operator_sets_the_fee_and_at_most_a_tenth() external {
        vm.prank(buyer);
        (bool done,) = address(market).call(abi.encodeCall(market.setResaleFee, (buyer, 1)));
        assertTrue(!done, "set by a stranger");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IResale.ResaleFeeInvalid.selector));
        market.setResaleFee(feePurse, 1_001);
    }

    function test_an_approval_ends_with_the_move() external {
        vm.prank(seller);
        card.approve(buyer, 1);
        assertEq(card.getApproved(1), buyer, "approved");
        _give(sellerKey, card, 1, _holder(4));
        assertEq(card.getApproved(1), address(0), "over");
    }

    function testFuzz_parts_sum_to_the_price(uint64 price, uint16 fee) external {
        price = uint64(bound(price, 1, 1_000_000_000_000));
        _setFee(uint16(bound(fee, 0, 1_000)));
        _fund(buyer, price);
        uint256 paid = yen.balanceOf(buyer) + yen.balanceOf(townPurse) + yen.balanceOf(seller);
        _resell(sellerKey, _askOf(card, 1, price), buyerKey);
        uint256 after_ =
            yen.balanceOf(buyer) + yen.balanceOf(townPurse) + yen.balanceOf(seller) + yen.balanceOf(feePurse);
        assertEq(after_, paid, "parts");
        assertEq(yen.balanceOf(address(market)), 0, "rest");
    }

    function _refuse(IResale.Ask memory ask, IResale.Offer memory offer, bytes memory reason) private {
        bytes memory signature = _signAsk(sellerKey, ask);
        bytes memory authorization = _signOffer(buyerKey, offer);
        vm.expectRevert(reason);
        market.resell(ask, signature, offer, authorization);
    }
}
