// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What the points ask of an identity registry
interface IIdentityRegistry {
    /// @notice True while `account` belongs to a person whose identity check (本人確認) is valid.
    function isVerified(address account) external view returns (bool);
}
