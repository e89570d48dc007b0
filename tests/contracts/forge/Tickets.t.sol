// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {ITicketInventory} from "contracts/interfaces/ITicketInventory.sol";
import {PointsActs} from "./support/PointsActs.sol";
import {TicketActs} from "./support/TicketActs.sol";

/// @title Booking, admission, return and pay-out of tickets and nights
contract TicketsTest is TicketActs, PointsActs {
    address internal guest;
    uint256 internal key;

    function setUp() external {
        _deploy();
        _deployTickets();
        (key, guest) = (_holderKey(0), _holder(0));
        _fund(guest, 1_000_000);
        for (uint32 day = 1; day <= 12; ++day) {
            _openSlot(BOAT, _slotOf(day, 10));
            _openSlot(INN, _slotOf(day, 2));
        }
        _openSlot(PASS, _openSlotOf(100));
    }

    function test_adult_and_child_share_the_capacity() external {
        ITicketInventory.Booking memory family = _bookingOf(ADULT, 2, 9, 1, guest, 3_500);
        family.fareIds = new uint32[](2);
        family.quantities = new uint16[](2);
        (family.fareIds[0], family.quantities[0]) = (ADULT, 2);
        (family.fareIds[1], family.quantities[1]) = (CHILD, 3);
        tickets.book(family, _authorizeBooking(key, family));
        assertEq(tickets.balanceOf(guest, _idOf(ADULT, 9)), 2, "adults");
        assertEq(tickets.balanceOf(guest, _idOf(CHILD, 9)), 3, "children");
        (, uint32 sold,,) = tickets.slotOf(BOAT, 9);
        assertEq(sold, 5, "seats");
        ITicketInventory.Booking memory group = _bookingOf(CHILD, 6, 9, 1, guest, 3_000);
        _refuse(group, abi.encodeWithSelector(ITicketInventory.SlotFull.selector, BOAT, uint32(9), uint32(5)));
    }

    function test_nights_are_booked_all_or_none() external {
        _book(key, NIGHT, 2, 5, 2, 32_000); // both rooms, days 5 and 6
        ITicketInventory.Booking memory week = _bookingOf(NIGHT, 1, 3, 4, guest, 32_000);
        _refuse(week, abi.encodeWithSelector(ITicketInventory.SlotFull.selector, INN, uint32(5), uint32(0)));
        (, uint32 sold,,) = tickets.slotOf(INN, 3);
        assertEq(sold, 0, "nothing of it was taken");
        ITicketInventory.Booking memory one = _bookingOf(NIGHT, 1, 3, 1, guest, 8_000);
        _refuse(one, abi.encodeWithSelector(ITicketInventory.BookingTooShort.selector, NIGHT, uint16(2)));
        ITicketInventory.Booking memory beyond = _bookingOf(NIGHT, 1, 12, 2, guest, 16_000);
        _refuse(beyond, abi.encodeWithSelector(ITicketInventory.SlotNotOpen.selector, INN, uint32(13)));
    }

    function test_prices_follow_the_slot() external {
        ITicketInventory.Slot memory festival = _slotOf(20, 10);
        festival.priceBasisPoints = 15_000;
        _openSlot(BOAT, festival);
        ITicketInventory.Booking memory cheap = _bookingOf(ADULT, 1, 20, 1, guest, 1_000);
        _refuse(cheap, abi.encodeWithSelector(ITicketInventory.BookingTotalMismatch.selector, 1_500, uint64(1_000)));
        _book(key, ADULT, 1, 20, 1, 1_500);
    }

    function test_a_booking_happens_once() external {
        ITicketInventory.Booking memory booking = _bookingOf(ADULT, 1, 9, 1, guest, 1_000);
        bytes memory signature = _authorizeBooking(key, booking);
        tickets.book(booking, signature);
        (bool done,) = address(tickets).call(abi.encodeCall(tickets.book, (booking, signature)));
        assertTrue(!done, "booked twice");
    }

    function test_each_leg_of_each_ticket_is_cancelled_once() external {
        _book(key, ROUND_TRIP, 2, 0, 1, 6_000);
        uint256 id = _idOf(ROUND_TRIP, 0);
        _admit(key, id, 0, 3); // both go out together
        _admit(key, id, 1, 2); // the second one's second leg
        _admit(key, id, 1, 1);
        _admit(key, id, 2, 1);
        assertEq(tickets.usedOf(id, guest, 1), 3, "second leg");
        _refuseAdmission(id, 1, 1, PIER, abi.encodeWithSelector(ITicketInventory.TicketUsed.selector, id, uint8(1), uint32(1)));
        _refuseAdmission(id, 2, 6, PIER, abi.encodeWithSelector(ITicketInventory.TicketsNotHeld.selector, id, guest, 1));
        _refuseAdmission(id, 3, 1, PIER, abi.encodeWithSelector(ITicketInventory.AdmissionInvalid.selector));
        _refuseAdmission(id, 0, 4, 9, abi.encodeWithSelector(ITicketInventory.AdmissionElsewhere.selector, PIER));
    }

    function test_admission_keeps_the_time() external {
        ITicketInventory.Slot memory slot = _slotOf(9, 10);
        _book(key, ADULT, 1, 9, 1, 1_000);
        uint256 id = _idOf(ADULT, 9);
        bytes memory reason =
            abi.encodeWithSelector(ITicketInventory.AdmissionNotNow.selector, slot.admitsFrom, slot.endsAt);
        _refuseAdmission(id, 0, 1, PIER, reason);
        vm.warp(slot.endsAt);
        _refuseAdmission(id, 0, 1, PIER, reason);
        vm.warp(slot.admitsFrom);
        _admit(key, id, 0, 1);
    }

    function test_what_was_used_stays_with_its_holder() external {
        _book(key, ROUND_TRIP, 2, 0, 1, 6_000);
        uint256 id = _idOf(ROUND_TRIP, 0);
        _admit(key, id, 0, 1);
        ITicketInventory.TicketGift memory both =
            ITicketInventory.TicketGift(id, guest, _holder(1), 2, _nextNonce(), LATER);
        bytes memory signature = _signGift(key, both);
        vm.expectRevert(abi.encodeWithSelector(ITicketInventory.TicketsNotHeld.selector, id, guest, 1));
        tickets.give(both, signature);
        _giveTickets(key, id, 1, _holder(1));
        _admit(_holderKey(1), id, 0, 1);
        vm.prank(guest);
        vm.expectRevert(abi.encodeWithSelector(ITicketInventory.TicketsNotHeld.selector, id, guest, 0));
        tickets.safeTransferFrom(guest, _holder(1), id, 1, "");
    }

    function test_nights_do_not_change_hands_within_the_cut_off() external {
        _book(key, NIGHT, 1, 9, 2, 16_000);
        uint256 id = _idOf(NIGHT, 9);
        vm.warp(vm.getBlockTimestamp() + 6 days);
        ITicketInventory.TicketGift memory gift =
            ITicketInventory.TicketGift(id, guest, _holder(1), 1, _nextNonce(), LATER);
        bytes memory signature = _signGift(key, gift);
        vm.expectRevert(abi.encodeWithSelector(ITicketInventory.TicketsNotTransferable.selector, id));
        tickets.give(gift, signature);
    }

    function test_refunds_follow_the_rules_and_the_rest_is_shared() external {
        _book(key, ADULT, 4, 9, 1, 4_000);
        uint256 id = _idOf(ADULT, 9);
        _return(key, id, 1); // nine days before: all of it
        assertEq(yen.balanceOf(guest), 1_000_000 - 3_000, "all back");
        vm.warp(vm.getBlockTimestamp() + 3 days);
        _return(key, id, 1); // six days before: half
        assertEq(yen.balanceOf(guest), 1_000_000 - 2_500, "half back");
        vm.warp(vm.getBlockTimestamp() + 5 days + 1);
        assertEq(tickets.refundOf(id), 0, "nothing on the last day");
        vm.expectRevert(
            abi.encodeWithSelector(ITicketInventory.TakingsNotDue.selector, id, uint64(_startOf(BOAT, 9)))
        );
        tickets.payTakings(id);
        vm.warp(_startOf(BOAT, 9));
        tickets.payTakings(id);
        assertEq(yen.balanceOf(townPurse), 1_750, "town");
        assertEq(yen.balanceOf(address(tickets)), 0, "nothing stays");
        (, uint32 sold,,) = tickets.slotOf(BOAT, 9);
        assertEq(sold, 2, "seats given back");
    }

    function test_a_slot_called_off_returns_everything() external {
        _book(key, ADULT, 3, 9, 1, 3_000);
        uint256 id = _idOf(ADULT, 9);
        vm.warp(vm.getBlockTimestamp() + 3 days);
        _return(key, id, 1);
        vm.warp(_startOf(BOAT, 9) - 1);
        _cancelSlot(BOAT, 9);
        tickets.payTakings(id);
        assertEq(yen.balanceOf(address(tickets)), 2_000, "what the tickets return stays");
        _return(key, id, 2);
        assertEq(yen.balanceOf(guest), 1_000_000 - 500, "all but the early half");
        assertEq(yen.balanceOf(address(tickets)), 0, "nothing stays");
        ITicketInventory.Booking memory late = _bookingOf(ADULT, 1, 9, 1, guest, 1_000);
        _refuse(late, abi.encodeWithSelector(ITicketInventory.SlotIsCancelled.selector, BOAT, uint32(9)));
    }

    function test_a_slot_that_was_paid_out_is_not_called_off() external {
        _book(key, ROUND_TRIP, 1, 0, 1, 3_000);
        vm.warp(vm.getBlockTimestamp() + 89 days);
        tickets.payTakings(_idOf(ROUND_TRIP, 0));
        ITicketInventory.SlotCancellation memory cancellation = ITicketInventory.SlotCancellation(PASS, 0, LATER);
        bytes32 kind = keccak256("SlotCancellation(uint32 serviceId,uint32 slot,uint64 deadline)");
        bytes memory signature = _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, cancellation)));
        vm.expectRevert(abi.encodeWithSelector(ITicketInventory.SlotPaidOut.selector, PASS, uint32(0)));
        tickets.cancelSlot(cancellation, officer, signature);
    }

    function test_capacity_never_falls_below_what_was_sold() external {
        _book(key, ADULT, 4, 9, 1, 4_000);
        ITicketInventory.Slot[] memory slots = new ITicketInventory.Slot[](1);
        slots[0] = _slotOf(9, 3);
        ITicketInventory.SlotsOpening memory opening =
            ITicketInventory.SlotsOpening(BOAT, keccak256(abi.encode(slots)), _nextNonce(), LATER);
        bytes32 kind = keccak256("SlotsOpening(uint32 serviceId,bytes32 slotsHash,uint256 nonce,uint64 deadline)");
        bytes memory signature = _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, opening)));
        vm.expectRevert(
            abi.encodeWithSelector(ITicketInventory.SlotCapacityBelowSold.selector, BOAT, uint32(9), uint32(4))
        );
        tickets.openSlots(opening, slots, officer, signature);
        _openSlot(BOAT, _slotOf(9, 4));
    }

    function test_a_ticket_is_paid_in_points_to_the_shop() external {
        _openShops();
        _createProgram(_terms(PROGRAM));
        uint256 lot = _lot(PROGRAM, points.today() + 30);
        IRegionalPoints.Chunk memory chunk = _chunk(0, guest, 5_000);
        _sendGrant(_issueOf(PROGRAM, points.today() + 30, 5_000, chunk), chunk);
        ITicketInventory.Fare memory fare = _fareOf(13, BOAT, 900, 1);
        (fare.programId, fare.merchantId) = (PROGRAM, SHOP);
        fare.detailsHash = keccak256(abi.encode(_detailsOf(fare)));
        _openFare(fare);
        ITicketInventory.Booking memory booking = _bookingOf(13, 2, 9, 1, guest, 1_800);
        IRegionalPoints.Payment memory payment =
            _payment(guest, SHOP, lot, 1_800, uint256(tickets.hashBooking(booking)));
        bytes memory signature = _signPayment(key, payment);
        tickets.bookWithPoints(booking, payment, signature);
        assertEq(points.takingsOf(shop, lot), 1_800, "the shop took them");
        assertEq(tickets.balanceOf(guest, _idOf(13, 9)), 2, "tickets");
        booking.quantities[0] = 1;
        vm.expectRevert(abi.encodeWithSelector(ITicketInventory.BookingPaymentMismatch.selector));
        tickets.bookWithPoints(booking, payment, signature);
    }

    function test_a_free_ticket_is_booked_once_by_its_buyer() external {
        _openFare(_fareOf(14, BOAT, 0, 1));
        ITicketInventory.Booking memory booking = _bookingOf(14, 1, 9, 1, guest, 0);
        bytes32 id = tickets.hashBooking(booking);
        bytes memory foreign = _signDigest(_holderKey(1), id);
        (bool done,) = address(tickets).call(abi.encodeCall(tickets.book, (booking, foreign)));
        assertTrue(!done, "booked by another");
        tickets.book(booking, _signDigest(key, id));
        bytes memory again = _signDigest(key, id);
        vm.expectRevert(abi.encodeWithSelector(ITicketInventory.BookingPaidAlready.selector, id));
        tickets.book(booking, again);
    }

    function test_the_operator_alone_names_the_addresses_of_metadata() external {
        vm.prank(owner);
        tickets.setURIs("https://example.jp/tickets/{id}", "https://example.jp/tickets");
        assertEq(tickets.uri(1), "https://example.jp/tickets/{id}", "of a ticket");
        assertEq(tickets.contractURI(), "https://example.jp/tickets", "of the inventory");
        vm.prank(officer);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, officer));
        tickets.setURIs("https://example.com/{id}", "");
    }

    function test_interfaces_of_the_standards() external view {
        assertTrue(tickets.supportsInterface(0xd9b67a26), "ERC-1155");
        assertTrue(tickets.supportsInterface(0x0e89341c), "ERC-1155 metadata");
        assertTrue(tickets.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(!tickets.supportsInterface(0xffffffff), "none");
    }

    function _startOf(uint32 serviceId, uint32 slot) private view returns (uint64) {
        (ITicketInventory.Slot memory found,,,) = tickets.slotOf(serviceId, slot);
        return found.startsAt;
    }

    function _refuse(ITicketInventory.Booking memory booking, bytes memory reason) private {
        bytes memory signature = _authorizeBooking(key, booking);
        vm.expectRevert(reason);
        tickets.book(booking, signature);
    }

    function _refuseAdmission(uint256 id, uint8 leg, uint32 units, uint64 place, bytes memory reason) private {
        ITicketInventory.Admission memory admission =
            ITicketInventory.Admission(id, guest, leg, units, place, LATER);
        bytes memory signature = _signAdmission(key, admission);
        vm.expectRevert(reason);
        tickets.admit(admission, signature);
    }
}
