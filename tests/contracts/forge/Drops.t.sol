// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {ContractAccount} from "contracts/mocks/ContractAccount.sol";
import {DropActs} from "./support/DropActs.sol";

/// @title Drops: published once, claimed by whom the root names, spent with the first payment
contract DropsTest is DropActs {
    bytes32 internal constant CAMPAIGN = "summer";

    uint256 internal id;
    uint32 internal day;
    IRegionalPoints.Claim[] internal claims;

    function setUp() external {
        _deploy();
        _openShops();
        _createProgram(_terms(PROGRAM));
        day = points.today() + 30;
        id = _lot(PROGRAM, day);
        IRegionalPoints.Claim[] memory made = _drop(CAMPAIGN, day, 5, 1_000, 0);
        for (uint256 i = 0; i < made.length; ++i) claims.push(made[i]);
    }

    function test_a_drop_makes_no_points_until_somebody_claims() external {
        assertEq(points.supplyOf(id), 0, "before");
        points.claim(claims[3]);
        assertEq(points.spendableOf(_holder(3), id), 1_000, "holder");
        assertEq(points.supplyOf(id), 1_000, "supply");
        assertTrue(points.isClaimed(UDA, CAMPAIGN, 3), "claimed");
    }

    function test_an_entry_is_claimed_once() external {
        points.claim(claims[0]);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.DropClaimed.selector, CAMPAIGN, 0));
        points.claim(claims[0]);
    }

    function test_nobody_takes_anothers_entry_or_a_larger_one() external {
        IRegionalPoints.Claim memory entry = claims[0];
        entry.holder = _holder(9);
        _refuse(entry, abi.encodeWithSelector(IRegionalPoints.DropProofInvalid.selector, CAMPAIGN, 0));
        entry = claims[0];
        entry.amount = 2_000;
        _refuse(entry, abi.encodeWithSelector(IRegionalPoints.DropProofInvalid.selector, CAMPAIGN, 0));
        entry = claims[0];
        entry.index = 1;
        _refuse(entry, abi.encodeWithSelector(IRegionalPoints.DropProofInvalid.selector, CAMPAIGN, 1));
    }

    function test_a_claim_of_another_town_finds_no_drop() external {
        IRegionalPoints.Claim memory entry = claims[0];
        entry.issuer = MUKAWA;
        _refuse(entry, abi.encodeWithSelector(IRegionalPoints.DropUnknown.selector, MUKAWA, CAMPAIGN));
    }

    function test_a_drop_is_published_once_and_by_an_issuer_of_its_town() external {
        IRegionalPoints.Drop memory drop = _dropOf(CAMPAIGN, day, 5_000, _rootOf(claims[0]));
        bytes memory signature = _signDrop(OFFICER_KEY, drop);
        vm.expectRevert(abi.encodeWithSelector(IRegionalPoints.DropExists.selector, CAMPAIGN));
        points.publishDrop(drop, officer, signature);

        drop.campaignId = "other";
        signature = _signDrop(MUKAWA_OFFICER_KEY, drop);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Issuer,
                mukawaOfficer
            )
        );
        points.publishDrop(drop, mukawaOfficer, signature);

        signature = _signDrop(MUKAWA_OFFICER_KEY, drop);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, officer));
        points.publishDrop(drop, officer, signature);
    }

    function test_claims_never_exceed_the_total_that_was_signed() external {
        IRegionalPoints.Claim[] memory more = _claims("short", 2, 1_000, 0);
        _publish(_dropOf("short", day, 1_500, _rootOf(more[0])));
        points.claim(more[0]);
        _refuse(more[1], abi.encodeWithSelector(IRegionalPoints.DropTotalExceeded.selector, bytes32("short")));
    }

    function test_a_drop_counts_against_the_cap_of_its_program() external {
        IRegionalPoints.Drop memory drop = _dropOf("huge", day, 1_000_000_000, _rootOf(claims[0]));
        bytes memory signature = _signDrop(OFFICER_KEY, drop);
        vm.expectRevert(
            abi.encodeWithSelector(IRegionalPoints.ProgramCapExceeded.selector, PROGRAM, 999_995_000)
        );
        points.publishDrop(drop, officer, signature);
    }

    function test_what_nobody_claimed_by_its_day_is_gone_without_a_transaction() external {
        vm.warp(uint256(day + 1) * 1 days - 9 hours);
        _refuse(claims[0], abi.encodeWithSelector(IRegionalPoints.PointsExpired.selector, id));
        assertEq(points.supplyOf(id), 0, "supply");
    }

    function test_a_paused_town_brings_nothing() external {
        vm.prank(owner);
        municipalities.setPaused(UDA, true);
        _refuse(claims[0], abi.encodeWithSelector(IMunicipalityRegistry.MunicipalityIsPaused.selector, UDA));
    }

    function test_the_first_payment_brings_the_points_along() external {
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        points.payFromDrops(payment, _signPayment(_holderKey(0), payment), _alone(claims[0]));
        assertEq(points.spendableOf(_holder(0), id), 700, "holder");
        assertEq(points.takingsOf(shop, id), 300, "shop");
    }

    function test_a_payment_shown_with_a_claim_made_before_still_pays() external {
        points.claim(claims[0]);
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 300, 0);
        points.payFromDrops(payment, _signPayment(_holderKey(0), payment), _alone(claims[0]));
        assertEq(points.spendableOf(_holder(0), id), 700, "holder");
        assertEq(points.supplyOf(id), 1_000, "supply");
    }

    function test_in_a_batch_a_wrong_claim_fails_with_its_payment_alone() external {
        IRegionalPoints.Payment[] memory payments = new IRegionalPoints.Payment[](2);
        bytes[] memory signatures = new bytes[](2);
        IRegionalPoints.Claim[][] memory with = new IRegionalPoints.Claim[][](2);
        for (uint256 i = 0; i < 2; ++i) {
            payments[i] = _payment(_holder(i), SHOP, id, 300, 0);
            signatures[i] = _signPayment(_holderKey(i), payments[i]);
            with[i] = _alone(claims[i]);
        }
        with[0][0].amount = 9_999;
        points.payBatchFromDrops(payments, signatures, with);
        assertEq(points.spendableOf(_holder(0), id), 0, "wrong claim");
        assertTrue(!points.isNonceUsed(_holder(0), id, 0), "nonce left");
        assertEq(points.spendableOf(_holder(1), id), 700, "right claim");
    }

    function test_a_contract_account_claims_apart() external {
        ContractAccount account = new ContractAccount(vm.addr(77));
        IRegionalPoints.Claim memory entry =
            IRegionalPoints.Claim(UDA, "contract", 0, address(account), 1_000, new bytes32[](0));
        _publish(_dropOf("contract", day, 1_000, _leafOf(entry)));
        points.claim(entry);
        assertEq(points.spendableOf(address(account), id), 1_000, "account");
    }

    function testFuzz_whatever_is_claimed_and_paid_the_supply_is_what_was_claimed(uint8 who, uint64 paid) external {
        uint256 person = who % 5;
        paid = uint64(bound(paid, 1, 1_000));
        IRegionalPoints.Payment memory payment = _payment(_holder(person), SHOP, id, paid, 0);
        points.payFromDrops(payment, _signPayment(_holderKey(person), payment), _alone(claims[person]));
        (,, uint64 claimed,) = points.dropOf(UDA, CAMPAIGN);
        assertEq(points.supplyOf(id), claimed, "supply");
        assertEq(points.spendableOf(_holder(person), id) + points.takingsOf(shop, id), claimed, "balances");
    }

    function _refuse(IRegionalPoints.Claim memory entry, bytes memory reason) private {
        vm.expectRevert(reason);
        points.claim(entry);
    }
}
