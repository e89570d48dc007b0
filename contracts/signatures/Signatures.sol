// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title Whether an account signed a digest: a key's account (ECDSA) and a contract account (ERC-1271) alike
/// @notice OpenZeppelin's SignatureChecker with two differences. The key is tried first, which spares plain accounts
/// the look at their code and lets EIP-7702 accounts sign with their key. A contract account gets a fixed amount of
/// gas, so that in a batch it can spoil no act but its own.
library Signatures {
    /// @notice Gas that a contract account may use to check a signature; enough for a passkey checked in Solidity.
    uint256 internal constant ACCOUNT_GAS = 400_000;

    /// @notice The transaction has too little gas to ask a contract account fairly.
    error SignatureGasInsufficient();

    function isSignedBy(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError problem,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && recovered == signer) return true;
        return signer.code.length != 0 && _isAcceptedBy(signer, digest, signature);
    }

    /// @dev Reads at most one word of the answer, so that a long one costs nothing here.
    function _isAcceptedBy(address account, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if ((gasleft() * 63) / 64 < ACCOUNT_GAS) revert SignatureGasInsufficient();
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bool success;
        bytes32 answer;
        assembly ("memory-safe") {
            success := staticcall(ACCOUNT_GAS, account, add(question, 0x20), mload(question), 0x00, 0x20)
            success := and(success, gt(returndatasize(), 0x1f))
            answer := mload(0x00)
        }
        return success && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
