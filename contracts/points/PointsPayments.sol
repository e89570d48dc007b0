// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {Signatures} from "../signatures/Signatures.sol";
import {PointsGrants} from "./PointsGrants.sol";

/// @title Payments (支払い), one or a batch
/// @notice A payment is examined before anything changes, and what speaks against it is a value (an encoded error),
/// not a revert: so in a batch a bad entry fails alone without a call per entry, and a gas estimate is exact.
abstract contract PointsPayments is PointsGrants {
    /// @dev What the entry before looked up: a batch for one shop asks the registries once.
    struct Till {
        uint64 merchantId; // 0 = nothing looked up yet
        address account;
        uint32 municipality;
        uint32 programId; // the last one found to be taken here
        bool isContract;
        uint32 day;
    }

    IMerchantRegistry public immutable merchants;

    error SenderUnauthorized(address sender);

    constructor(IMerchantRegistry merchants_) {
        merchants = merchants_;
    }

    /// @inheritdoc IRegionalPoints
    function pay(Payment calldata payment, bytes calldata signature)
        external
        nonReentrant
        returns (bytes32 paymentId)
    {
        paymentId = hashPayment(payment);
        Till memory till = _newTill();
        bytes memory objection = _examine(payment, paymentId, signature, till);
        if (objection.length != 0) _revertWith(objection);
        _settleUp(payment, paymentId, till.account);
        if (till.isContract) _requireReceivers(payment, till.account);
    }

    /// @inheritdoc IRegionalPoints
    function payBatch(Payment[] calldata payments, bytes[] calldata signatures) external nonReentrant {
        uint256 count = payments.length;
        if (count != signatures.length) revert SignaturesMismatched(count, signatures.length);
        Till memory till = _newTill();
        for (uint256 i = 0; i < count; ++i) {
            Payment calldata payment = payments[i];
            bytes32 paymentId = hashPayment(payment);
            bytes memory objection = _examine(payment, paymentId, signatures[i], till);
            if (objection.length == 0) objection = _tryToSettle(payment, paymentId, till);
            if (objection.length != 0) emit PaymentRejected(paymentId, payment.holder, objection);
        }
    }

    /// @notice Part of a batch: a payment to a contract account, whose refusal must undo this payment alone. Only this
    /// contract calls it, after examining the payment.
    function settleApart(Payment calldata payment, bytes32 paymentId, address account) external {
        if (msg.sender != address(this)) revert SenderUnauthorized(msg.sender);
        _settleUp(payment, paymentId, account);
        _requireReceivers(payment, account);
    }

    function _tryToSettle(Payment calldata payment, bytes32 paymentId, Till memory till)
        private
        returns (bytes memory objection)
    {
        if (!till.isContract) {
            _settleUp(payment, paymentId, till.account);
            return "";
        }
        try this.settleApart(payment, paymentId, till.account) {
            return "";
        } catch (bytes memory reason) {
            return reason.length == 0 ? abi.encodeWithSelector(ERC1155InvalidReceiver.selector, till.account) : reason;
        }
    }

    function _settleUp(Payment calldata payment, bytes32 paymentId, address account) private {
        _markUsed(payment.holder, payment.nonce);
        for (uint256 i = 0; i < payment.ids.length; ++i) {
            _take(payment.holder, account, payment.ids[i], payment.amounts[i]);
        }
        emit Paid(paymentId, payment.holder, payment.merchantId, payment.amount);
    }

    function _requireReceivers(Payment calldata payment, address account) private {
        for (uint256 i = 0; i < payment.ids.length; ++i) {
            _requireReceiver(payment.holder, account, payment.ids[i], payment.amounts[i]);
        }
    }

    /// @dev What speaks against a payment, as an encoded error; empty when nothing does.
    function _examine(Payment calldata payment, bytes32 paymentId, bytes calldata signature, Till memory till)
        private
        view
        returns (bytes memory)
    {
        if (block.timestamp > payment.deadline) {
            return abi.encodeWithSelector(SignatureExpired.selector, payment.deadline);
        }
        if (isNonceUsed(payment.holder, payment.nonce)) {
            return abi.encodeWithSelector(NonceUsed.selector, payment.holder, payment.nonce);
        }
        if (payment.merchantId != till.merchantId || till.merchantId == 0) {
            bytes memory objection = _stepTo(till, payment.merchantId);
            if (objection.length != 0) return objection;
        }
        if (!Signatures.isSignedBy(payment.holder, paymentId, signature)) {
            return abi.encodeWithSelector(SignatureInvalid.selector, payment.holder);
        }
        return _examineLots(payment, till);
    }

    /// @dev Looks up a merchant into the till.
    function _stepTo(Till memory till, uint64 merchantId) private view returns (bytes memory) {
        till.merchantId = 0;
        till.programId = 0;
        bool suspended;
        (till.account, till.municipality, suspended) = merchants.merchant(merchantId);
        if (till.account == address(0)) {
            return abi.encodeWithSelector(IMerchantRegistry.MerchantUnknown.selector, merchantId);
        }
        if (suspended) return abi.encodeWithSelector(IMerchantRegistry.MerchantIsSuspended.selector, merchantId);
        if (municipalities.isPaused(till.municipality)) return _pausedObjection(till.municipality);
        till.isContract = till.account.code.length != 0;
        till.merchantId = merchantId;
        return "";
    }

    function _examineLots(Payment calldata payment, Till memory till) private view returns (bytes memory objection) {
        uint256 count = payment.ids.length;
        uint256 sum = 0;
        bool isSound = count == payment.amounts.length && count != 0;
        for (uint256 i = 0; isSound && i < count; ++i) {
            uint256 id = payment.ids[i];
            uint256 amount = payment.amounts[i];
            if (amount == 0 || (i != 0 && _isRepeated(payment.ids, i))) isSound = false;
            objection = _examineLot(payment.holder, id, amount, till);
            if (objection.length != 0) return objection;
            sum += amount;
        }
        if (!isSound || sum != payment.amount) return abi.encodeWithSelector(PaymentAmountInvalid.selector);
    }

    function _examineLot(address holder, uint256 id, uint256 amount, Till memory till)
        private
        view
        returns (bytes memory)
    {
        uint32 programId = _programIdOf(id);
        if (programId != till.programId || programId == 0) {
            bytes memory objection = _examineProgram(id, programId, till);
            if (objection.length != 0) return objection;
        }
        if (till.day > _expiryDayOf(id)) return abi.encodeWithSelector(PointsExpired.selector, id);
        uint256 spendable = spendableOf(holder, id);
        if (spendable < amount) {
            return abi.encodeWithSelector(PointsInsufficient.selector, id, holder, spendable, amount);
        }
        return "";
    }

    /// @dev Whether the shop takes the points of a program.
    function _examineProgram(uint256 id, uint32 programId, Till memory till) private view returns (bytes memory) {
        (uint32 issuer, uint32 areaId) = _placeOf(programId);
        if (issuer == 0) return abi.encodeWithSelector(ProgramUnknown.selector, programId);
        if (!municipalities.isInArea(areaId, till.municipality)) {
            return abi.encodeWithSelector(PointsOutsideArea.selector, id, till.merchantId);
        }
        if (municipalities.isPaused(issuer)) return _pausedObjection(issuer);
        till.programId = programId;
        return "";
    }

    function _newTill() private view returns (Till memory till) {
        till.day = today();
    }

    function _isRepeated(uint256[] calldata ids, uint256 index) private pure returns (bool) {
        for (uint256 i = 0; i < index; ++i) {
            if (ids[i] == ids[index]) return true;
        }
        return false;
    }

    function _pausedObjection(uint32 municipality) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IMunicipalityRegistry.MunicipalityIsPaused.selector, municipality);
    }

    function _revertWith(bytes memory objection) private pure {
        assembly ("memory-safe") {
            revert(add(objection, 0x20), mload(objection))
        }
    }
}
