// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vm} from "./Vm.sol";

/// @title Base of every test: cheat codes and comparisons that say what differs
abstract contract Checks {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error Unequal(string what, uint256 left, uint256 right);
    error UnequalAddress(string what, address left, address right);
    error UnequalText(string what, string left, string right);
    error Above(string what, uint256 value, uint256 most);
    error Untrue(string what);

    function assertEq(uint256 left, uint256 right, string memory what) internal pure {
        if (left != right) revert Unequal(what, left, right);
    }

    function assertEq(address left, address right, string memory what) internal pure {
        if (left != right) revert UnequalAddress(what, left, right);
    }

    function assertEq(string memory left, string memory right, string memory what) internal pure {
        if (keccak256(bytes(left)) != keccak256(bytes(right))) revert UnequalText(what, left, right);
    }

    function assertAtMost(uint256 value, uint256 most, string memory what) internal pure {
        if (value > most) revert Above(what, value, most);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert Untrue(what);
    }

    /// @dev Deploys what production deploys: the bytecode that Ape compiled (`python -m chain.deploying.compile`).
    function _shipped(string memory name, bytes memory constructorArguments) internal returns (address) {
        return vm.deployCode(string.concat(".build/shipped/", name, ".json"), constructorArguments);
    }

    /// @dev `value` folded into `low`..`high`, both included.
    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + (value % (high - low + 1));
    }
}
