// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";

/// @title Takes the buyer's yen and divides them among the payees, exact to the yen
abstract contract MarketShares is IMarket {
    using SafeERC20 for IYenToken;

    uint256 private constant _WHOLE = 10_000;
    uint256 private constant _MOST_SPLITS = 16;

    IYenToken public immutable yen;

    mapping(uint64 listingId => Split[]) private _splits;

    constructor(IYenToken yen_) {
        yen = yen_;
    }

    /// @notice How the price of a listing is divided.
    function splitsOf(uint64 listingId) external view returns (Split[] memory) {
        return _splits[listingId];
    }

    function _storeSplits(uint64 listingId, Split[] calldata splits, bytes32 splitsHash) internal {
        if (keccak256(abi.encode(splits)) != splitsHash || splits.length > _MOST_SPLITS) revert SplitsInvalid();
        uint256 sum = 0;
        for (uint256 i = 0; i < splits.length; ++i) {
            if (splits[i].payee == address(0) || splits[i].basisPoints == 0) revert SplitsInvalid();
            sum += splits[i].basisPoints;
            _splits[listingId].push(splits[i]);
        }
        if (sum != _WHOLE) revert SplitsInvalid();
    }

    /// @dev The authorization's nonce is the purchase id: a purchase happens once and as it was signed.
    function _collect(Purchase calldata purchase, bytes32 purchaseId, bytes calldata authorization) internal {
        yen.receiveWithAuthorization(
            purchase.buyer, address(this), purchase.total, 0, purchase.validBefore, purchaseId, authorization
        );
    }

    /// @dev Rounds each share down; the last payee takes what is left.
    function _share(bytes32 purchaseId, uint64 listingId, uint64 total) internal {
        Split[] memory splits = _splits[listingId];
        uint256 left = total;
        for (uint256 i = 0; i < splits.length; ++i) {
            bool isLast = i + 1 == splits.length;
            uint256 amount = isLast ? left : (uint256(total) * splits[i].basisPoints) / _WHOLE;
            if (amount == 0) continue;
            left -= amount;
            emit SharePaid(purchaseId, splits[i].payee, uint64(amount));
            yen.safeTransfer(splits[i].payee, amount);
        }
    }
}
