// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ERC-5192: tokens that never move
interface IERC5192 {
    event Locked(uint256 tokenId);
    event Unlocked(uint256 tokenId);

    /// @notice True when the token is bound to its owner; reverts for a token that does not exist.
    function locked(uint256 tokenId) external view returns (bool);
}
