// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IShares} from "../interfaces/IShares.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";

/// @title Takes yen by authorization and divides them among payees, exact to the yen
abstract contract YenShares is IShares {
    using SafeERC20 for IYenToken;

    uint256 private constant _WHOLE = 10_000;
    uint256 private constant _MOST_SPLITS = 16;

    IYenToken public immutable yen;

    constructor(IYenToken yen_) {
        yen = yen_;
    }

    /// @dev The authorization's nonce is the id of what is paid for: that happens once and as it was signed.
    function _receive(address from, uint64 amount, uint64 validBefore, bytes32 id, bytes calldata authorization) internal {
        yen.receiveWithAuthorization(from, address(this), amount, 0, validBefore, id, authorization);
    }

    function _send(address to, uint256 amount) internal {
        if (amount != 0) yen.safeTransfer(to, amount);
    }

    /// @dev Rounds each share down; the last payee takes what is left.
    function _share(bytes32 saleId, Split[] memory splits, uint64 total) internal {
        uint256 left = total;
        for (uint256 i = 0; i < splits.length; ++i) {
            bool isLast = i + 1 == splits.length;
            uint256 amount = isLast ? left : (uint256(total) * splits[i].basisPoints) / _WHOLE;
            if (amount == 0) continue;
            left -= amount;
            emit SharePaid(saleId, splits[i].payee, uint64(amount));
            yen.safeTransfer(splits[i].payee, amount);
        }
    }

    function _requireSplits(Split[] calldata splits, bytes32 splitsHash) internal pure {
        if (keccak256(abi.encode(splits)) != splitsHash) revert SplitsInvalid();
        _requireWhole(splits);
    }

    /// @dev Reverts unless each payee is named with a part, and the parts make the whole.
    function _requireWhole(Split[] calldata splits) internal pure {
        if (splits.length > _MOST_SPLITS) revert SplitsInvalid();
        uint256 sum = 0;
        for (uint256 i = 0; i < splits.length; ++i) {
            if (splits[i].payee == address(0) || splits[i].basisPoints == 0) revert SplitsInvalid();
            sum += splits[i].basisPoints;
        }
        if (sum != _WHOLE) revert SplitsInvalid();
    }
}
