// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Signatures} from "../signatures/Signatures.sol";

/// @title ERC-3009 that contract accounts (ERC-1271) can sign too
/// @notice Adds the overloads with the signature as bytes to OpenZeppelin's ERC-3009 and keeps its free-form nonces
/// (OpenZeppelin's own ERC20TransferAuthorization gives the nonce a sequence, which a hash cannot follow).
abstract contract ERC20Authorizations is ERC3009 {
    /// @notice Moves `value` from `from` to `to`; anybody may send it.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        bytes memory words = abi.encode(
            TRANSFER_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce
        );
        _requireAuthorized(from, keccak256(words), signature);
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice Moves `value` from `from` to `to`; only `to` may send it.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        if (to != msg.sender) revert ERC20InvalidReceiver(to);
        bytes memory words = abi.encode(
            RECEIVE_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce
        );
        _requireAuthorized(from, keccak256(words), signature);
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice Takes back an authorization that was not used.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce));
        _requireAuthorized(authorizer, structHash, signature);
        _cancelAuthorization(authorizer, nonce);
    }

    function _requireAuthorized(address signer, bytes32 structHash, bytes calldata signature) private view {
        if (!Signatures.isSignedBy(signer, _hashTypedDataV4(structHash), signature)) revert ERC3009InvalidSignature();
    }
}
