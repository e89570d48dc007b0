// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {PointsCore} from "./PointsCore.sol";

/// @title Identity of payments and the nonces of their holders
/// @notice A nonce counts for a holder and the first lot of a payment (or the lot of a gift). The first 128 stand in the
/// purse of that lot, which the payment writes anyway; later ones in a bitmap of their own, at a storage word more.
abstract contract PointsSigned is PointsCore, SignedActs {
    using UnorderedNonces for UnorderedNonces.Set;

    bytes32 private constant _PAYMENT_TYPE = keccak256(
        "Payment(address holder,uint64 merchantId,uint64 amount,uint256[] ids,uint64[] amounts,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant _CANCELLATION_TYPE =
        keccak256("NonceCancellation(address holder,uint256 id,uint256 nonce,uint64 deadline)");

    mapping(uint256 id => UnorderedNonces.Set) private _later; // from 128 on: paid with, given with or cancelled
    mapping(uint256 id => UnorderedNonces.Set) private _cancelled; // of all nonces

    /// @inheritdoc IRegionalPoints
    function cancelNonce(uint256 id, uint256 nonce) external {
        _cancel(msg.sender, id, nonce);
    }

    /// @inheritdoc IRegionalPoints
    function cancelNonceBySig(NonceCancellation calldata cancellation, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_CANCELLATION_TYPE, cancellation));
        _requireSigned(cancellation.holder, structHash, cancellation.deadline, signature);
        _cancel(cancellation.holder, cancellation.id, cancellation.nonce);
    }

    /// @inheritdoc IRegionalPoints
    function isNonceUsed(address holder, uint256 id, uint256 nonce) public view returns (bool) {
        uint256 marks = _marksOf(nonce);
        return marks == 0 ? _later[id].has(holder, nonce) : _isMarked(holder, id, marks);
    }

    /// @inheritdoc IRegionalPoints
    function hashPayment(Payment calldata payment) public view returns (bytes32) {
        return _idOf(payment, _domainSeparatorV4());
    }

    /// @dev The EIP-712 digest, with the domain separator looked up before. Reads the struct's words as they stand in
    /// calldata: holder, merchantId, amount, (offsets of ids and amounts), nonce, deadline.
    function _idOf(Payment calldata payment, bytes32 domain) internal pure returns (bytes32 digest) {
        bytes32 idsHash = _hashWords(payment.ids);
        bytes32 amountsHash = _hashAmounts(payment.amounts);
        bytes32 kind = _PAYMENT_TYPE;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, kind)
            calldatacopy(add(free, 0x20), payment, 0x60)
            mstore(add(free, 0x80), idsHash)
            mstore(add(free, 0xa0), amountsHash)
            calldatacopy(add(free, 0xc0), add(payment, 0xa0), 0x40)
            let structHash := keccak256(free, 0x100)
            mstore(free, hex"1901")
            mstore(add(free, 0x02), domain)
            mstore(add(free, 0x22), structHash)
            digest := keccak256(free, 0x42)
        }
    }

    function _use(address holder, uint256 id, uint256 nonce) internal {
        uint256 marks = _marksOf(nonce);
        bool wasFree = marks == 0 ? _later[id].mark(holder, nonce) : _mark(holder, id, marks);
        if (!wasFree) revert NonceUsed(holder, nonce);
    }

    /// @dev Marks a nonce that has no place in the purse.
    function _useLater(address holder, uint256 id, uint256 nonce) internal {
        _later[id].use(holder, nonce);
    }

    /// @dev Whether a payment with this nonce took place. A cancelled nonce never paid.
    function _isPaid(address holder, uint256 id, uint256 nonce) internal view returns (bool) {
        return isNonceUsed(holder, id, nonce) && !_cancelled[id].has(holder, nonce);
    }

    function _hashAmounts(uint64[] calldata amounts) internal pure returns (bytes32) {
        uint256[] calldata words;
        assembly ("memory-safe") {
            words.offset := amounts.offset
            words.length := amounts.length
        }
        return _hashWords(words);
    }

    /// @dev keccak256 of the words themselves, which is how EIP-712 hashes an array. Uses memory beyond what is taken.
    function _hashWords(uint256[] calldata words) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, words.length)
            calldatacopy(free, words.offset, size)
            hash := keccak256(free, size)
        }
    }

    function _cancel(address holder, uint256 id, uint256 nonce) private {
        _use(holder, id, nonce);
        _cancelled[id].use(holder, nonce);
        emit NonceCancelled(holder, id, nonce);
    }
}
