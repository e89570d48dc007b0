// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {PointsPrograms} from "./PointsPrograms.sol";

/// @title Expiry (失効): what nobody spent by the last day is burned
/// @notice Merchants' takings stay: they were spent in time and wait for settlement.
abstract contract PointsExpiry is PointsPrograms {
    /// @inheritdoc IRegionalPoints
    function sweepExpired(uint256 id, address[] calldata holders) external {
        _known(_programIdOf(id));
        if (!_isExpired(id)) revert PointsNotExpired(id);
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 amount = spendableOf(holders[i], id);
            if (amount == 0) continue;
            _burnSpendable(holders[i], id, amount);
            emit Expired(id, holders[i], uint64(amount));
        }
    }
}
