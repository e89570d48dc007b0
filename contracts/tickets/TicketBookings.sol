// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {ITicketInventory} from "../interfaces/ITicketInventory.sol";
import {TicketServices} from "./TicketServices.sol";

/// @title Bookings: every fare and night of one, or none; never beyond a slot's capacity
abstract contract TicketBookings is TicketServices {
    struct Takings {
        uint64 yenHeld;
        uint32 outstanding; // tickets booked and not returned
    }

    bytes32 private constant _BOOKING_TYPE = keccak256(
        "Booking(uint32[] fareIds,uint16[] quantities,uint32 firstSlot,uint16 slots,address buyer,address recipient,uint64 total,uint64 validBefore,bytes32 salt)"
    );
    uint256 private constant _MOST_SLOTS = 60;
    uint256 private constant _MOST_FARES = 8;

    IRegionalPoints public immutable points;

    mapping(uint256 id => Takings) internal _takings;
    mapping(bytes32 bookingId => bool) private _isFreeDone; // bookings without any payment to make them unique

    constructor(IRegionalPoints points_) {
        points = points_;
    }

    /// @inheritdoc ITicketInventory
    function book(Booking calldata booking, bytes calldata authorization) external nonReentrant {
        bytes32 bookingId = hashBooking(booking);
        Fare[] memory fares = _faresOf(booking);
        if (fares[0].programId != 0) revert BookingPaymentMismatch();
        if (booking.total == 0) _requireFresh(booking, bookingId, authorization);
        else _receive(booking.buyer, booking.total, booking.validBefore, bookingId, authorization);
        _fill(booking, fares, bookingId);
    }

    /// @inheritdoc ITicketInventory
    function bookWithPoints(
        Booking calldata booking,
        IRegionalPoints.Payment calldata payment,
        bytes calldata signature
    ) external nonReentrant {
        bytes32 bookingId = hashBooking(booking);
        Fare[] memory fares = _faresOf(booking);
        bool isOfBooking = payment.holder == booking.buyer && payment.amount == booking.total
            && payment.nonce == uint256(bookingId) && payment.merchantId == fares[0].merchantId;
        if (!isOfBooking || fares[0].programId == 0 || block.timestamp > booking.validBefore) {
            revert BookingPaymentMismatch();
        }
        for (uint256 i = 0; i < payment.ids.length; ++i) {
            if (uint32(payment.ids[i] >> 32) != fares[0].programId) revert BookingPaymentMismatch();
        }
        points.pay(payment, signature);
        _fill(booking, fares, bookingId);
    }

    /// @inheritdoc ITicketInventory
    function takingsOf(uint256 id) external view returns (uint64) {
        return _takings[id].yenHeld;
    }

    /// @inheritdoc ITicketInventory
    function hashBooking(Booking calldata booking) public view returns (bytes32) {
        bytes32 fareIds = keccak256(abi.encodePacked(booking.fareIds));
        bytes32 quantities = keccak256(abi.encodePacked(booking.quantities));
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    _BOOKING_TYPE,
                    fareIds,
                    quantities,
                    booking.firstSlot,
                    booking.slots,
                    booking.buyer,
                    booking.recipient,
                    booking.total,
                    booking.validBefore,
                    booking.salt
                )
            )
        );
    }

    /// @dev Nothing was paid, so nothing but this makes the booking happen once; the buyer signs the booking itself.
    function _requireFresh(Booking calldata booking, bytes32 bookingId, bytes calldata signature) private {
        if (block.timestamp > booking.validBefore) revert SignatureExpired(booking.validBefore);
        _requireSignedDigest(booking.buyer, bookingId, signature);
        if (_isFreeDone[bookingId]) revert BookingPaidAlready(bookingId);
        _isFreeDone[bookingId] = true;
    }

    function _fill(Booking calldata booking, Fare[] memory fares, bytes32 bookingId) private {
        uint256 seats = 0;
        for (uint256 i = 0; i < fares.length; ++i) seats += uint256(fares[i].seats) * booking.quantities[i];
        uint256 total = 0;
        for (uint256 night = 0; night < booking.slots; ++night) {
            uint32 number = booking.firstSlot + uint32(night);
            SlotWord memory word = _takeSeats(fares[0].serviceId, number, seats);
            for (uint256 i = 0; i < fares.length; ++i) total += _issue(booking, fares[i], i, number, word);
        }
        if (total != booking.total) revert BookingTotalMismatch(total, booking.total);
        _announce(booking, fares[0].serviceId, bookingId);
        _askReceiver(booking);
    }

    function _issue(Booking calldata booking, Fare memory fare, uint256 index, uint32 number, SlotWord memory word)
        private
        returns (uint256 amount)
    {
        uint256 quantity = booking.quantities[index];
        uint256 id = (uint256(fare.fareId) << 32) | number;
        amount = uint256(_priceOf(fare, word)) * quantity;
        Takings memory takings = _takings[id];
        if (fare.programId == 0) takings.yenHeld += uint64(amount); // above 64 bits the total cannot be right
        takings.outstanding += uint32(quantity);
        _takings[id] = takings;
        _mint(booking.recipient, id, quantity);
    }

    function _takeSeats(uint32 serviceId, uint32 number, uint256 seats) private returns (SlotWord memory word) {
        word = _slots[serviceId][number];
        if (word.endsAt == 0) revert SlotNotOpen(serviceId, number);
        if (word.cancelled) revert SlotIsCancelled(serviceId, number);
        if (block.timestamp >= _beginOf(word)) revert SlotIsOver(serviceId, number);
        uint32 left = word.capacity - word.sold;
        if (seats > left) revert SlotFull(serviceId, number, left);
        word.sold += uint32(seats);
        _slots[serviceId][number].sold = word.sold;
    }

    function _announce(Booking calldata booking, uint32 serviceId, bytes32 bookingId) private {
        emit Booked(
            bookingId,
            serviceId,
            booking.buyer,
            booking.recipient,
            booking.fareIds,
            booking.quantities,
            booking.firstSlot,
            booking.slots,
            booking.total
        );
    }

    /// @dev Asks a contract account whether it takes the tickets, once everything is written.
    function _askReceiver(Booking calldata booking) private {
        address to = booking.recipient;
        if (to.code.length == 0) return;
        for (uint256 night = 0; night < booking.slots; ++night) {
            for (uint256 i = 0; i < booking.fareIds.length; ++i) {
                uint256 id = (uint256(booking.fareIds[i]) << 32) | (booking.firstSlot + night);
                ERC1155Utils.checkOnERC1155Received(msg.sender, address(0), to, id, booking.quantities[i], "");
            }
        }
    }

    /// @dev The fares of a booking, which are of one service and paid alike.
    function _faresOf(Booking calldata booking) private view returns (Fare[] memory fares) {
        uint256 count = booking.fareIds.length;
        bool isSized = count != 0 && count <= _MOST_FARES && count == booking.quantities.length;
        if (!isSized || booking.slots == 0 || booking.slots > _MOST_SLOTS) revert BookingInvalid();
        fares = new Fare[](count);
        for (uint256 i = 0; i < count; ++i) {
            Fare memory fare = _openTermsOf(booking.fareIds[i]);
            if (booking.quantities[i] == 0) revert BookingInvalid();
            if (booking.slots < fare.leastSlots) revert BookingTooShort(fare.fareId, fare.leastSlots);
            fares[i] = fare;
            bool isAlike = fare.serviceId == fares[0].serviceId && fare.programId == fares[0].programId
                && fare.merchantId == fares[0].merchantId;
            if (!isAlike) revert BookingInvalid();
        }
        uint32 municipality = _towns[fares[0].serviceId];
        if (municipalities.isPaused(municipality)) revert IMunicipalityRegistry.MunicipalityIsPaused(municipality);
    }
}
