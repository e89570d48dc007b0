// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Checks} from "./Checks.sol";
import {Vm} from "./Vm.sol";

/// @title What the last transaction cost, kept in the snapshot beside its budget
abstract contract GasRecords is Checks {
    /// @dev What a receipt calls gasUsed: the refund is taken off, at most a fifth (EIP-3529).
    function _used() internal view returns (uint256) {
        Vm.Gas memory gas = vm.lastCallGas();
        uint256 refunded = uint256(int256(gas.gasRefunded));
        uint256 most = gas.gasTotalUsed / 5;
        return gas.gasTotalUsed - (refunded < most ? refunded : most);
    }

    /// @dev In a file of the test contract's own: with one for several, forge compares with what another has just written.
    function _record(string memory what, uint256 gas, uint256 budget) internal {
        vm.snapshotValue(what, gas);
        assertAtMost(gas, budget, what);
    }
}
