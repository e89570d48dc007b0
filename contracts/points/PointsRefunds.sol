// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {Signatures} from "../signatures/Signatures.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {PointsPayments} from "./PointsPayments.sol";

/// @title Refunds (返還): points go back from the merchant to the lots they came from, the latest expiry first
/// @notice A payment leaves no record but its nonce's bit, so a refund shows the signed payment again. A holder who
/// signed two payments with one nonce could show the one that was not executed: that takes the merchant's signature
/// and the merchant's own takings, and is limited like any refund, so it is a gift by the merchant and harms nobody.
abstract contract PointsRefunds is PointsPayments {
    using UnorderedNonces for UnorderedNonces.Set;

    bytes32 private constant _REFUND_TYPE =
        keccak256("Refund(bytes32 paymentId,uint64 amount,uint256 nonce,uint64 deadline)");

    UnorderedNonces.Set private _refundNonces;
    mapping(bytes32 paymentId => uint64) private _refunded;

    /// @inheritdoc IRegionalPoints
    function refund(
        Payment calldata payment,
        bytes calldata holderSignature,
        Refund calldata refund_,
        address signer,
        bytes calldata signature
    ) external nonReentrant {
        _requirePaid(payment, holderSignature, refund_.paymentId);
        _requireSigned(signer, keccak256(abi.encode(_REFUND_TYPE, refund_)), refund_.deadline, signature);
        if (!merchants.mayActFor(payment.merchantId, signer)) revert RefundUnauthorized(payment.merchantId, signer);
        _refundNonces.use(signer, refund_.nonce);
        _refund(payment, refund_);
    }

    /// @inheritdoc IRegionalPoints
    function refundedOf(bytes32 paymentId) external view returns (uint64) {
        return _refunded[paymentId];
    }

    function _refund(Payment calldata payment, Refund calldata refund_) private {
        if (refund_.amount == 0) revert PaymentAmountInvalid();
        uint64 before = _refunded[refund_.paymentId];
        uint64 left = payment.amount - before;
        if (refund_.amount > left) revert RefundExceedsPayment(refund_.paymentId, left);
        _refunded[refund_.paymentId] = before + refund_.amount;
        emit Refunded(refund_.paymentId, payment.merchantId, refund_.amount, before + refund_.amount);
        _returnToLots(payment, before, refund_.amount);
    }

    /// @dev Walks the lots from the latest expiry, passes what went back before, and puts back `amount`.
    function _returnToLots(Payment calldata payment, uint256 passed, uint256 amount) private {
        (address account,,) = merchants.merchant(payment.merchantId);
        uint256[] memory order = _latestFirst(payment.ids);
        for (uint256 i = 0; amount != 0; ++i) {
            uint256 lotAmount = payment.amounts[order[i]];
            if (passed >= lotAmount) {
                passed -= lotAmount;
                continue;
            }
            uint256 part = lotAmount - passed < amount ? lotAmount - passed : amount;
            passed = 0;
            amount -= part;
            uint256 id = payment.ids[order[i]];
            _requireRefundable(id);
            _putBack(account, payment.holder, id, part);
        }
    }

    function _requirePaid(Payment calldata payment, bytes calldata holderSignature, bytes32 paymentId) private view {
        if (hashPayment(payment) != paymentId) revert PaymentUnknown(paymentId);
        if (!Signatures.isSignedBy(payment.holder, paymentId, holderSignature)) {
            revert SignatureInvalid(payment.holder);
        }
        if (!_isPaid(payment.holder, payment.ids[0], payment.nonce)) revert PaymentUnknown(paymentId);
    }

    function _requireRefundable(uint256 id) private view {
        if (_isExpired(id) && !_known(_programIdOf(id)).refundsExpired) revert PointsExpired(id);
    }

    /// @dev Positions of the lots, latest expiry first; lots of one day in the order of the payment.
    function _latestFirst(uint256[] calldata ids) private pure returns (uint256[] memory order) {
        order = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 place = i;
            while (place != 0 && _expiryDayOf(ids[order[place - 1]]) < _expiryDayOf(ids[i])) {
                order[place] = order[place - 1];
                --place;
            }
            order[place] = i;
        }
    }
}
