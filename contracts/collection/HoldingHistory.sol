// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title How many tokens each account holds, and held at any past time
/// @notice The present stands in one storage word; only a change at a later second pushes the former state to the
/// past. A first token costs one new word, where OpenZeppelin's balance and checkpoint list cost three.
abstract contract HoldingHistory {
    struct Holding {
        uint64 balance;
        uint48 since; // when the balance became what it is; 0 where no history is kept
        uint32 changes; // entries in the past
    }

    struct PastHolding {
        uint48 since;
        uint64 balance;
    }

    mapping(address account => Holding) private _holdings;
    mapping(address account => mapping(uint256 index => PastHolding)) private _past;

    /// @dev Whether balances of the past are asked for (voting series).
    function _keepsHistory() internal view virtual returns (bool);

    function _balanceOf(address account) internal view virtual returns (uint64) {
        return _holdings[account].balance;
    }

    /// @dev The balance at the end of second `timepoint`, which must be over.
    function _balanceAt(address account, uint48 timepoint) internal view returns (uint64) {
        Holding memory holding = _holdings[account];
        if (holding.since <= timepoint) return holding.balance;
        uint256 low = 0;
        uint256 high = holding.changes;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_past[account][middle].since <= timepoint) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? 0 : _past[account][low - 1].balance;
    }

    function _increaseBalance(address account, uint64 quantity) internal returns (uint64 before) {
        Holding memory holding = _holdings[account];
        before = holding.balance;
        _store(account, holding, before + quantity);
    }

    function _decreaseBalance(address account, uint64 quantity) internal returns (uint64 before) {
        Holding memory holding = _holdings[account];
        before = holding.balance;
        _store(account, holding, before - quantity);
    }

    function _store(address account, Holding memory holding, uint64 balance) private {
        if (_keepsHistory()) {
            uint48 current = uint48(block.timestamp);
            if (holding.since != 0 && holding.since != current) {
                _past[account][holding.changes++] = PastHolding(holding.since, holding.balance);
            }
            holding.since = current;
        }
        holding.balance = balance;
        _holdings[account] = holding;
    }
}
