// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ISignatureErrors} from "../interfaces/ISignatureErrors.sol";
import {Signatures} from "./Signatures.sol";

/// @title Acts that people sign (EIP-712) and anybody may send
abstract contract SignedActs is EIP712, ISignatureErrors {
    /// @param name name of the EIP-712 domain; its version is "1"
    constructor(string memory name) EIP712(name, "1") {}

    /// @notice Reverts unless the deadline is ahead and `signer` signed the struct. Returns the EIP-712 digest.
    function _requireSigned(address signer, bytes32 structHash, uint64 deadline, bytes calldata signature)
        internal
        view
        returns (bytes32 digest)
    {
        if (block.timestamp > deadline) revert SignatureExpired(deadline);
        digest = _hashTypedDataV4(structHash);
        _requireSignedDigest(signer, digest, signature);
    }

    function _requireSignedDigest(address signer, bytes32 digest, bytes calldata signature) internal view {
        if (!Signatures.isSignedBy(signer, digest, signature)) revert SignatureInvalid(signer);
    }
}
