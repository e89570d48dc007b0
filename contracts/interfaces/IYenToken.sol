// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title What the market needs of the yen coin: ERC-20, and ERC-3009 with the signature as bytes
interface IYenToken is IERC20 {
    /// @notice Moves `value` from `from` to the sender `to`, by a signature of `from`.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;
}
