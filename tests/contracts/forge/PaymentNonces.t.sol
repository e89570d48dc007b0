// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {PointsActs} from "./support/PointsActs.sol";

/// @title Nonces of payments and gifts: per holder and first lot, 128 of them in the purse and the others beside it
contract PaymentNoncesTest is PointsActs {
    uint256 internal id;
    uint256 internal otherLot;

    function setUp() external {
        _deploy();
        _openShops();
        IRegionalPoints.Program memory terms = _terms(PROGRAM);
        terms.transferable = true;
        _createProgram(terms);
        uint32 day = points.today() + 30;
        (id, otherLot) = (_lot(PROGRAM, day), _lot(PROGRAM, day + 1));
        _grant(_holder(0), PROGRAM, day, 1_000);
        _grant(_holder(0), PROGRAM, day + 1, 1_000);
    }

    function testFuzz_a_nonce_pays_once_and_touches_no_other(uint256 nonce) external {
        _payOnceAndAgain(nonce);
        unchecked {
            assertTrue(!points.isNonceUsed(_holder(0), id, nonce + 1), "next");
            assertTrue(!points.isNonceUsed(_holder(0), id, nonce + 128), "same bit, elsewhere");
            assertTrue(!points.isNonceUsed(_holder(0), id, nonce + 256), "same bit, next word");
        }
        assertEq(points.spendableOf(_holder(0), id), 990, "spendable");
        assertEq(points.takingsOf(_holder(0), id), 0, "takings");
        assertEq(points.balanceOf(_holder(0), id), 990, "balance");
    }

    function test_each_nonce_around_the_edge_of_the_purse_pays_once() external {
        uint256[8] memory edges = [uint256(0), 1, 126, 127, 128, 255, 256, type(uint256).max];
        for (uint256 i = 0; i < edges.length; ++i) _payOnceAndAgain(edges[i]);
        assertEq(points.spendableOf(_holder(0), id), 920, "spendable");
    }

    function test_all_128_nonces_of_a_purse_leave_its_amounts_alone() external {
        for (uint256 nonce = 0; nonce < 128; ++nonce) {
            _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 1, nonce));
        }
        assertEq(points.spendableOf(_holder(0), id), 872, "spendable");
        assertEq(points.takingsOf(_holder(0), id), 0, "takings");
        assertEq(points.takingsOf(shop, id), 128, "shop");
    }

    function test_one_nonce_serves_each_lot_once() external {
        _payOnceAndAgain(5);
        _pay(_holderKey(0), _payment(_holder(0), SHOP, otherLot, 10, 5));
        assertTrue(points.isNonceUsed(_holder(0), otherLot, 5), "other lot");
    }

    function test_a_payment_out_of_two_lots_uses_the_nonce_of_its_first() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 10, 7);
        (payment.ids, payment.amounts) = (new uint256[](2), new uint64[](2));
        (payment.ids[0], payment.ids[1], payment.amounts[0], payment.amounts[1]) = (otherLot, id, 4, 6);
        _pay(_holderKey(0), payment);
        assertTrue(points.isNonceUsed(_holder(0), otherLot, 7), "first");
        assertTrue(!points.isNonceUsed(_holder(0), id, 7), "second");
        _refund(_holderKey(0), payment, 10, 0);
        assertEq(points.spendableOf(_holder(0), id) + points.spendableOf(_holder(0), otherLot), 2_000, "back");
    }

    function test_a_payment_of_nothing_out_of_no_lot_is_refused() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 0, 0);
        (payment.ids, payment.amounts) = (new uint256[](0), new uint64[](0));
        bytes memory signature = _signPayment(_holderKey(0), payment);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.PaymentAmountInvalid.selector));
        points.pay(payment, signature);
    }

    function test_a_gift_and_a_payment_share_the_nonces_of_a_lot() external {
        IRegionalPoints.Gift memory gift = IRegionalPoints.Gift(_holder(0), _holder(1), id, 100, 127, LATER);
        points.give(gift, _signGift(_holderKey(0), gift));
        _refuseUsed(_payment(_holder(0), SHOP, id, 10, 127));
        _pay(_holderKey(0), _payment(_holder(0), SHOP, otherLot, 10, 127));
    }

    function test_a_cancelled_nonce_neither_pays_nor_is_given_back() external {
        uint256[2] memory nonces = [uint256(3), 300];
        for (uint256 i = 0; i < nonces.length; ++i) {
            IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 10, nonces[i]);
            vm.prank(_holder(0));
            points.cancelNonce(id, nonces[i]);
            _refuseUsed(payment);
            IRegionalPoints.Refund memory refund =
                IRegionalPoints.Refund(points.hashPayment(payment), 1, i, LATER);
            bytes memory ofHolder = _signPayment(_holderKey(0), payment);
            bytes memory ofShop = _sign(SHOP_KEY, address(points), _hashRefund(refund));
            vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.PaymentUnknown.selector, refund.paymentId));
            points.refund(payment, ofHolder, refund, shop, ofShop);
        }
    }

    function test_a_nonce_is_cancelled_by_signature_for_the_lot_that_was_signed() external {
        IRegionalPoints.NonceCancellation memory cancellation =
            IRegionalPoints.NonceCancellation(_holder(0), id, 9, LATER);
        bytes32 kind = keccak256("NonceCancellation(address holder,uint256 id,uint256 nonce,uint64 deadline)");
        bytes memory signature =
            _sign(_holderKey(0), address(points), keccak256(abi.encode(kind, cancellation)));
        points.cancelNonceBySig(cancellation, signature);
        assertTrue(points.isNonceUsed(_holder(0), id, 9), "signed lot");
        assertTrue(!points.isNonceUsed(_holder(0), otherLot, 9), "other lot");
        cancellation.id = otherLot;
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, _holder(0)));
        points.cancelNonceBySig(cancellation, signature);
    }

    function test_what_is_used_stays_used_after_the_rest_expired_and_was_burned() external {
        _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 10, 0));
        vm.warp((uint256(uint32(id)) + 1) * 1 days);
        address[] memory everybody = new address[](1);
        everybody[0] = _holder(0);
        points.sweepExpired(id, everybody);
        assertEq(points.balanceOf(_holder(0), id), 0, "burned");
        assertTrue(points.isNonceUsed(_holder(0), id, 0), "nonce");
    }

    function test_a_shop_that_pays_itself_neither_gains_nor_loses() external {
        _grant(shop, PROGRAM, uint32(id), 100);
        _pay(SHOP_KEY, _payment(shop, SHOP, id, 60, 1));
        assertEq(points.spendableOf(shop, id), 40, "spendable");
        assertEq(points.takingsOf(shop, id), 60, "takings");
        assertTrue(points.isNonceUsed(shop, id, 1), "nonce");
    }

    function test_the_largest_amounts_stand_side_by_side_in_one_purse() external {
        IRegionalPoints.Program memory terms = _terms(9);
        terms.cap = type(uint64).max;
        _createProgram(terms);
        uint256 huge = _lot(9, uint32(id));
        _grant(shop, 9, uint32(id), type(uint64).max);
        _pay(SHOP_KEY, _payment(shop, SHOP, huge, type(uint64).max - 1, 127));
        assertEq(points.spendableOf(shop, huge), 1, "spendable");
        assertEq(points.takingsOf(shop, huge), type(uint64).max - 1, "takings");
        assertTrue(points.isNonceUsed(shop, huge, 127) && !points.isNonceUsed(shop, huge, 0), "nonces");
    }

    function _payOnceAndAgain(uint256 nonce) private {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 10, nonce);
        _pay(_holderKey(0), payment);
        assertTrue(points.isNonceUsed(_holder(0), id, nonce), "used");
        _refuseUsed(payment);
    }

    function _refuseUsed(IRegionalPoints.Payment memory payment) private {
        bytes memory signature = _signPayment(_holderKey(0), payment);
        vm.expectRevert(
            abi.encodeWithSelector(ISignatureErrors.NonceUsed.selector, payment.holder, payment.nonce)
        );
        points.pay(payment, signature);
    }
}
