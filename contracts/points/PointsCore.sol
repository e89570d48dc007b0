// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";

/// @title The ledger of points: what each account may spend, what each merchant took, and the supply of each lot
/// @notice One word per lot and account holds two amounts: spendable points (lower half) and a merchant's takings
/// (upper half). So nobody spends, gives away or sweeps what a shop took and waits to be paid for, and a payment
/// still touches one word on each side.
abstract contract PointsCore is IRegionalPoints, IERC1155Errors {
    struct Purse {
        uint256 word;
    }

    uint256 private constant _TAKINGS = 128; // the upper half begins at this bit

    mapping(uint256 id => mapping(address account => Purse)) private _balances;
    mapping(uint256 id => uint256) private _supply;

    /// @inheritdoc IRegionalPoints
    function supplyOf(uint256 id) external view returns (uint256) {
        return _supply[id];
    }

    /// @inheritdoc IRegionalPoints
    function spendableOf(address holder, uint256 id) public view returns (uint256) {
        return uint128(_balances[id][holder].word);
    }

    /// @inheritdoc IRegionalPoints
    function takingsOf(address account, uint256 id) public view returns (uint256) {
        return _balances[id][account].word >> _TAKINGS;
    }

    /// @dev Points come into being. The supply is counted apart, once for many holders.
    function _mint(address holder, uint256 id, uint256 amount) internal {
        _balances[id][holder].word += amount;
        emit IERC1155.TransferSingle(msg.sender, address(0), holder, id, amount);
    }

    function _increaseSupply(uint256 id, uint256 amount) internal {
        _supply[id] += amount;
    }

    /// @dev Spendable points of `from` become spendable points of `to`.
    function _give(address from, address to, uint256 id, uint256 amount) internal {
        _debitSpendable(from, id, amount);
        _balances[id][to].word += amount;
    }

    /// @dev Takes spendable points off `holder` where there are enough. Says how many there were.
    function _tryToDebit(address holder, uint256 id, uint256 amount)
        internal
        returns (bool isEnough, uint256 spendable)
    {
        Purse storage purse = _balances[id][holder];
        uint256 word = purse.word;
        spendable = uint128(word);
        isEnough = spendable >= amount;
        unchecked {
            if (isEnough) purse.word = word - amount;
        }
    }

    function _creditSpendable(address holder, uint256 id, uint256 amount) internal {
        _balances[id][holder].word += amount;
    }

    /// @dev Points that were taken off `holder` become takings of `account`.
    function _creditTakings(address holder, address account, uint256 id, uint256 amount) internal {
        _balances[id][account].word += amount << _TAKINGS;
        emit IERC1155.TransferSingle(msg.sender, holder, account, id, amount);
    }

    /// @dev Takings of `account` become spendable points of `holder` again.
    function _putBack(address account, address holder, uint256 id, uint256 amount) internal {
        _debitTakings(account, id, amount);
        _balances[id][holder].word += amount;
        emit IERC1155.TransferSingle(msg.sender, account, holder, id, amount);
        _requireReceiver(account, holder, id, amount);
    }

    function _burnSpendable(address holder, uint256 id, uint256 amount) internal {
        _debitSpendable(holder, id, amount);
        _burn(holder, id, amount);
    }

    function _burnTakings(address account, uint256 id, uint256 amount) internal {
        _debitTakings(account, id, amount);
        _burn(account, id, amount);
    }

    /// @dev ERC-1155: a contract that receives must say that it takes them. Last step of an act, after all effects.
    function _requireReceiver(address from, address to, uint256 id, uint256 amount) internal {
        if (to.code.length == 0) return;
        ERC1155Utils.checkOnERC1155Received(msg.sender, from, to, id, amount, "");
    }

    function _burn(address account, uint256 id, uint256 amount) private {
        _supply[id] -= amount;
        emit IERC1155.TransferSingle(msg.sender, account, address(0), id, amount);
    }

    function _debitSpendable(address holder, uint256 id, uint256 amount) private {
        (bool isEnough, uint256 spendable) = _tryToDebit(holder, id, amount);
        if (!isEnough) revert PointsInsufficient(id, holder, spendable, amount);
    }

    function _debitTakings(address account, uint256 id, uint256 amount) private {
        Purse storage purse = _balances[id][account];
        uint256 word = purse.word;
        if (word >> _TAKINGS < amount) revert PointsInsufficient(id, account, word >> _TAKINGS, amount);
        unchecked {
            purse.word = word - (amount << _TAKINGS);
        }
    }
}
