// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The few of forge's cheat codes that these tests use
interface Vm {
    struct Gas {
        uint64 gasLimit;
        uint64 gasTotalUsed;
        uint64 gasMemoryUsed;
        int64 gasRefunded;
        uint64 gasRemaining;
    }

    function addr(uint256 privateKey) external pure returns (address);
    function assume(bool condition) external pure;
    function deployCode(string calldata artifact, bytes calldata constructorArguments) external returns (address);
    function chainId(uint256 newChainId) external;
    function expectEmit(bool topic1, bool topic2, bool topic3, bool words, address emitter) external;
    function expectRevert(bytes4 selector) external;
    function expectRevert(bytes calldata reason) external;
    function lastCallGas() external view returns (Gas memory);
    function prank(address sender) external;
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function snapshotValue(string calldata name, uint256 value) external;
    function warp(uint256 timestamp) external;
    function getBlockTimestamp() external view returns (uint256);
}
