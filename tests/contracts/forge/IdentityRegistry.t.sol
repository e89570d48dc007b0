// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IIdentityBindings} from "contracts/persons/IIdentityBindings.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {IdentityActs} from "./support/IdentityActs.sol";

/// @title Who is verified, who lives where, whose account follows on whose, and who may say so
contract IdentityRegistryTest is IdentityActs {
    uint32 internal constant SARABETSU = 16390; // 更別村, not registered
    bytes32 internal constant HANA = "hana";
    bytes32 internal constant TARO = "taro";
    address internal first = _holder(0);
    address internal second = _holder(1);
    address internal third = _holder(2);

    function setUp() external {
        _deploy();
        _deployIdentities();
    }

    function test_a_verified_person_lives_in_a_town_and_its_areas() external {
        assertTrue(!identities.isVerified(first) && identities.personOf(first) == 0, "nobody yet");
        _bind(_binding(HANA, first, UDA, 1));
        assertTrue(identities.isVerified(first) && identities.personOf(first) == HANA, "verified");
        assertTrue(identities.isResident(first, UDA) && !identities.isResident(first, MUKAWA), "of Uda alone");
        assertTrue(identities.livesIn(first, UDA_ONLY) && identities.livesIn(first, BOTH), "in its areas");
        assertTrue(!identities.livesIn(first, 99), "not in an unknown one");
        (address account, uint32 town, uint8 level, uint32 until, uint24 revision) = identities.bindingOf(HANA);
        assertTrue(account == first && town == UDA && level == COUNTER, "recorded");
        assertTrue(until == _today() + 365 && revision == 1, "until when");
    }

    function test_who_lives_where_no_town_is_registered_is_verified_all_the_same() external {
        _bind(_binding(HANA, first, SARABETSU, 1));
        assertTrue(identities.isVerified(first) && identities.isResident(first, SARABETSU), "verified");
        assertTrue(!identities.livesIn(first, BOTH), "outside of every area");
        vm.prank(owner);
        identities.setAttester(attester, false);
        _refuse(_binding(HANA, first, SARABETSU, 2), _unauthorized(SARABETSU, attester));
    }

    function test_it_holds_through_its_last_day_in_japan() external {
        IIdentityBindings.Binding memory binding = _binding(HANA, first, UDA, 1);
        binding.validUntil = _today() + 1;
        _bind(binding);
        uint256 midnight = (uint256(_today()) + 2) * 1 days - 9 hours;
        vm.warp(midnight - 1);
        assertTrue(identities.isVerified(first) && identities.isResident(first, UDA), "on the last second");
        vm.warp(midnight);
        assertTrue(!identities.isVerified(first) && !identities.isResident(first, UDA), "over");
        assertTrue(!identities.livesIn(first, BOTH) && identities.personOf(first) == 0, "in no area either");
        binding.revision = 2;
        _refuse(binding, abi.encodeWithSelector(IIdentityBindings.BindingInvalid.selector, HANA));
        _bind(_binding(HANA, first, UDA, 2));
        assertTrue(identities.isVerified(first), "renewed");
    }

    function test_a_move_changes_the_town_and_a_renewal_the_level() external {
        _bind(_binding(HANA, first, UDA, 1));
        IIdentityBindings.Binding memory moved = _binding(HANA, first, MUKAWA, 2);
        moved.level = APP;
        _bind(moved);
        assertTrue(identities.isResident(first, MUKAWA) && !identities.isResident(first, UDA), "moved");
        (,, uint8 level,,) = identities.bindingOf(HANA);
        assertEq(level, APP, "level");
    }

    function test_one_account_is_one_persons() external {
        _bind(_binding(HANA, first, UDA, 1));
        _refuse(
            _binding(TARO, first, UDA, 1),
            abi.encodeWithSelector(IIdentityBindings.BindingAccountTaken.selector, first)
        );
        vm.warp(vm.getBlockTimestamp() + 400 days);
        _bind(_binding(TARO, first, UDA, 1)); // hers ran out
        assertTrue(identities.personOf(first) == TARO, "his now");
        _refuse(
            _binding(HANA, first, UDA, 2),
            abi.encodeWithSelector(IIdentityBindings.BindingAccountTaken.selector, first)
        );
    }

    function test_a_new_account_takes_over_at_once_and_succeeds_all_before() external {
        _bind(_binding(HANA, first, UDA, 1));
        assertTrue(!identities.isSuccessor(first, first), "not of itself");
        _bind(_binding(HANA, second, UDA, 2));
        assertTrue(!identities.isVerified(first) && identities.personOf(second) == HANA, "the new one alone");
        assertTrue(identities.isSuccessor(first, second) && !identities.isSuccessor(second, first), "one way");
        _bind(_binding(HANA, third, UDA, 3));
        assertTrue(identities.isSuccessor(first, third) && identities.isSuccessor(second, third), "over two");
        assertTrue(!identities.isSuccessor(first, second), "no longer");
        _revoke(HANA, 4);
        assertTrue(!identities.isSuccessor(first, third), "nobody's while revoked");
        _bind(_binding(HANA, second, UDA, 5));
        assertTrue(identities.isSuccessor(third, second) && identities.isSuccessor(first, second), "back again");
        assertTrue(!identities.isSuccessor(_holder(7), second), "not of strangers");
        vm.warp(vm.getBlockTimestamp() + 400 days);
        assertTrue(!identities.isSuccessor(first, second), "run out");
    }

    function test_who_takes_over_an_account_does_not_take_what_the_former_left() external {
        _bind(_binding(HANA, first, UDA, 1));
        _bind(_binding(HANA, second, UDA, 2));
        _bind(_binding(TARO, first, UDA, 1));
        _bind(_binding(TARO, third, UDA, 2));
        assertTrue(identities.isSuccessor(first, third), "the account's last person");
        assertTrue(!identities.isSuccessor(first, second) && !identities.isSuccessor(second, third), "no other");
    }

    function test_a_revocation_ends_it_at_once_and_says_no_reason() external {
        _bind(_binding(HANA, first, UDA, 1));
        _revoke(HANA, 2);
        assertTrue(!identities.isVerified(first) && !identities.isResident(first, UDA), "revoked");
        _bind(_binding(TARO, first, UDA, 1));
        assertTrue(identities.personOf(first) == TARO, "the account is free");
    }

    function test_the_newest_revision_decides_in_whatever_order_they_come() external {
        IIdentityBindings.Binding memory binding = _binding(HANA, first, UDA, 1);
        bytes memory signature = _signBinding(ATTESTER_KEY, binding);
        _revoke(HANA, 2); // came first
        _refuse(binding, abi.encodeWithSelector(IIdentityBindings.BindingOutdated.selector, HANA, 1, 2));
        _bind(_binding(HANA, second, UDA, 3));
        vm.expectRevert(abi.encodeWithSelector(IIdentityBindings.BindingOutdated.selector, HANA, 1, 3));
        identities.bind(binding, attester, signature);
        vm.expectRevert(abi.encodeWithSelector(IIdentityBindings.BindingOutdated.selector, HANA, 2, 3));
        this.revokeAgain(HANA, 2);
        assertTrue(identities.isVerified(second), "still");
    }

    function test_officers_attest_for_their_own_town_alone() external {
        bytes memory unauthorized = _unauthorized(UDA, mukawaOfficer);
        _refuseBy(MUKAWA_OFFICER_KEY, _binding(HANA, first, UDA, 1), unauthorized);
        IIdentityBindings.Binding memory own = _binding(HANA, first, UDA, 1);
        identities.bind(own, officer, _signBinding(OFFICER_KEY, own));
        // nobody takes a person out of another town, or to another account, while the person is verified there
        _refuseBy(MUKAWA_OFFICER_KEY, _binding(HANA, second, MUKAWA, 2), unauthorized);
        IIdentityBindings.Binding memory near = _binding(HANA, first, OTSUKI, 2);
        identities.bind(near, officer, _signBinding(OFFICER_KEY, near)); // an officer of both
        IIdentityBindings.Revocation memory revocation = IIdentityBindings.Revocation(HANA, 3, LATER);
        bytes memory signature = _signRevocation(MUKAWA_OFFICER_KEY, revocation);
        vm.expectRevert(_unauthorized(OTSUKI, mukawaOfficer));
        identities.revoke(revocation, mukawaOfficer, signature);
        identities.revoke(revocation, officer, _signRevocation(OFFICER_KEY, revocation));
        IIdentityBindings.Binding memory moved = _binding(HANA, first, MUKAWA, 4);
        identities.bind(moved, mukawaOfficer, _signBinding(MUKAWA_OFFICER_KEY, moved));
        assertTrue(identities.isResident(first, MUKAWA), "left one, joined the other");
    }

    function test_a_paused_town_revokes_and_binds_nobody() external {
        IIdentityBindings.Binding memory binding = _binding(HANA, first, UDA, 1);
        identities.bind(binding, officer, _signBinding(OFFICER_KEY, binding));
        _pause(UDA, true);
        binding.revision = 2;
        _refuseBy(
            OFFICER_KEY, binding, abi.encodeWithSelector(IMunicipalityRegistry.MunicipalityIsPaused.selector, UDA)
        );
        IIdentityBindings.Revocation memory revocation = IIdentityBindings.Revocation(HANA, 3, LATER);
        identities.revoke(revocation, officer, _signRevocation(OFFICER_KEY, revocation));
        assertTrue(!identities.isVerified(first), "revoked");
    }

    function test_attesters_are_the_owners_choice() external {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        identities.setAttester(first, true);
        IIdentityBindings.Binding memory binding = _binding(HANA, first, UDA, 1);
        vm.prank(owner);
        identities.setAttester(attester, false);
        _refuse(binding, _unauthorized(UDA, attester));
        bytes memory signature = _signRevocation(ATTESTER_KEY, IIdentityBindings.Revocation(HANA, 1, LATER));
        vm.expectRevert(_unauthorized(0, attester));
        identities.revoke(IIdentityBindings.Revocation(HANA, 1, LATER), attester, signature);
    }

    function test_what_is_not_signed_so_or_not_whole_is_refused() external {
        IIdentityBindings.Binding memory binding = _binding(HANA, first, UDA, 1);
        bytes memory signature = _signBinding(ATTESTER_KEY, binding);
        binding.account = second;
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, attester));
        identities.bind(binding, attester, signature);
        binding.deadline = 1;
        _refuse(binding, abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, uint64(1)));
        bytes memory invalid = abi.encodeWithSelector(IIdentityBindings.BindingInvalid.selector, HANA);
        _refuse(_binding(HANA, address(0), UDA, 1), invalid);
        binding = _binding(HANA, first, UDA, 1);
        binding.level = 0;
        _refuse(binding, invalid);
        _refuse(_binding(HANA, first, 0, 1), invalid);
        invalid = abi.encodeWithSelector(IIdentityBindings.BindingInvalid.selector, bytes32(0));
        _refuse(_binding(0, first, UDA, 1), invalid);
    }

    function test_in_a_batch_a_bad_one_fails_alone() external {
        (
            IIdentityBindings.Binding[] memory bindings,
            address[] memory attesters,
            bytes[] memory signatures
        ) = _batch(3);
        bindings[1].account = first; // taken by the one before it
        signatures[1] = _signBinding(ATTESTER_KEY, bindings[1]);
        vm.expectEmit(true, true, true, true, address(identities));
        emit IIdentityBindings.BindingRejected(
            bindings[1].nullifier,
            1,
            abi.encodeWithSelector(IIdentityBindings.BindingAccountTaken.selector, first)
        );
        identities.bindBatch(bindings, attesters, signatures);
        assertTrue(identities.isVerified(_holder(0)) && identities.isVerified(_holder(2)), "the others");
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignaturesMismatched.selector, 3, 2));
        identities.bindBatch(bindings, new address[](2), signatures);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignaturesMismatched.selector, 3, 2));
        identities.bindBatch(bindings, attesters, new bytes[](2));
    }

    function test_a_batch_without_gas_for_all_records_nothing() external {
        (
            IIdentityBindings.Binding[] memory bindings,
            address[] memory attesters,
            bytes[] memory signatures
        ) = _batch(8);
        try identities.bindBatch{gas: 300_000}(bindings, attesters, signatures) {
            revert("recorded");
        } catch {}
        assertTrue(!identities.isVerified(_holder(0)), "none");
    }

    function testFuzz_only_the_last_account_is_verified(uint8[12] calldata accounts) external {
        for (uint256 i = 0; i < accounts.length; ++i) {
            _bind(_binding(HANA, _holder(accounts[i] % 4), UDA, uint24(i + 1)));
        }
        address last = _holder(accounts[11] % 4);
        for (uint256 i = 0; i < 4; ++i) {
            assertTrue(identities.isVerified(_holder(i)) == (_holder(i) == last), "the last alone");
        }
        for (uint256 i = 0; i < accounts.length; ++i) {
            address before = _holder(accounts[i] % 4);
            assertTrue(identities.isSuccessor(before, last) == (before != last), "of all before");
        }
    }

    function testFuzz_valid_through_its_day_and_not_a_second_longer(uint16 days_, uint24 after_) external {
        IIdentityBindings.Binding memory binding = _binding(HANA, first, UDA, 1);
        binding.validUntil = _today() + days_;
        _bind(binding);
        uint256 moment = vm.getBlockTimestamp() + uint256(after_) * 11;
        vm.warp(moment);
        assertTrue(identities.isVerified(first) == ((moment + 9 hours) / 1 days <= binding.validUntil), "by its day");
    }

    function revokeAgain(bytes32 nullifier, uint24 revision) external {
        _revoke(nullifier, revision);
    }

    function _batch(uint256 count)
        private
        view
        returns (IIdentityBindings.Binding[] memory bindings, address[] memory attesters, bytes[] memory signatures)
    {
        bindings = new IIdentityBindings.Binding[](count);
        attesters = new address[](count);
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            bindings[i] = _binding(keccak256(abi.encode(i)), _holder(i), UDA, 1);
            attesters[i] = attester;
            signatures[i] = _signBinding(ATTESTER_KEY, bindings[i]);
        }
    }

    function _refuse(IIdentityBindings.Binding memory binding, bytes memory reason) private {
        _refuseBy(ATTESTER_KEY, binding, reason);
    }

    function _refuseBy(uint256 key, IIdentityBindings.Binding memory binding, bytes memory reason) private {
        bytes memory signature = _signBinding(key, binding);
        vm.expectRevert(reason);
        identities.bind(binding, vm.addr(key), signature);
    }

    function _unauthorized(uint32 town, address who) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            IMunicipalityRegistry.OfficerUnauthorized.selector, town, IMunicipalityRegistry.Role.Attester, who
        );
    }
}
