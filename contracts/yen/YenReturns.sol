// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IYenReturns} from "../interfaces/IYenReturns.sol";
import {YenShares} from "./YenShares.sol";

/// @title Gives yen back, or notes them as owed (see IYenReturns)
abstract contract YenReturns is IYenReturns, YenShares, ReentrancyGuardTransient {
    mapping(address account => uint256) private _owed;

    /// @inheritdoc IYenReturns
    function withdraw(address account) external nonReentrant {
        uint256 amount = _owed[account];
        if (amount == 0) revert NothingToWithdraw(account);
        _owed[account] = 0;
        emit Withdrawn(account, amount);
        _send(account, amount);
    }

    /// @inheritdoc IYenReturns
    function owedTo(address account) external view returns (uint256) {
        return _owed[account];
    }

    /// @return isSent false when the coin refused and the amount is owed
    function _giveBack(address account, uint64 amount) internal returns (bool isSent) {
        try yen.transfer(account, amount) returns (bool isDone) {
            isSent = isDone;
        } catch {}
        if (!isSent) _owed[account] += amount;
    }
}
