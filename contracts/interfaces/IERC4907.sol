// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title ERC-4907: a token's user for a time, beside its owner
interface IERC4907 {
    event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);

    /// @notice Makes `user` the user of a token until `expires` (unix seconds). Owner or approved only.
    function setUser(uint256 tokenId, address user, uint64 expires) external;

    /// @return the user; zero when there is none or the time is over
    function userOf(uint256 tokenId) external view returns (address);

    function userExpires(uint256 tokenId) external view returns (uint256);
}
