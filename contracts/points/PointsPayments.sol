// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {Signatures} from "../signatures/Signatures.sol";
import {PointsDrops} from "./PointsDrops.sol";

/// @title Payments (支払い), one or a batch
/// @notice A payment is examined before anything changes, and what speaks against it is a value (an encoded error),
/// not a revert: so in a batch a bad entry fails alone without a call per entry, and a gas estimate is exact.
abstract contract PointsPayments is PointsDrops {
    /// @dev What the entry before looked up: a batch for one shop asks the registries once.
    struct Till {
        uint64 merchantId; // 0 = nothing looked up yet
        address account;
        uint32 municipality;
        uint32 programId; // the last one found to be taken here
        bool isContract;
        uint32 day;
        bytes32 domain; // EIP-712
    }

    IMerchantRegistry public immutable merchants;

    error SenderUnauthorized(address sender);

    constructor(IMerchantRegistry merchants_) {
        merchants = merchants_;
    }

    /// @inheritdoc IRegionalPoints
    function pay(Payment calldata payment, bytes calldata signature) external nonReentrant returns (bytes32 paymentId) {
        return _payAlone(payment, signature);
    }

    /// @inheritdoc IRegionalPoints
    function payFromDrops(Payment calldata payment, bytes calldata signature, Claim[] calldata claims)
        external
        nonReentrant
        returns (bytes32 paymentId)
    {
        _claimAll(claims);
        return _payAlone(payment, signature);
    }

    /// @inheritdoc IRegionalPoints
    function payBatch(Payment[] calldata payments, bytes[] calldata signatures) external nonReentrant {
        _payMany(payments, signatures);
    }

    /// @inheritdoc IRegionalPoints
    function payBatchFromDrops(Payment[] calldata payments, bytes[] calldata signatures, Claim[][] calldata claims)
        external
        nonReentrant
    {
        for (uint256 i = 0; i < claims.length; ++i) {
            _claimAll(claims[i]);
        }
        _payMany(payments, signatures);
    }

    /// @notice Part of a payment to a contract account, whose refusal must undo this payment alone. Only this contract
    /// calls it, after examining the payment.
    function payApart(Payment calldata payment, bytes32 paymentId, Till memory till) external {
        if (msg.sender != address(this)) revert SenderUnauthorized(msg.sender);
        bytes memory objection = _move(payment, paymentId, till);
        if (objection.length != 0) _revertWith(objection);
        for (uint256 i = 0; i < payment.ids.length; ++i) {
            _requireReceiver(payment.holder, till.account, payment.ids[i], payment.amounts[i]);
        }
    }

    function _payAlone(Payment calldata payment, bytes calldata signature) private returns (bytes32 paymentId) {
        Till memory till = _newTill();
        paymentId = _idOf(payment, till.domain);
        bytes memory objection = _tryToPay(payment, paymentId, signature, till);
        if (objection.length != 0) _revertWith(objection);
    }

    function _payMany(Payment[] calldata payments, bytes[] calldata signatures) private {
        uint256 count = payments.length;
        if (count != signatures.length) revert SignaturesMismatched(count, signatures.length);
        Till memory till = _newTill();
        for (uint256 i = 0; i < count; ++i) {
            Payment calldata payment = payments[i];
            bytes32 paymentId = _idOf(payment, till.domain);
            bytes memory objection = _tryToPay(payment, paymentId, signatures[i], till);
            if (objection.length != 0) emit PaymentRejected(paymentId, payment.holder, objection);
        }
    }

    /// @dev Pays, or changes nothing and returns what speaks against it as an encoded error.
    function _tryToPay(Payment calldata payment, bytes32 paymentId, bytes calldata signature, Till memory till)
        private
        returns (bytes memory objection)
    {
        if (block.timestamp > payment.deadline) {
            return abi.encodeWithSelector(SignatureExpired.selector, payment.deadline);
        }
        if (payment.ids.length == 0) return abi.encodeWithSelector(PaymentAmountInvalid.selector);
        address holder = payment.holder;
        if (isNonceUsed(holder, payment.ids[0], payment.nonce)) {
            return abi.encodeWithSelector(NonceUsed.selector, holder, payment.nonce);
        }
        uint64 merchantId = payment.merchantId;
        if (merchantId != till.merchantId || merchantId == 0) {
            objection = _stepTo(till, merchantId);
            if (objection.length != 0) return objection;
        }
        if (!Signatures.isSignedBy(holder, paymentId, signature)) {
            return abi.encodeWithSelector(SignatureInvalid.selector, holder);
        }
        return till.isContract ? _tryApart(payment, paymentId, till) : _move(payment, paymentId, till);
    }

    function _tryApart(Payment calldata payment, bytes32 paymentId, Till memory till)
        private
        returns (bytes memory objection)
    {
        try this.payApart(payment, paymentId, till) {}
        catch (bytes memory reason) {
            return reason.length == 0 ? abi.encodeWithSelector(ERC1155InvalidReceiver.selector, till.account) : reason;
        }
    }

    /// @dev From the holder's lots to the till, the nonce used; or nothing at all. The nonce was free before.
    function _move(Payment calldata payment, bytes32 paymentId, Till memory till)
        private
        returns (bytes memory objection)
    {
        uint256 marks = _marksOf(payment.nonce);
        objection = _debitLots(payment, marks, till);
        if (objection.length != 0) return objection;
        address holder = payment.holder;
        if (marks == 0) _useLater(holder, payment.ids[0], payment.nonce);
        uint256 count = payment.ids.length;
        for (uint256 i = 0; i < count; ++i) {
            _creditTakings(holder, till.account, payment.ids[i], payment.amounts[i]);
        }
        emit Paid(paymentId, holder, payment.merchantId, payment.amount);
    }

    /// @dev Takes each lot's part, and with the first one sets `marks` in its purse.
    function _debitLots(Payment calldata payment, uint256 marks, Till memory till)
        private
        returns (bytes memory objection)
    {
        uint256[] calldata ids = payment.ids;
        uint64[] calldata amounts = payment.amounts;
        uint256 count = ids.length;
        bool isSound = count == amounts.length;
        uint256 sum = 0;
        uint256 done = 0;
        for (; isSound && done < count; ++done) {
            uint256 amount = amounts[done];
            isSound = amount != 0 && (done == 0 || !_isRepeated(ids, done));
            if (!isSound) break;
            objection = _debitLot(payment.holder, ids[done], amount, done == 0 ? marks : 0, till);
            if (objection.length != 0) break;
            unchecked {
                sum += amount; // each below 2**64
            }
        }
        if (objection.length == 0 && isSound && sum == payment.amount) return objection;
        if (objection.length == 0) objection = abi.encodeWithSelector(PaymentAmountInvalid.selector);
        while (done != 0) {
            --done;
            _undoDebit(payment.holder, ids[done], amounts[done], done == 0 ? marks : 0);
        }
    }

    function _debitLot(address holder, uint256 id, uint256 amount, uint256 marks, Till memory till)
        private
        returns (bytes memory objection)
    {
        uint32 programId = _programIdOf(id);
        if (programId != till.programId || programId == 0) {
            objection = _examineProgram(id, programId, till);
            if (objection.length != 0) return objection;
        }
        if (till.day > _expiryDayOf(id)) return abi.encodeWithSelector(PointsExpired.selector, id);
        (bool isEnough, uint256 spendable) = _tryToDebit(holder, id, amount, marks);
        if (!isEnough) return abi.encodeWithSelector(PointsInsufficient.selector, id, holder, spendable, amount);
    }

    /// @dev Looks up a merchant into the till.
    function _stepTo(Till memory till, uint64 merchantId) private view returns (bytes memory objection) {
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
    }

    /// @dev Whether the shop takes the points of a program.
    function _examineProgram(uint256 id, uint32 programId, Till memory till)
        private
        view
        returns (bytes memory objection)
    {
        (uint32 issuer, uint32 areaId) = _placeOf(programId);
        if (issuer == 0) return abi.encodeWithSelector(ProgramUnknown.selector, programId);
        if (!municipalities.isInArea(areaId, till.municipality)) {
            return abi.encodeWithSelector(PointsOutsideArea.selector, id, till.merchantId);
        }
        if (municipalities.isPaused(issuer)) return _pausedObjection(issuer);
        till.programId = programId;
    }

    function _newTill() private view returns (Till memory till) {
        till.day = today();
        till.domain = _domainSeparatorV4();
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
}
