// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISignatureErrors} from "../interfaces/ISignatureErrors.sol";

/// @title A set of used nonces per signer, one bit each, in any order
/// @notice 256 consecutive nonces share a storage word: counting up is much cheaper than drawing at random.
library UnorderedNonces {
    struct Word {
        uint256 bits;
    }

    struct Set {
        mapping(address signer => mapping(uint256 index => Word)) words;
    }

    /// @notice Marks the nonce as used; reverts with NonceUsed when it was.
    function use(Set storage self, address signer, uint256 nonce) internal {
        if (!mark(self, signer, nonce)) revert ISignatureErrors.NonceUsed(signer, nonce);
    }

    /// @notice Marks the nonce as used; false when it was.
    function mark(Set storage self, address signer, uint256 nonce) internal returns (bool wasFree) {
        Word storage word = wordOf(self, signer, nonce);
        uint256 bits = word.bits;
        uint256 bit = 1 << (nonce & 0xff);
        wasFree = bits & bit == 0;
        if (wasFree) word.bits = bits | bit;
    }

    function has(Set storage self, address signer, uint256 nonce) internal view returns (bool) {
        return wordOf(self, signer, nonce).bits & (1 << (nonce & 0xff)) != 0;
    }

    /// @notice Where the bit of a nonce stands: bit `nonce & 0xff`.
    function wordOf(Set storage self, address signer, uint256 nonce) internal view returns (Word storage) {
        return self.words[signer][nonce >> 8];
    }
}
