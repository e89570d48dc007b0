// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IdentityRegistry} from "contracts/persons/IdentityRegistry.sol";
import {IIdentityBindings} from "contracts/persons/IIdentityBindings.sol";
import {MarketActs} from "./MarketActs.sol";

/// @title Persons bound to accounts, by the platform's attester and by officers
abstract contract IdentityActs is MarketActs {
    uint256 internal constant ATTESTER_KEY = 0xa77e57;
    uint8 internal constant COUNTER = 1;
    uint8 internal constant APP = 2;

    address internal attester = vm.addr(ATTESTER_KEY);
    IdentityRegistry internal identities;

    /// @dev And the market and the points ask it.
    function _deployIdentities() internal {
        identities = IdentityRegistry(_shipped("IdentityRegistry", abi.encode(municipalities, owner)));
        vm.prank(owner);
        identities.setAttester(attester, true);
        vm.prank(owner);
        market.setIdentityRegistry(identities);
        vm.prank(owner);
        points.setIdentityRegistry(identities);
    }

    function _today() internal view returns (uint32) {
        return uint32((vm.getBlockTimestamp() + 9 hours) / 1 days);
    }

    /// @dev Of a person living in `municipality`, verified at a counter for a year.
    function _binding(bytes32 nullifier, address account, uint32 municipality, uint24 revision)
        internal
        view
        returns (IIdentityBindings.Binding memory)
    {
        return
            IIdentityBindings.Binding(
                nullifier, account, municipality, COUNTER, _today() + 365, revision, LATER
            );
    }

    function _bind(IIdentityBindings.Binding memory binding) internal {
        identities.bind(binding, attester, _signBinding(ATTESTER_KEY, binding));
    }

    function _signBinding(uint256 key, IIdentityBindings.Binding memory binding) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Binding(bytes32 nullifier,address account,uint32 municipality,uint8 level,uint32 validUntil,uint24 revision,uint64 deadline)"
        );
        return _sign(key, address(identities), keccak256(abi.encode(kind, binding)));
    }

    function _revoke(bytes32 nullifier, uint24 revision) internal {
        IIdentityBindings.Revocation memory revocation = IIdentityBindings.Revocation(nullifier, revision, LATER);
        identities.revoke(revocation, attester, _signRevocation(ATTESTER_KEY, revocation));
    }

    function _signRevocation(uint256 key, IIdentityBindings.Revocation memory revocation)
        internal
        view
        returns (bytes memory)
    {
        bytes32 kind = keccak256("Revocation(bytes32 nullifier,uint24 revision,uint64 deadline)");
        return _sign(key, address(identities), keccak256(abi.encode(kind, revocation)));
    }
}
