// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {ContractAccount} from "contracts/mocks/ContractAccount.sol";
import {DeafAccount, ReentrantAccount} from "contracts/mocks/HostileAccounts.sol";
import {PointsActs} from "./support/PointsActs.sol";

/// @title Points: programs, grants, payments, refunds, settlement, expiry, and who may not
contract PointsTest is PointsActs {
    uint256 internal id;
    uint32 internal day;

    function setUp() external {
        _deploy();
        _openShops();
        _createProgram(_terms(PROGRAM));
        day = points.today() + 30;
        id = _lot(PROGRAM, day);
        _grant(_holder(0), PROGRAM, day, 1_000);
    }

    function test_a_grant_gives_points_and_supply() external view {
        assertEq(points.spendableOf(_holder(0), id), 1_000, "holder");
        assertEq(points.supplyOf(id), 1_000, "supply");
    }

    function test_a_payment_moves_points_to_the_shop() external {
        _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 300, 0));
        assertEq(points.spendableOf(_holder(0), id), 700, "holder");
        assertEq(points.takingsOf(shop, id), 300, "shop");
        assertEq(points.supplyOf(id), 1_000, "supply");
    }

    function test_a_payment_happens_once() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 5);
        bytes memory signature = _signPayment(_holderKey(0), payment);
        points.pay(payment, signature);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.NonceUsed.selector, _holder(0), 5));
        points.pay(payment, signature);
    }

    function test_nobody_pays_with_anothers_points() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        bytes memory signature = _signPayment(_holderKey(1), payment);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, _holder(0)));
        points.pay(payment, signature);
    }

    function test_a_changed_amount_is_not_what_was_signed() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        bytes memory signature = _signPayment(_holderKey(0), payment);
        (payment.amount, payment.amounts[0]) = (400, 400);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, _holder(0)));
        points.pay(payment, signature);
    }

    function test_a_signature_runs_out() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        payment.deadline = uint64(vm.getBlockTimestamp() - 1);
        bytes memory signature = _signPayment(_holderKey(0), payment);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, payment.deadline));
        points.pay(payment, signature);
    }

    function test_points_spend_until_the_end_of_their_day_in_japan_and_not_after() external {
        uint256 endOfDay = (uint256(day) + 1) * 1 days - 9 hours;
        vm.warp(endOfDay - 1);
        _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 1, 0));
        vm.warp(endOfDay);
        IRegionalPoints.Payment memory late = _payment(_holder(0), SHOP, id, 1, 1);
        bytes memory signature = _signPayment(_holderKey(0), late);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.PointsExpired.selector, id));
        points.pay(late, signature);
    }

    function test_a_shop_outside_the_area_is_refused() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), OUTSIDE_SHOP, id, 1, 0);
        bytes memory signature = _signPayment(_holderKey(0), payment);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.PointsOutsideArea.selector, id, OUTSIDE_SHOP));
        points.pay(payment, signature);
    }

    function test_a_shop_of_another_town_in_the_area_takes_the_points() external {
        _pay(_holderKey(0), _payment(_holder(0), FAR_SHOP, id, 10, 0));
        assertEq(points.takingsOf(vm.addr(SHOP_KEY + 1), id), 10, "far shop");
    }

    function test_a_paused_town_takes_and_grants_nothing() external {
        _pause(UDA, true);
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 1, 0);
        bytes memory signature = _signPayment(_holderKey(0), payment);
        vm.expectRevert(abi.encodeWithSelector(IMunicipalityRegistry.MunicipalityIsPaused.selector, UDA));
        points.pay(payment, signature);
        _pause(UDA, false);
        points.pay(payment, signature);
    }

    function test_one_bad_payment_of_a_batch_fails_alone() external {
        _grant(_holder(1), PROGRAM, day, 50);
        IRegionalPoints.Payment[] memory payments = new IRegionalPoints.Payment[](2);
        bytes[] memory signatures = new bytes[](2);
        payments[0] = _payment(_holder(1), SHOP, id, 51, 0);
        payments[1] = _payment(_holder(0), SHOP, id, 100, 0);
        (signatures[0], signatures[1]) =
            (_signPayment(_holderKey(1), payments[0]), _signPayment(_holderKey(0), payments[1]));
        points.payBatch(payments, signatures);
        assertEq(points.takingsOf(shop, id), 100, "the good one");
        assertEq(points.spendableOf(_holder(1), id), 50, "the bad one");
        assertTrue(!points.isNonceUsed(_holder(1), id, 0), "its nonce stays");
    }

    function test_a_contract_account_pays_by_erc1271() external {
        ContractAccount account = new ContractAccount(_holder(9));
        _grant(address(account), PROGRAM, day, 100);
        IRegionalPoints.Payment memory payment = _payment(address(account), SHOP, id, 40, 0);
        points.pay(payment, _signPayment(_holderKey(9), payment));
        assertEq(points.spendableOf(address(account), id), 60, "left");
        payment.nonce = 1;
        bytes memory foreign = _signPayment(_holderKey(8), payment);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, address(account)));
        points.pay(payment, foreign);
    }

    function test_a_contract_that_does_not_take_points_is_granted_none() external {
        address deaf = address(new DeafAccount());
        IRegionalPoints.Chunk memory chunk = _chunk(0, deaf, 5);
        IRegionalPoints.Issue memory issue = _issueOf(PROGRAM, day, 5, chunk);
        bytes memory signature = _sign(OFFICER_KEY, address(points), _hashIssue(issue));
        vm.expectRevert(abi.encodeWithSelector(IERC1155Errors.ERC1155InvalidReceiver.selector, deaf));
        points.grant(issue, officer, signature, chunk, new bytes32[](0));
    }

    function test_a_receiver_cannot_enter_again() external {
        ReentrantAccount account = new ReentrantAccount();
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 10, 77);
        account.prepare(
            address(points), abi.encodeCall(points.pay, (payment, _signPayment(_holderKey(0), payment)))
        );
        _grant(address(account), PROGRAM, day, 5);
        assertTrue(!account.succeeded(), "entered");
        assertEq(points.takingsOf(shop, id), 0, "nothing was paid");
    }

    function test_a_refund_goes_back_and_never_exceeds_the_payment() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        _pay(_holderKey(0), payment);
        _refund(_holderKey(0), payment, 100, 0);
        assertEq(points.spendableOf(_holder(0), id), 800, "given back");
        IRegionalPoints.Refund memory more = IRegionalPoints.Refund(points.hashPayment(payment), 201, 1, LATER);
        bytes memory ofHolder = _signPayment(_holderKey(0), payment);
        bytes memory ofShop = _sign(SHOP_KEY, address(points), _hashRefund(more));
        vm.expectRevert(
            abi.encodeWithSelector(IRegionalPoints.RefundExceedsPayment.selector, more.paymentId, uint64(200))
        );
        points.refund(payment, ofHolder, more, shop, ofShop);
    }

    function test_only_the_shop_gives_back() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        _pay(_holderKey(0), payment);
        IRegionalPoints.Refund memory refund = IRegionalPoints.Refund(points.hashPayment(payment), 1, 0, LATER);
        bytes memory ofHolder = _signPayment(_holderKey(0), payment);
        bytes memory foreign = _sign(_holderKey(0), address(points), _hashRefund(refund));
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.RefundUnauthorized.selector, SHOP, _holder(0)));
        points.refund(payment, ofHolder, refund, _holder(0), foreign);
    }

    function test_settlement_burns_takings_once() external {
        _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 300, 0));
        _settle(_settlement("nov", id, 300));
        assertEq(points.supplyOf(id), 700, "supply");
        assertEq(points.takingsOf(shop, id), 0, "takings");
        _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 10, 1));
        IRegionalPoints.Settlement memory again = _settlement("nov", id, 10);
        bytes memory signature = _sign(OFFICER_KEY, address(points), _hashSettlement(again));
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.SettlementDone.selector, bytes32("nov")));
        points.settle(again, officer, signature);
    }

    function test_the_officer_of_another_town_neither_grants_nor_settles() external {
        IRegionalPoints.Chunk memory chunk = _chunk(0, _holder(3), 5);
        IRegionalPoints.Issue memory issue = _issueOf(PROGRAM, day, 5, chunk);
        bytes memory signature = _sign(MUKAWA_OFFICER_KEY, address(points), _hashIssue(issue));
        bytes memory refusal = abi.encodeWithSelector(
            IMunicipalityRegistry.OfficerUnauthorized.selector, UDA, IMunicipalityRegistry.Role.Issuer, mukawaOfficer
        );
        vm.expectRevert(refusal);
        points.grant(issue, mukawaOfficer, signature, chunk, new bytes32[](0));
    }

    function test_a_chunk_is_granted_once_and_the_total_holds() external {
        IRegionalPoints.Chunk memory chunk = _chunk(0, _holder(3), 5);
        IRegionalPoints.Issue memory issue = _issueOf(PROGRAM, day, 5, chunk);
        _sendGrant(issue, chunk);
        bytes memory signature = _sign(OFFICER_KEY, address(points), _hashIssue(issue));
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.GrantDone.selector, issue.campaignId, uint32(0)));
        points.grant(issue, officer, signature, chunk, new bytes32[](0));
    }

    function test_the_cap_of_a_program_holds() external {
        IRegionalPoints.Program memory small = _terms(8);
        small.cap = 100;
        _createProgram(small);
        IRegionalPoints.Chunk memory chunk = _chunk(0, _holder(3), 101);
        IRegionalPoints.Issue memory issue = _issueOf(8, day, 101, chunk);
        bytes memory signature = _sign(OFFICER_KEY, address(points), _hashIssue(issue));
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.ProgramCapExceeded.selector, uint32(8), 100));
        points.grant(issue, officer, signature, chunk, new bytes32[](0));
    }

    function test_what_expired_is_burned_and_takings_stay() external {
        _pay(_holderKey(0), _payment(_holder(0), SHOP, id, 300, 0));
        vm.warp((uint256(day) + 1) * 1 days);
        address[] memory everybody = new address[](2);
        (everybody[0], everybody[1]) = (_holder(0), shop);
        points.sweepExpired(id, everybody);
        assertEq(points.supplyOf(id), 300, "supply");
        assertEq(points.takingsOf(shop, id), 300, "takings");
        _settle(_settlement("late", id, 300));
        assertEq(points.supplyOf(id), 0, "settled");
    }

    function test_points_of_a_program_without_gifts_do_not_move() external {
        address holder = _holder(0);
        vm.prank(holder);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.PointsNotTransferable.selector, id));
        points.safeTransferFrom(holder, _holder(1), id, 1, "");
    }

    function test_a_signed_gift_moves_points_where_the_program_allows_it_and_once() external {
        IRegionalPoints.Program memory program = _terms(8);
        program.transferable = true;
        _createProgram(program);
        _grant(_holder(0), 8, day, 500);
        IRegionalPoints.Gift memory gift = IRegionalPoints.Gift(_holder(0), _holder(1), _lot(8, day), 200, 3, LATER);
        bytes memory signature = _signGift(_holderKey(0), gift);
        points.give(gift, signature);
        assertEq(points.spendableOf(_holder(0), _lot(8, day)), 300, "giver");
        assertEq(points.spendableOf(_holder(1), _lot(8, day)), 200, "receiver");
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.NonceUsed.selector, _holder(0), 3));
        points.give(gift, signature);
    }

    function test_a_gift_takes_the_givers_signature_and_a_program_that_allows_it() external {
        IRegionalPoints.Gift memory gift = IRegionalPoints.Gift(_holder(0), _holder(1), id, 200, 3, LATER);
        bytes memory signature = _signGift(_holderKey(1), gift);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, _holder(0)));
        points.give(gift, signature);
        signature = _signGift(_holderKey(0), gift);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.PointsNotTransferable.selector, id));
        points.give(gift, signature);
    }

    function test_a_payment_out_of_several_lots_is_all_or_nothing() external {
        _grant(_holder(0), PROGRAM, day + 1, 50);
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 160, 0);
        payment.ids = new uint256[](2);
        payment.amounts = new uint64[](2);
        (payment.ids[0], payment.ids[1]) = (id, _lot(PROGRAM, day + 1));
        (payment.amounts[0], payment.amounts[1]) = (100, 60);
        IRegionalPoints.Payment[] memory payments = new IRegionalPoints.Payment[](1);
        bytes[] memory signatures = new bytes[](1);
        (payments[0], signatures[0]) = (payment, _signPayment(_holderKey(0), payment));
        points.payBatch(payments, signatures);
        assertEq(points.spendableOf(_holder(0), id), 1_000, "first lot given back");
        assertEq(points.takingsOf(shop, id), 0, "shop");

        payments[0].amounts[1] = 50;
        signatures[0] = _signPayment(_holderKey(0), payments[0]);
        points.payBatch(payments, signatures); // 150 in the lots, 160 in all
        assertEq(points.spendableOf(_holder(0), id), 1_000, "sum does not fit");
        assertEq(points.spendableOf(_holder(0), _lot(PROGRAM, day + 1)), 50, "second lot given back");
        assertTrue(!points.isNonceUsed(_holder(0), id, 0), "nonce");
    }

    function test_interfaces_of_the_standard() external view {
        assertTrue(points.supportsInterface(0xd9b67a26), "ERC-1155");
        assertTrue(points.supportsInterface(0x0e89341c), "ERC-1155 metadata");
        assertTrue(points.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(!points.supportsInterface(0xffffffff), "none");
    }

    function testFuzz_paying_and_giving_back_keeps_the_sum(uint64 granted, uint64 paid, uint64 back) external {
        granted = uint64(bound(granted, 2, 1_000_000));
        paid = uint64(bound(paid, 1, granted));
        back = uint64(bound(back, 1, paid));
        address holder = _holder(4);
        _grant(holder, PROGRAM, day, granted);
        IRegionalPoints.Payment memory payment = _payment(holder, SHOP, id, paid, 0);
        _pay(_holderKey(4), payment);
        _refund(_holderKey(4), payment, back, 0);
        assertEq(points.spendableOf(holder, id), uint256(granted) - paid + back, "holder");
        assertEq(points.takingsOf(shop, id), paid - back, "shop");
        assertEq(points.supplyOf(id), 1_000 + uint256(granted), "supply");
    }

    function testFuzz_nobody_pays_more_than_there_is(uint64 amount) external {
        amount = uint64(bound(amount, 1_001, type(uint64).max));
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, amount, 0);
        bytes memory signature = _signPayment(_holderKey(0), payment);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRegionalPoints.PointsInsufficient.selector, id, _holder(0), uint256(1_000), uint256(amount)
            )
        );
        points.pay(payment, signature);
    }
}
