// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Errors of every act by signature
interface ISignatureErrors {
    error SignatureInvalid(address signer);
    error SignatureExpired(uint64 deadline);
    error NonceUsed(address signer, uint256 nonce);
    /// @notice A batch with more (or fewer) acts than signatures.
    error SignaturesMismatched(uint256 acts, uint256 signatures);
}
