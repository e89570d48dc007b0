// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITicketInventory} from "contracts/interfaces/ITicketInventory.sol";
import {TicketActs} from "./support/TicketActs.sol";

/// @title Three people book, ride, give and return tickets of a boat, which is called off and paid out, in any order
contract TicketLife is TicketActs {
    uint256 internal constant PEOPLE = 3;
    uint32 internal constant DAYS = 3;
    uint32 internal constant CAPACITY = 9;

    constructor() {
        _deploy();
        _deployTickets();
        for (uint256 i = 0; i < PEOPLE; ++i) _fund(_holder(i), 1_000_000);
        for (uint32 day = 0; day < DAYS; ++day) _openSlot(BOAT, _slotOf(_dayOf(day), CAPACITY));
    }

    function book(uint256 person, uint32 fare, uint32 day, uint16 quantity) external {
        person %= PEOPLE;
        quantity = uint16(bound(quantity, 1, 4));
        fare = ADULT + (fare % 2);
        uint64 price = fare == ADULT ? 1_000 : 500;
        ITicketInventory.Booking memory booking =
            _bookingOf(fare, quantity, _dayOf(day), 1, _holder(person), price * quantity);
        try tickets.book(booking, _authorizeBooking(_holderKey(person), booking)) {} catch {}
    }

    function admit(uint256 person, uint32 fare, uint32 day, uint32 units) external {
        person %= PEOPLE;
        uint256 id = _idOf(ADULT + (fare % 2), _dayOf(day));
        ITicketInventory.Admission memory admission =
            ITicketInventory.Admission(id, _holder(person), 0, units % 16, PIER, LATER);
        try tickets.admit(admission, _signAdmission(_holderKey(person), admission)) {} catch {}
    }

    function giveAway(uint256 person, uint256 to, uint32 fare, uint32 day, uint32 quantity) external {
        person %= PEOPLE;
        uint256 id = _idOf(ADULT + (fare % 2), _dayOf(day));
        ITicketInventory.TicketGift memory gift = ITicketInventory.TicketGift(
            id, _holder(person), _holder(to % PEOPLE), uint32(bound(quantity, 1, 3)), _nextNonce(), LATER
        );
        try tickets.give(gift, _signGift(_holderKey(person), gift)) {} catch {}
    }

    function giveBack(uint256 person, uint32 fare, uint32 day, uint32 quantity) external {
        person %= PEOPLE;
        uint256 id = _idOf(ADULT + (fare % 2), _dayOf(day));
        ITicketInventory.TicketReturn memory back = ITicketInventory.TicketReturn(
            id, _holder(person), uint32(bound(quantity, 1, 3)), 0, _nextNonce(), LATER
        );
        try tickets.returnTickets(back, _signReturn(_holderKey(person), back)) {} catch {}
    }

    function callOff(uint32 day, uint256 chance) external {
        if (chance % 8 != 0) return;
        ITicketInventory.SlotCancellation memory cancellation =
            ITicketInventory.SlotCancellation(BOAT, _dayOf(day), LATER);
        bytes32 kind = keccak256("SlotCancellation(uint32 serviceId,uint32 slot,uint64 deadline)");
        bytes memory signature = _signTicket(OFFICER_KEY, keccak256(abi.encode(kind, cancellation)));
        try tickets.cancelSlot(cancellation, officer, signature) {} catch {}
    }

    function payTakings(uint32 fare, uint32 day) external {
        try tickets.payTakings(_idOf(ADULT + (fare % 2), _dayOf(day))) {} catch {}
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 12 hours));
    }

    function isCapacityKept() external view returns (bool) {
        for (uint32 day = 0; day < DAYS; ++day) {
            (, uint32 sold,,) = tickets.slotOf(BOAT, _dayOf(day));
            uint256 held = 0;
            for (uint256 i = 0; i < PEOPLE; ++i) {
                held += tickets.balanceOf(_holder(i), _idOf(ADULT, _dayOf(day)));
                held += tickets.balanceOf(_holder(i), _idOf(CHILD, _dayOf(day)));
            }
            if (held != sold || sold > CAPACITY) return false;
        }
        return true;
    }

    function isUseKept() external view returns (bool) {
        for (uint32 day = 0; day < DAYS; ++day) {
            for (uint256 i = 0; i < PEOPLE; ++i) {
                uint256 id = _idOf(ADULT, _dayOf(day));
                uint32 used = tickets.usedOf(id, _holder(i), 0);
                uint256 count = 0;
                for (; used != 0; used &= used - 1) ++count;
                if (count > tickets.balanceOf(_holder(i), id)) return false;
            }
        }
        return true;
    }

    /// @return held by the contract
    /// @return noted as takings
    /// @return due to holders if all gave their tickets back now
    function escrow() external view returns (uint256 held, uint256 noted, uint256 due) {
        held = yen.balanceOf(address(tickets));
        for (uint32 day = 0; day < DAYS; ++day) {
            for (uint32 fare = ADULT; fare <= CHILD; ++fare) {
                uint256 id = _idOf(fare, _dayOf(day));
                noted += tickets.takingsOf(id);
                uint256 refund = tickets.refundOf(id);
                for (uint256 i = 0; i < PEOPLE; ++i) due += refund * tickets.balanceOf(_holder(i), id);
            }
        }
    }

    function _dayOf(uint32 day) private pure returns (uint32) {
        return 3 + 4 * (day % DAYS);
    }
}

/// @title What holds for tickets whatever people do
/// forge-config: default.invariant.runs = 16
contract TicketInvariants {
    TicketLife internal life;

    function setUp() external {
        life = new TicketLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_capacity_is_never_exceeded() external view {
        require(life.isCapacityKept(), "capacity");
    }

    function invariant_nobody_uses_more_than_they_hold() external view {
        require(life.isUseKept(), "uses");
    }

    function invariant_escrow_covers_every_refund() external view {
        (uint256 held, uint256 noted, uint256 due) = life.escrow();
        require(held == noted, "held");
        require(due <= held, "covered");
    }
}
