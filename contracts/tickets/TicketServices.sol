// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {ITicketInventory} from "../interfaces/ITicketInventory.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {YenShares} from "../yen/YenShares.sol";
import {TicketERC1155} from "./TicketERC1155.sol";

/// @title What curators open: services, their slots, their fares
abstract contract TicketServices is TicketERC1155, SignedActs, YenShares {
    using UnorderedNonces for UnorderedNonces.Set;

    struct SlotWord {
        uint32 capacity;
        uint32 sold;
        uint32 priceBasisPoints;
        uint40 startsAt;
        uint40 admitsFrom;
        uint40 endsAt; // 0 = no such slot
        bool cancelled;
        bool paidOut;
    }

    struct FareWord {
        address terms; // code that holds the fare and its details; 0 = no such fare
        bool closed;
    }

    uint256 private constant _WHOLE = 10_000;
    uint32 private constant _NEVER = type(uint32).max;
    bytes32 private constant _SERVICE_TYPE =
        keccak256("Service(uint32 serviceId,uint32 municipality,uint64 deadline)");
    bytes32 private constant _SLOTS_OPENING_TYPE =
        keccak256("SlotsOpening(uint32 serviceId,bytes32 slotsHash,uint256 nonce,uint64 deadline)");
    bytes32 private constant _SLOT_CANCELLATION_TYPE =
        keccak256("SlotCancellation(uint32 serviceId,uint32 slot,uint64 deadline)");
    bytes32 private constant _FARE_TYPE = keccak256(
        "Fare(uint32 fareId,uint32 serviceId,uint64 price,uint32 programId,uint64 merchantId,uint8 seats,uint8 legs,uint16 leastSlots,uint32 transferCutOff,bytes32 detailsHash,uint64 deadline)"
    );
    bytes32 private constant _FARE_CLOSING_TYPE =
        keccak256("FareClosing(uint32 fareId,bool closed,uint256 nonce,uint64 deadline)");

    IMunicipalityRegistry public immutable municipalities;

    mapping(uint32 serviceId => uint32 municipality) internal _towns;
    mapping(uint32 serviceId => mapping(uint32 slot => SlotWord)) internal _slots;
    mapping(uint32 fareId => FareWord) private _fares;
    UnorderedNonces.Set internal _nonces;

    constructor(IMunicipalityRegistry municipalities_) {
        municipalities = municipalities_;
    }

    /// @inheritdoc ITicketInventory
    function openService(Service calldata service, address officer, bytes calldata signature) external {
        _requireSigned(officer, keccak256(abi.encode(_SERVICE_TYPE, service)), service.deadline, signature);
        municipalities.requireRole(service.municipality, IMunicipalityRegistry.Role.Curator, officer);
        bool isTaken = service.serviceId == 0 || _towns[service.serviceId] != 0;
        if (isTaken) revert ServiceExists(service.serviceId);
        _towns[service.serviceId] = service.municipality;
        emit ServiceOpened(service.serviceId, service.municipality);
    }

    /// @inheritdoc ITicketInventory
    function openSlots(SlotsOpening calldata opening, Slot[] calldata slots, address officer, bytes calldata signature)
        external
    {
        bytes32 structHash = keccak256(abi.encode(_SLOTS_OPENING_TYPE, opening));
        _requireSigned(officer, structHash, opening.deadline, signature);
        _requireCurator(opening.serviceId, officer);
        _nonces.use(officer, opening.nonce);
        if (keccak256(abi.encode(slots)) != opening.slotsHash) revert SlotsMismatch();
        for (uint256 i = 0; i < slots.length; ++i) {
            if (_slots[opening.serviceId][slots[i].slot].endsAt == 0) _openSlot(opening.serviceId, slots[i]);
            else _changeCapacity(opening.serviceId, slots[i]);
        }
    }

    /// @inheritdoc ITicketInventory
    function cancelSlot(SlotCancellation calldata cancellation, address officer, bytes calldata signature) external {
        (uint32 serviceId, uint32 number) = (cancellation.serviceId, cancellation.slot);
        bytes32 structHash = keccak256(abi.encode(_SLOT_CANCELLATION_TYPE, cancellation));
        _requireSigned(officer, structHash, cancellation.deadline, signature);
        _requireCurator(serviceId, officer);
        SlotWord storage word = _slots[serviceId][number];
        if (word.endsAt == 0) revert SlotNotOpen(serviceId, number);
        if (word.cancelled) revert SlotIsCancelled(serviceId, number);
        if (word.paidOut) revert SlotPaidOut(serviceId, number);
        if (block.timestamp >= _beginOf(word)) revert SlotIsOver(serviceId, number);
        word.cancelled = true;
        emit SlotCancelled(serviceId, number);
    }

    /// @inheritdoc ITicketInventory
    function openFare(Fare calldata fare, FareDetails calldata details, address officer, bytes calldata signature)
        external
    {
        _requireSigned(officer, keccak256(abi.encode(_FARE_TYPE, fare)), fare.deadline, signature);
        _requireCurator(fare.serviceId, officer);
        if (fare.fareId == 0 || _fares[fare.fareId].terms != address(0)) revert FareExists(fare.fareId);
        if (keccak256(abi.encode(details)) != fare.detailsHash || _isInvalid(fare, details)) revert FareInvalid();
        if (fare.programId == 0) _requireWhole(details.splits);
        _fares[fare.fareId].terms = CodeStorage.write(abi.encode(fare, details));
        _announce(fare);
    }

    /// @inheritdoc ITicketInventory
    function closeFare(FareClosing calldata closing, address officer, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_FARE_CLOSING_TYPE, closing));
        _requireSigned(officer, structHash, closing.deadline, signature);
        (Fare memory fare,) = _termsOf(closing.fareId);
        _requireCurator(fare.serviceId, officer);
        _nonces.use(officer, closing.nonce);
        _fares[closing.fareId].closed = closing.closed;
        emit FareClosed(closing.fareId, closing.closed);
    }

    /// @inheritdoc ITicketInventory
    function slotOf(uint32 serviceId, uint32 slot)
        external
        view
        returns (Slot memory found, uint32 sold, bool isCancelled, bool isPaidOut)
    {
        SlotWord memory word = _slots[serviceId][slot];
        found = Slot(slot, word.capacity, word.priceBasisPoints, word.startsAt, word.admitsFrom, word.endsAt);
        return (found, word.sold, word.cancelled, word.paidOut);
    }

    /// @inheritdoc ITicketInventory
    function fareOf(uint32 fareId)
        external
        view
        returns (Fare memory fare, FareDetails memory details, bool isClosed)
    {
        (fare, details) = _termsOf(fareId);
        isClosed = _fares[fareId].closed;
    }

    function _requireCurator(uint32 serviceId, address officer) internal view {
        uint32 municipality = _towns[serviceId];
        if (municipality == 0) revert ServiceUnknown(serviceId);
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Curator, officer);
    }

    function _termsOf(uint32 fareId) internal view returns (Fare memory, FareDetails memory) {
        address terms = _fares[fareId].terms;
        if (terms == address(0)) revert FareUnknown(fareId);
        return abi.decode(CodeStorage.read(terms), (Fare, FareDetails));
    }

    function _openTermsOf(uint32 fareId) internal view returns (Fare memory fare) {
        if (_fares[fareId].closed) revert FareIsClosed(fareId);
        (fare,) = _termsOf(fareId);
    }

    /// @dev Reverts when tickets may not change hands now: cancelled, over, or within the fare's cut-off.
    function _requireTransferable(uint256 id) internal view override {
        (Fare memory fare,) = _termsOf(uint32(id >> 32));
        SlotWord memory word = _slots[fare.serviceId][uint32(id)];
        if (word.cancelled) revert SlotIsCancelled(fare.serviceId, uint32(id));
        bool isTooLate = block.timestamp + fare.transferCutOff >= _beginOf(word);
        if (fare.transferCutOff == _NEVER || isTooLate) revert TicketsNotTransferable(id);
    }

    function _priceOf(Fare memory fare, SlotWord memory word) internal pure returns (uint64) {
        return uint64((uint256(fare.price) * word.priceBasisPoints) / _WHOLE);
    }

    /// @dev What refund rules and cut-offs count back from.
    function _beginOf(SlotWord memory word) internal pure returns (uint256) {
        return word.startsAt == 0 ? word.endsAt : word.startsAt;
    }

    function _openSlot(uint32 serviceId, Slot calldata slot) private {
        bool isTimeInvalid = slot.endsAt <= block.timestamp || slot.endsAt > type(uint40).max
            || slot.startsAt > slot.endsAt || slot.admitsFrom >= slot.endsAt;
        if (isTimeInvalid || slot.priceBasisPoints > 100 * _WHOLE) revert SlotInvalid(slot.slot);
        _slots[serviceId][slot.slot] = SlotWord(
            slot.capacity,
            0,
            slot.priceBasisPoints,
            uint40(slot.startsAt),
            uint40(slot.admitsFrom),
            uint40(slot.endsAt),
            false,
            false
        );
        emit SlotOpened(
            serviceId,
            slot.slot,
            slot.capacity,
            slot.priceBasisPoints,
            slot.startsAt,
            slot.admitsFrom,
            slot.endsAt
        );
    }

    function _changeCapacity(uint32 serviceId, Slot calldata slot) private {
        SlotWord memory word = _slots[serviceId][slot.slot];
        bool isSame = word.priceBasisPoints == slot.priceBasisPoints && word.startsAt == slot.startsAt
            && word.admitsFrom == slot.admitsFrom && word.endsAt == slot.endsAt;
        if (!isSame) revert SlotTermsFixed(serviceId, slot.slot);
        if (slot.capacity < word.sold) revert SlotCapacityBelowSold(serviceId, slot.slot, word.sold);
        _slots[serviceId][slot.slot].capacity = slot.capacity;
        emit SlotCapacityChanged(serviceId, slot.slot, slot.capacity);
    }

    function _announce(Fare calldata fare) private {
        emit FareOpened(
            fare.fareId,
            fare.serviceId,
            fare.price,
            fare.programId,
            fare.merchantId,
            fare.seats,
            fare.legs,
            fare.leastSlots,
            fare.transferCutOff
        );
    }

    function _isInvalid(Fare calldata fare, FareDetails calldata details) private pure returns (bool) {
        if (fare.legs == 0 || fare.legs > _MOST_LEGS || details.places.length != fare.legs) return true;
        if (fare.price > type(uint48).max) return true; // so that no total leaves 64 bits unnoticed
        if (fare.programId != 0 && (fare.merchantId == 0 || details.splits.length != 0)) return true;
        RefundRule[] calldata refunds = details.refunds;
        for (uint256 i = 0; i < refunds.length; ++i) {
            if (refunds[i].basisPoints == 0 || refunds[i].basisPoints > _WHOLE) return true;
            if (i != 0 && refunds[i].secondsBefore >= refunds[i - 1].secondsBefore) return true;
            if (i != 0 && refunds[i].basisPoints > refunds[i - 1].basisPoints) return true;
        }
        return false;
    }
}
