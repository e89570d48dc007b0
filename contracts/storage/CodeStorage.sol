// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Bytes kept as the code of a contract of their own
/// @notice What never changes and is read whole costs less there than in storage words. The code begins with a zero
/// byte (STOP), so that nobody can run it.
library CodeStorage {
    uint256 private constant _MOST_BYTES = 0x5fff; // EIP-170, less the STOP

    error CodeStorageTooLong(uint256 length);
    error CodeStorageFailed();

    function write(bytes memory content) internal returns (address place) {
        if (content.length > _MOST_BYTES) revert CodeStorageTooLong(content.length);
        // PUSH2 length, DUP1, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURNDATASIZE, RETURN; then the code
        bytes memory creation =
            abi.encodePacked(hex"61", uint16(content.length + 1), hex"80600a3d393df300", content);
        assembly ("memory-safe") {
            place := create(0, add(creation, 0x20), mload(creation))
        }
        if (place == address(0)) revert CodeStorageFailed();
    }

    function read(address place) internal view returns (bytes memory content) {
        assembly ("memory-safe") {
            let length := sub(extcodesize(place), 1)
            content := mload(0x40)
            mstore(0x40, and(add(add(content, length), 0x3f), not(0x1f)))
            mstore(content, length)
            extcodecopy(place, add(content, 0x20), 1, length)
        }
    }
}
