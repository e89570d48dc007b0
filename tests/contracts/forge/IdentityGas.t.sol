// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIdentityBindings} from "contracts/persons/IIdentityBindings.sol";
import {GasRecords} from "./support/GasRecords.sol";
import {IdentityActs} from "./support/IdentityActs.sol";

/// @title What verifying people costs, each a transaction of its own, against its budget
/// forge-config: default.isolate = true
/// forge-config: long.isolate = true
contract IdentityGasTest is IdentityActs, GasRecords {
    function setUp() external {
        _deploy();
        _deployIdentities();
    }

    function test_verification() external {
        _bind(_binding("hana", _holder(0), UDA, 1));
        _record("verification of a person", _used(), 110_000);
    }

    function test_verifications_in_a_batch() external {
        IIdentityBindings.Binding[] memory bindings = new IIdentityBindings.Binding[](50);
        address[] memory attesters = new address[](50);
        bytes[] memory signatures = new bytes[](50);
        for (uint256 i = 0; i < 50; ++i) {
            bindings[i] = _binding(keccak256(abi.encode(i)), _holder(i), UDA, 1);
            attesters[i] = attester;
            signatures[i] = _signBinding(ATTESTER_KEY, bindings[i]);
        }
        identities.bindBatch(bindings, attesters, signatures);
        _record("verification of a person, each in a batch of 50", _used() / 50, 80_000);
    }

    function test_new_account() external {
        _bind(_binding("hana", _holder(0), UDA, 1));
        _bind(_binding("hana", _holder(1), UDA, 2));
        _record("new account of a verified person", _used(), 90_000);
    }

    function test_revocation() external {
        _bind(_binding("hana", _holder(0), UDA, 1));
        _revoke("hana", 2);
        _record("revocation of a verification", _used(), 60_000);
    }
}
