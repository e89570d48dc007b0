// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICollection} from "../interfaces/ICollection.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {CollectionActs} from "./CollectionActs.sol";

/// @title Lent rights (ERC-4907): until the time is over the user redeems, and the owner neither redeems, sells nor
/// lends to another
abstract contract Lending is CollectionActs, IERC4907 {
    struct Use {
        address user;
        uint64 expires;
    }

    bytes32 private constant _LOAN_TYPE =
        keccak256("Loan(uint256 tokenId,address owner,address user,uint64 expires,uint256 nonce,uint64 deadline)");
    bytes32 private constant _LOAN_RETURN_TYPE = keccak256("LoanReturn(uint256 tokenId,address user,uint64 expires)");

    mapping(uint256 tokenId => Use) private _uses;

    /// @inheritdoc ICollection
    function lend(Loan calldata loan, bytes calldata signature) external {
        _requireSigned(loan.owner, keccak256(abi.encode(_LOAN_TYPE, loan)), loan.deadline, signature);
        Serial memory serial = _recordOf(loan.tokenId);
        if (serial.owner != loan.owner) revert RightHolderWrong(loan.tokenId, loan.owner);
        _useNonce(loan.owner, loan.nonce);
        _lend(loan.tokenId, serial, loan.user, loan.expires);
    }

    /// @inheritdoc ICollection
    function endLoan(LoanReturn calldata loanReturn, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_LOAN_RETURN_TYPE, loanReturn));
        _requireSigned(loanReturn.user, structHash, loanReturn.expires, signature);
        Use memory use = _uses[loanReturn.tokenId];
        if (use.user != loanReturn.user || use.expires != loanReturn.expires) {
            revert RightNotLent(loanReturn.tokenId, loanReturn.user, loanReturn.expires);
        }
        _setUse(loanReturn.tokenId, address(0), 0);
    }

    /// @inheritdoc IERC4907
    function setUser(uint256 tokenId, address user, uint64 expires) external {
        Serial memory serial = _recordOf(tokenId);
        if (!_mayMove(serial, msg.sender, tokenId)) revert ERC721InsufficientApproval(msg.sender, tokenId);
        _lend(tokenId, serial, user, expires);
    }

    /// @inheritdoc IERC4907
    function userOf(uint256 tokenId) public view returns (address) {
        Use memory use = _uses[tokenId];
        return use.expires > block.timestamp ? use.user : address(0);
    }

    /// @inheritdoc IERC4907
    function userExpires(uint256 tokenId) external view returns (uint256) {
        return _uses[tokenId].expires;
    }

    function _isLendable() internal view virtual returns (bool);

    function _requireNotLent(uint256 tokenId) internal view {
        Use memory use = _uses[tokenId];
        if (use.expires > block.timestamp) revert RightIsLent(tokenId, use.user, use.expires);
    }

    function _lend(uint256 tokenId, Serial memory serial, address user, uint64 expires) private {
        if (!_isLendable()) revert CollectionNotLendable();
        _requireNotLent(tokenId);
        if (user == address(0) || expires <= block.timestamp) revert LoanTimeInvalid(expires);
        if (!serial.lent) {
            serial.lent = true;
            _writeRecord(tokenId, serial, serial.owner);
        }
        _setUse(tokenId, user, expires);
    }

    function _setUse(uint256 tokenId, address user, uint64 expires) private {
        _uses[tokenId] = Use(user, expires);
        emit UpdateUser(tokenId, user, expires);
    }
}
