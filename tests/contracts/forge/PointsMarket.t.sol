// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IIdentityRegistry} from "contracts/interfaces/IIdentityRegistry.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {IPointsMarket} from "contracts/interfaces/IPointsMarket.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {VerifiedAccounts} from "contracts/mocks/VerifiedAccounts.sol";
import {PointsMarketActs} from "./support/PointsMarketActs.sol";

/// @title Listings paid in points: the shop takes them, the buyer gets the tokens, or neither happens
contract PointsMarketTest is PointsMarketActs {
    bytes internal mismatch = abi.encodeWithSelector(IPointsMarket.PurchasePaymentMismatch.selector);

    Collection internal card;
    uint64 internal listing;
    uint256 internal lot;
    address internal buyer = _holder(0);
    uint256 internal key = _holderKey(0);

    function setUp() external {
        _deploy();
        _openForPoints(2, 1_000);
        card = _createCollection(true, false);
        listing = _open(_listingOf(card, 500, 10, 3));
        lot = _lot(PROGRAM, _lastDay());
        _setPrice(_priceOf(listing, 300));
    }

    function test_points_buy_and_the_shop_takes_them() external {
        assertEq(_buyForPoints(key, _purchase(listing, buyer, 2, 600, 1), lot), 1, "first token");
        assertEq(points.takingsOf(shop, lot), 600, "the shop's points");
        assertEq(points.spendableOf(buyer, lot), 400, "what is left");
        assertEq(card.balanceOf(buyer), 2, "cards");
        assertEq(market.soldOf(listing), 2, "sold");
        _settle(_settlement("month", lot, 600));
        assertEq(points.takingsOf(shop, lot), 0, "paid out as at a till");
    }

    function test_yen_and_points_share_stock_and_limit() external {
        _fund(buyer, 5_000);
        _buy(key, _purchase(listing, buyer, 2, 1_000, 1));
        bytes memory refusal = abi.encodeWithSelector(IMarket.ListingLimitPerBuyer.selector, listing, uint32(3));
        _refusePoints(key, _purchase(listing, buyer, 2, 600, 2), lot, refusal);
        _buyForPoints(key, _purchase(listing, buyer, 1, 300, 3), lot);
        assertEq(market.soldOf(listing), 3, "of both");
        assertEq(points.spendableOf(buyer, lot), 700, "of what was refused nothing is taken");
    }

    function test_a_purchase_happens_once() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 300, 1);
        _buyForPoints(key, purchase, lot);
        uint256 nonce = uint256(market.hashPurchase(purchase));
        _refusePoints(key, purchase, lot, abi.encodeWithSelector(ISignatureErrors.NonceUsed.selector, buyer, nonce));
    }

    function test_a_price_that_changed_hurts_nobody() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 300, 1);
        _setPrice(_priceOf(listing, 400));
        bytes memory refusal = abi.encodeWithSelector(IMarket.PurchaseTotalMismatch.selector, 400, 300);
        _refusePoints(key, purchase, lot, refusal);
    }

    function test_a_listing_without_a_price_in_points_takes_none() external {
        IPointsMarket.PointsPrice memory none = _priceOf(listing, 0);
        none.programId = 0;
        _setPrice(none);
        bytes memory refusal = abi.encodeWithSelector(IPointsMarket.ListingNotForPoints.selector, listing);
        _refusePoints(key, _purchase(listing, buyer, 1, 300, 1), lot, refusal);
        (uint32 programId,,) = pointsMarket.pointsPriceOf(listing);
        assertEq(programId, 0, "in yen alone");
    }

    function test_only_the_payment_of_this_purchase_pays_it() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 300, 1);
        IRegionalPoints.Payment memory payment = _paymentFor(purchase, lot);
        payment.nonce = 5;
        _refusePayment(key, purchase, payment, mismatch);
        payment = _paymentFor(purchase, lot);
        payment.merchantId = FAR_SHOP;
        _refusePayment(key, purchase, payment, mismatch);
        payment = _paymentFor(purchase, _lot(PROGRAM + 1, _lastDay()));
        _refusePayment(key, purchase, payment, mismatch);
        payment = _paymentFor(purchase, lot);
        payment.holder = _holder(1);
        _refusePayment(_holderKey(1), purchase, payment, mismatch);
        payment = _paymentFor(purchase, lot);
        (payment.amount, payment.amounts[0]) = (299, 299);
        _refusePayment(key, purchase, payment, mismatch);
    }

    function test_what_speaks_against_a_payment_speaks_against_the_purchase() external {
        bytes memory refusal = abi.encodeWithSelector(
            IRegionalPoints.PointsInsufficient.selector, lot, _holder(3), uint256(0), uint256(300)
        );
        _refusePoints(_holderKey(3), _purchase(listing, _holder(3), 1, 300, 1), lot, refusal);
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 300, 2);
        _refusePayment(
            _holderKey(1),
            purchase,
            _paymentFor(purchase, lot),
            abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, buyer)
        );
        purchase.validBefore = uint64(vm.getBlockTimestamp()) - 1;
        refusal = abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, purchase.validBefore);
        _refusePoints(key, purchase, lot, refusal);
    }

    function test_a_restricted_listing_asks_the_same_of_who_pays_in_points() external {
        VerifiedAccounts people = new VerifiedAccounts();
        vm.prank(owner);
        market.setIdentityRegistry(IIdentityRegistry(address(people)));
        IMarket.Restriction memory restriction;
        restriction.verified = true;
        uint64 number = _openRestricted(restriction);
        _setPrice(_priceOf(number, 300));
        IMarket.Purchase memory purchase = _purchase(number, buyer, 1, 300, 1);
        _refusePoints(key, purchase, lot, abi.encodeWithSelector(IMarket.BuyerUnverified.selector, buyer));
        people.set(buyer, true);
        assertEq(_buyForPoints(key, purchase, lot), 1, "bought");
        purchase = _purchase(number, buyer, 1, 300, 2);
        purchase.recipient = _holder(1);
        _refusePoints(key, purchase, lot, abi.encodeWithSelector(IMarket.PurchaseForAnother.selector, _holder(1)));
    }

    function test_only_the_points_market_has_tokens_delivered() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 0, 1);
        vm.expectRevert(abi.encodeWithSelector(IMarket.DeliveryUnauthorized.selector, address(this)));
        market.deliver(purchase, unproven);
    }

    function test_only_curators_of_the_town_say_a_price_once() external {
        IPointsMarket.PointsPrice memory price = _priceOf(listing, 1);
        bytes memory foreign = _signPrice(MUKAWA_OFFICER_KEY, price);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        pointsMarket.setPointsPrice(price, mukawaOfficer, foreign);
        _setPrice(price);
        _refusePrice(price, abi.encodeWithSelector(ISignatureErrors.NonceUsed.selector, officer, price.nonce));
    }

    function test_prices_that_make_no_sense_are_refused() external {
        bytes memory refusal = abi.encodeWithSelector(IPointsMarket.PointsPriceInvalid.selector);
        _refusePrice(_priceOf(listing, 0), refusal);
        IPointsMarket.PointsPrice memory price = _priceOf(listing, 1);
        price.merchantId = 0;
        _refusePrice(price, refusal);
        _refusePrice(_priceOf(99, 1), abi.encodeWithSelector(IMarket.ListingUnknown.selector, uint64(99)));
    }

    function testFuzz_points_paid_are_price_times_quantity(uint64 price, uint32 quantity, uint64 total) external {
        price = uint64(bound(price, 1, 400));
        quantity = uint32(bound(quantity, 0, 4));
        total = uint64(bound(total, 0, 1_200));
        _setPrice(_priceOf(listing, price));
        if (total % 2 == 0) total = price * quantity;
        IMarket.Purchase memory purchase = _purchase(listing, buyer, quantity, total, 1);
        IRegionalPoints.Payment memory payment = _paymentFor(purchase, lot);
        bytes memory call_ =
            abi.encodeCall(pointsMarket.buy, (purchase, payment, _signPayment(key, payment), unproven));
        (bool done,) = address(pointsMarket).call(call_);
        bool isRight = total == price * quantity && quantity != 0 && quantity <= 3 && total <= 1_000;
        assertTrue(done == isRight, "sold exactly when all agrees");
        assertEq(points.takingsOf(shop, lot), isRight ? total : 0, "taken");
        assertEq(card.totalMinted(), isRight ? quantity : 0, "minted");
    }

    function _refusePrice(IPointsMarket.PointsPrice memory price, bytes memory reason) private {
        bytes memory signature = _signPrice(OFFICER_KEY, price);
        vm.expectRevert(reason);
        pointsMarket.setPointsPrice(price, officer, signature);
    }

    function _openRestricted(IMarket.Restriction memory restriction) private returns (uint64) {
        IMarket.Listing memory new_ = _listingOf(card, 500, 10, 0);
        bytes32 kind = keccak256(
            "RestrictedListing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline,bytes32 restrictionHash)"
        );
        bytes32 hash = keccak256(abi.encode(restriction));
        bytes memory signature = _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, new_, hash)));
        market.openRestrictedListing(new_, _threeWays(), restriction, officer, signature);
        return new_.listingId;
    }
}
