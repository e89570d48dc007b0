// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title What the market asks about the person behind an account
/// @notice Answers hold nothing that names somebody: yes or no, and a keyed number of the person.
interface IPersonRegistry is IIdentityRegistry {
    /// @notice The same for all accounts of one verified person, from which nobody finds the person; 0 for others.
    function personOf(address account) external view returns (bytes32);

    /// @notice Whether `account` belongs to a verified resident of `municipality`.
    function isResident(address account, uint32 municipality) external view returns (bool);

    /// @notice Whether `account` belongs to a verified resident of any municipality of the area.
    function livesIn(address account, uint32 areaId) external view returns (bool);
}
