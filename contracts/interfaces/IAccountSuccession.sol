// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What a locked card asks of the identity registry when its owner has a new account
interface IAccountSuccession {
    /// @notice True when the person whose verified account was `former` has `current` as the verified account now.
    function isSuccessor(address former, address current) external view returns (bool);
}
