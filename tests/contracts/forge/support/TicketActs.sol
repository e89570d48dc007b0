// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IShares} from "contracts/interfaces/IShares.sol";
import {ITicketInventory} from "contracts/interfaces/ITicketInventory.sol";
import {TicketInventory} from "contracts/tickets/TicketInventory.sol";
import {MarketActs} from "./MarketActs.sol";

/// @title Signed acts on tickets: a boat with adult and child fares, an inn with nights, an open ticket of three legs
abstract contract TicketActs is MarketActs {
    uint32 internal constant BOAT = 1;
    uint32 internal constant INN = 2;
    uint32 internal constant PASS = 3;
    uint32 internal constant ADULT = 11;
    uint32 internal constant CHILD = 12;
    uint32 internal constant NIGHT = 21;
    uint32 internal constant ROUND_TRIP = 31;
    uint64 internal constant PIER = 501;

    TicketInventory internal tickets;
    uint256 private _ticketNonce;

    function _deployTickets() internal {
        tickets = TicketInventory(_shipped("TicketInventory", abi.encode(municipalities, yen, points, owner)));
        for (uint32 service = BOAT; service <= PASS; ++service) {
            _openService(service);
        }
        _openFare(_fareOf(ADULT, BOAT, 1_000, 1));
        _openFare(_fareOf(CHILD, BOAT, 500, 1));
        ITicketInventory.Fare memory night = _fareOf(NIGHT, INN, 8_000, 1);
        night.leastSlots = 2;
        night.transferCutOff = 3 days;
        _openFare(night);
        _openFare(_fareOf(ROUND_TRIP, PASS, 3_000, 3));
    }

    function _idOf(uint32 fareId, uint32 slot) internal pure returns (uint256) {
        return (uint256(fareId) << 32) | slot;
    }

    function _nextNonce() internal returns (uint256) {
        return ++_ticketNonce;
    }

    function _openService(uint32 serviceId) internal {
        ITicketInventory.Service memory service = ITicketInventory.Service(serviceId, UDA, LATER);
        bytes32 kind = keccak256("Service(uint32 serviceId,uint32 municipality,uint64 deadline)");
        tickets.openService(service, officer, _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, service))));
    }

    /// @dev A slot of a day from tomorrow on: starts at its noon, admits an hour before, ends an hour after.
    function _slotOf(uint32 number, uint32 capacity) internal view returns (ITicketInventory.Slot memory slot) {
        uint64 start = uint64(vm.getBlockTimestamp()) + uint64(number) * 1 days;
        return ITicketInventory.Slot(number, capacity, 10_000, start, start - 1 hours, start + 1 hours);
    }

    /// @dev An open ticket's slot: valid now, for 90 days.
    function _openSlotOf(uint32 capacity) internal view returns (ITicketInventory.Slot memory slot) {
        return ITicketInventory.Slot(0, capacity, 10_000, 0, 0, uint64(vm.getBlockTimestamp()) + 90 days);
    }

    function _openSlot(uint32 serviceId, ITicketInventory.Slot memory slot) internal {
        ITicketInventory.Slot[] memory slots = new ITicketInventory.Slot[](1);
        slots[0] = slot;
        ITicketInventory.SlotsOpening memory opening =
            ITicketInventory.SlotsOpening(serviceId, keccak256(abi.encode(slots)), _nextNonce(), LATER);
        bytes32 kind = keccak256("SlotsOpening(uint32 serviceId,bytes32 slotsHash,uint256 nonce,uint64 deadline)");
        tickets.openSlots(opening, slots, officer, _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, opening))));
    }

    function _cancelSlot(uint32 serviceId, uint32 slot) internal {
        ITicketInventory.SlotCancellation memory cancellation =
            ITicketInventory.SlotCancellation(serviceId, slot, LATER);
        bytes32 kind = keccak256("SlotCancellation(uint32 serviceId,uint32 slot,uint64 deadline)");
        bytes memory signature = _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, cancellation)));
        tickets.cancelSlot(cancellation, officer, signature);
    }

    function _detailsOf(ITicketInventory.Fare memory fare)
        internal
        view
        returns (ITicketInventory.FareDetails memory details)
    {
        details.splits = fare.programId == 0 ? _threeWays() : new IShares.Split[](0);
        details.places = new uint64[](fare.legs);
        details.places[0] = PIER;
        details.refunds = new ITicketInventory.RefundRule[](2);
        details.refunds[0] = ITicketInventory.RefundRule(7 days, 10_000);
        details.refunds[1] = ITicketInventory.RefundRule(1 days, 5_000);
    }

    function _fareOf(uint32 fareId, uint32 serviceId, uint64 price, uint8 legs)
        internal
        view
        returns (ITicketInventory.Fare memory fare)
    {
        fare.fareId = fareId;
        fare.serviceId = serviceId;
        fare.price = price;
        fare.seats = 1;
        fare.legs = legs;
        fare.detailsHash = keccak256(abi.encode(_detailsOf(fare)));
        fare.deadline = LATER;
    }

    function _openFare(ITicketInventory.Fare memory fare) internal {
        tickets.openFare(fare, _detailsOf(fare), officer, _signFare(fare));
    }

    function _signFare(ITicketInventory.Fare memory fare) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Fare(uint32 fareId,uint32 serviceId,uint64 price,uint32 programId,uint64 merchantId,uint8 seats,uint8 legs,uint16 leastSlots,uint32 transferCutOff,bytes32 detailsHash,uint64 deadline)"
        );
        return _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, fare)));
    }

    function _bookingOf(uint32 fareId, uint16 quantity, uint32 slot, uint16 slots, address buyer, uint64 total)
        internal
        returns (ITicketInventory.Booking memory booking)
    {
        booking.fareIds = new uint32[](1);
        booking.quantities = new uint16[](1);
        (booking.fareIds[0], booking.quantities[0]) = (fareId, quantity);
        (booking.firstSlot, booking.slots) = (slot, slots);
        (booking.buyer, booking.recipient) = (buyer, buyer);
        booking.total = total;
        booking.validBefore = LATER;
        booking.salt = bytes32(_nextNonce());
    }

    function _authorizeBooking(uint256 key, ITicketInventory.Booking memory booking)
        internal
        view
        returns (bytes memory)
    {
        bytes32 id = tickets.hashBooking(booking);
        return _authorize(key, booking.buyer, address(tickets), booking.total, booking.validBefore, id);
    }

    function _book(uint256 key, uint32 fareId, uint16 quantity, uint32 slot, uint16 slots, uint64 total) internal {
        ITicketInventory.Booking memory booking = _bookingOf(fareId, quantity, slot, slots, vm.addr(key), total);
        tickets.book(booking, _authorizeBooking(key, booking));
    }

    function _signAdmission(uint256 key, ITicketInventory.Admission memory admission)
        internal
        view
        returns (bytes memory)
    {
        bytes32 kind =
            keccak256("Admission(uint256 id,address holder,uint8 leg,uint32 units,uint64 place,uint64 deadline)");
        return _signTicket(key, keccak256(abi.encode(kind, admission)));
    }

    function _admit(uint256 key, uint256 id, uint8 leg, uint32 units) internal {
        ITicketInventory.Admission memory admission =
            ITicketInventory.Admission(id, vm.addr(key), leg, units, PIER, LATER);
        tickets.admit(admission, _signAdmission(key, admission));
    }

    function _signReturn(uint256 key, ITicketInventory.TicketReturn memory back) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "TicketReturn(uint256 id,address holder,uint32 quantity,uint64 leastRefund,uint256 nonce,uint64 deadline)"
        );
        return _signTicket(key, keccak256(abi.encode(kind, back)));
    }

    function _return(uint256 key, uint256 id, uint32 quantity) internal {
        ITicketInventory.TicketReturn memory back =
            ITicketInventory.TicketReturn(id, vm.addr(key), quantity, 0, _nextNonce(), LATER);
        tickets.returnTickets(back, _signReturn(key, back));
    }

    function _signGift(uint256 key, ITicketInventory.TicketGift memory gift) internal view returns (bytes memory) {
        bytes32 kind =
            keccak256("TicketGift(uint256 id,address from,address to,uint32 quantity,uint256 nonce,uint64 deadline)");
        return _signTicket(key, keccak256(abi.encode(kind, gift)));
    }

    function _giveTickets(uint256 key, uint256 id, uint32 quantity, address to) internal {
        ITicketInventory.TicketGift memory gift =
            ITicketInventory.TicketGift(id, vm.addr(key), to, quantity, _nextNonce(), LATER);
        tickets.give(gift, _signGift(key, gift));
    }

    function _signTicket(uint256 key, bytes32 structHash) internal view returns (bytes memory) {
        return _sign(key, address(tickets), structHash);
    }
}
