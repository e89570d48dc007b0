// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";

/// @title The ledger of points: what each account may spend, what each merchant took, and the supply of each lot
/// @notice One word per lot and account, a purse, holds three things: spendable points (bits 0 to 63), a merchant's
/// takings (64 to 127) and the used nonces 0 to 127 of payments that begin with this lot (128 to 255). So nobody
/// spends, gives away or sweeps what a shop took and waits to be paid for, and a payment out of one lot touches one
/// word on each side.
/// @dev Sums within a word are unchecked. No amount can leave its 64 bits: points come into being by `_mint` alone, and
/// all that was ever granted or promised of a program, hence of a lot, stays below its cap, a uint64
/// (PointsPrograms._countGranted); every other step moves points between purses, and takes off no more than is there.
abstract contract PointsCore is IRegionalPoints, IERC1155Errors {
    struct Purse {
        uint256 word;
    }

    uint256 internal constant _NONCES_IN_PURSE = 128;
    uint256 private constant _TAKINGS = 64; // begin at this bit
    uint256 private constant _NONCES = 128; // begin at this bit

    mapping(uint256 id => mapping(address account => Purse)) private _purses;
    mapping(uint256 id => uint256) private _supply;

    /// @inheritdoc IRegionalPoints
    function supplyOf(uint256 id) external view returns (uint256) {
        return _supply[id];
    }

    /// @inheritdoc IRegionalPoints
    function spendableOf(address holder, uint256 id) public view returns (uint256) {
        return uint64(_purses[id][holder].word);
    }

    /// @inheritdoc IRegionalPoints
    function takingsOf(address account, uint256 id) public view returns (uint256) {
        return uint64(_purses[id][account].word >> _TAKINGS);
    }

    /// @dev Points come into being. The supply is counted apart, once for many holders.
    function _mint(address holder, uint256 id, uint256 amount) internal {
        _creditSpendable(holder, id, amount);
        emit IERC1155.TransferSingle(msg.sender, address(0), holder, id, amount);
    }

    /// @dev Points come into being for many, each event as of `_mint`; `amounts` is as long as `holders`. In assembly
    /// because it is the whole cost of a grant: 600 gas less a holder than Solidity's loop.
    /// @return sum of the amounts
    /// @return isAsked whether some holders are contracts, which must be asked afterwards (`_askAll`)
    function _mintAll(uint256 id, address[] calldata holders, uint64[] calldata amounts)
        internal
        returns (uint256 sum, bool isAsked)
    {
        mapping(address account => Purse) storage purses = _purses[id];
        bytes32 kind = IERC1155.TransferSingle.selector;
        uint256 unsound; // a word that is nobody, no address or no amount
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, id)
            mstore(0x20, purses.slot)
            let toAmount := sub(amounts.offset, holders.offset)
            let end := add(holders.offset, shl(5, holders.length))
            let code
            for { let at := holders.offset } lt(at, end) { at := add(at, 0x20) } {
                let holder := calldataload(at)
                let amount := calldataload(add(at, toAmount))
                unsound := or(unsound, or(iszero(holder), or(shr(160, holder), shr(64, amount))))
                code := or(code, extcodesize(holder))
                sum := add(sum, amount)
                mstore(0x00, holder)
                let purse := keccak256(0x00, 0x40)
                sstore(purse, add(sload(purse), amount))
                mstore(add(free, 0x20), amount)
                log4(free, 0x40, kind, caller(), 0, holder)
            }
            isAsked := iszero(iszero(code))
        }
        if (unsound != 0) revert ERC1155InvalidReceiver(address(0));
    }

    /// @dev Asks those of the holders that are contracts whether they take what they were granted.
    function _askAll(uint256 id, address[] calldata holders, uint64[] calldata amounts) internal {
        for (uint256 i = 0; i < holders.length; ++i) {
            _requireReceiver(address(0), holders[i], id, amounts[i]);
        }
    }

    function _increaseSupply(uint256 id, uint256 amount) internal {
        _supply[id] += amount;
    }

    /// @dev Spendable points of `from` become spendable points of `to`.
    function _give(address from, address to, uint256 id, uint256 amount) internal {
        _debitSpendable(from, id, amount);
        _creditSpendable(to, id, amount);
    }

    /// @dev Takes spendable points off `holder` where there are enough, and sets `marks`, nonce bits that are not set
    /// yet. Says how many points there were.
    function _tryToDebit(address holder, uint256 id, uint256 amount, uint256 marks)
        internal
        returns (bool isEnough, uint256 spendable)
    {
        Purse storage purse = _purses[id][holder];
        uint256 word = purse.word;
        spendable = uint64(word);
        isEnough = spendable >= amount;
        unchecked {
            if (isEnough) purse.word = (word - amount) | marks;
        }
    }

    /// @dev Undoes a debit.
    function _undoDebit(address holder, uint256 id, uint256 amount, uint256 marks) internal {
        Purse storage purse = _purses[id][holder];
        unchecked {
            purse.word = (purse.word + amount) & ~marks;
        }
    }

    /// @dev Points that were taken off `holder` become takings of `account`.
    function _creditTakings(address holder, address account, uint256 id, uint256 amount) internal {
        unchecked {
            _purses[id][account].word += amount << _TAKINGS;
        }
        emit IERC1155.TransferSingle(msg.sender, holder, account, id, amount);
    }

    /// @dev Takings of `account` become spendable points of `holder` again.
    function _putBack(address account, address holder, uint256 id, uint256 amount) internal {
        _debitTakings(account, id, amount);
        _creditSpendable(holder, id, amount);
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

    /// @dev Sets nonce bits of the purse; false when they were set.
    function _mark(address holder, uint256 id, uint256 marks) internal returns (bool wasFree) {
        Purse storage purse = _purses[id][holder];
        uint256 word = purse.word;
        wasFree = word & marks == 0;
        if (wasFree) purse.word = word | marks;
    }

    function _isMarked(address holder, uint256 id, uint256 marks) internal view returns (bool) {
        return _purses[id][holder].word & marks != 0;
    }

    /// @dev ERC-1155: a contract that receives must say that it takes them. Last step of an act, after all effects.
    function _requireReceiver(address from, address to, uint256 id, uint256 amount) internal {
        if (to.code.length == 0) return;
        ERC1155Utils.checkOnERC1155Received(msg.sender, from, to, id, amount, "");
    }

    /// @dev The bit of a nonce in a purse; nothing for a nonce that has its place elsewhere.
    function _marksOf(uint256 nonce) internal pure returns (uint256) {
        return nonce < _NONCES_IN_PURSE ? 1 << (_NONCES + nonce) : 0;
    }

    function _creditSpendable(address holder, uint256 id, uint256 amount) private {
        unchecked {
            _purses[id][holder].word += amount;
        }
    }

    function _burn(address account, uint256 id, uint256 amount) private {
        _supply[id] -= amount;
        emit IERC1155.TransferSingle(msg.sender, account, address(0), id, amount);
    }

    function _debitSpendable(address holder, uint256 id, uint256 amount) private {
        (bool isEnough, uint256 spendable) = _tryToDebit(holder, id, amount, 0);
        if (!isEnough) revert PointsInsufficient(id, holder, spendable, amount);
    }

    function _debitTakings(address account, uint256 id, uint256 amount) private {
        Purse storage purse = _purses[id][account];
        uint256 word = purse.word;
        uint256 takings = uint64(word >> _TAKINGS);
        if (takings < amount) revert PointsInsufficient(id, account, takings, amount);
        unchecked {
            purse.word = word - (amount << _TAKINGS);
        }
    }
}
