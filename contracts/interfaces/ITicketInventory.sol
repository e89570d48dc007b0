// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "./IRegionalPoints.sol";
import {IShares} from "./IShares.sol";

/// @title Tickets (チケット) and lodging nights (宿泊), an ERC-1155 whose token id is (fare, slot)
/// @notice id = fareId << 32 | slot. A service (a boat line, a type of room) has slots (a departure, a night, or one
/// slot for open tickets), each with a capacity that all fares of the service share (adult, child, with breakfast). What
/// is paid in yen stays here until nothing of it can be asked back, then goes to the payees of the fare. A ticket of several
/// legs is cancelled (消込) once for each of them.
interface ITicketInventory is IShares {
    /// @notice Signed by a Curator of `municipality`. EIP-712 type `Service`.
    struct Service {
        uint32 serviceId; // chosen by the caller, unused so far, not 0
        uint32 municipality;
        uint64 deadline;
    }

    struct Slot {
        uint32 slot; // number, as a day or a departure
        uint32 capacity; // seats, beds, rooms
        uint32 priceBasisPoints; // of the fares' prices: 10,000 = as they say
        uint64 startsAt; // unix seconds; booked before then; 0 = open ticket, booked until the end
        uint64 admitsFrom;
        uint64 endsAt; // admitted before then
    }

    /// @notice Opens slots, or changes the capacity of those that are open. Signed by a Curator. EIP-712 type
    /// `SlotsOpening` with keccak256(abi.encode(slots)) as `slotsHash`.
    struct SlotsOpening {
        uint32 serviceId;
        bytes32 slotsHash;
        uint256 nonce; // unordered, per officer
        uint64 deadline;
    }

    /// @notice Calls a slot off before it starts: every ticket is returned in full. Signed by a Curator. EIP-712 type
    /// `SlotCancellation`.
    struct SlotCancellation {
        uint32 serviceId;
        uint32 slot;
        uint64 deadline;
    }

    /// @notice Signed by a Curator. EIP-712 type `Fare` with keccak256(abi.encode(details)) as `detailsHash`. Its terms
    /// never change.
    struct Fare {
        uint32 fareId; // chosen by the caller, unused so far, not 0
        uint32 serviceId;
        uint64 price; // of one slot, in yen or points; 0 = free
        uint32 programId; // paid in points of this program; 0 = paid in yen
        uint64 merchantId; // takes the points
        uint8 seats; // of the slot's capacity that a ticket takes
        uint8 legs; // 1 to 7
        uint16 leastSlots; // minimum stay; 0 or 1 = none
        uint32 transferCutOff; // seconds before the start; the largest number = not transferable
        bytes32 detailsHash;
        uint64 deadline;
    }

    struct RefundRule {
        uint32 secondsBefore; // the start, or the end of an open ticket
        uint16 basisPoints; // of the price that is given back until then
    }

    struct FareDetails {
        Split[] splits; // empty for points
        uint64[] places; // merchant id for each leg; 0 = anywhere
        RefundRule[] refunds; // secondsBefore descending; empty = no refund
    }

    /// @notice Takes a fare off sale, or puts it back. Signed by a Curator. EIP-712 type `FareClosing`.
    struct FareClosing {
        uint32 fareId;
        bool closed;
        uint256 nonce; // unordered, per officer
        uint64 deadline;
    }

    /// @notice All of it or nothing: each fare in its quantity, for `slots` consecutive slots. EIP-712 type `Booking`.
    /// hashBooking(booking) is the nonce of the buyer's ERC-3009 ReceiveWithAuthorization (to = this contract, value =
    /// total, validAfter = 0), or, as a number, of the buyer's points payment.
    struct Booking {
        uint32[] fareIds; // all of one service, paid alike
        uint16[] quantities;
        uint32 firstSlot;
        uint16 slots;
        address buyer;
        address recipient;
        uint64 total;
        uint64 validBefore; // unix seconds
        bytes32 salt;
    }

    /// @notice Cancels a leg of some of a holder's tickets at a place. Signed by the holder. EIP-712 type `Admission`.
    /// `units` has a bit for each ticket, numbered by the holder from 0; each works once for each leg.
    struct Admission {
        uint256 id;
        address holder;
        uint8 leg; // from 0
        uint32 units;
        uint64 place; // merchant id
        uint64 deadline;
    }

    /// @notice Gives unused tickets back by the fare's rules. Signed by the holder. EIP-712 type `TicketReturn`.
    struct TicketReturn {
        uint256 id;
        address holder;
        uint32 quantity;
        uint64 leastRefund; // yen or points
        uint256 nonce; // unordered, per holder
        uint64 deadline;
    }

    /// @notice Hands unused tickets to somebody. Signed by the holder. EIP-712 type `TicketGift`.
    struct TicketGift {
        uint256 id;
        address from;
        address to;
        uint32 quantity;
        uint256 nonce; // unordered, per holder
        uint64 deadline;
    }

    event ServiceOpened(uint32 indexed serviceId, uint32 indexed municipality);
    event SlotOpened(
        uint32 indexed serviceId,
        uint32 indexed slot,
        uint32 capacity,
        uint32 priceBasisPoints,
        uint64 startsAt,
        uint64 admitsFrom,
        uint64 endsAt
    );
    event SlotCapacityChanged(uint32 indexed serviceId, uint32 indexed slot, uint32 capacity);
    event SlotCancelled(uint32 indexed serviceId, uint32 indexed slot);
    event FareOpened(
        uint32 indexed fareId,
        uint32 indexed serviceId,
        uint64 price,
        uint32 programId,
        uint64 merchantId,
        uint8 seats,
        uint8 legs,
        uint16 leastSlots,
        uint32 transferCutOff
    );
    event FareClosed(uint32 indexed fareId, bool closed);
    event Booked(
        bytes32 indexed bookingId,
        uint32 indexed serviceId,
        address indexed buyer,
        address recipient,
        uint32[] fareIds,
        uint16[] quantities,
        uint32 firstSlot,
        uint16 slots,
        uint64 total
    );
    event Admitted(
        uint256 indexed id, address indexed holder, uint64 indexed place, uint8 leg, uint32 units
    );
    event TicketsReturned(uint256 indexed id, address indexed holder, uint32 quantity, uint64 refund, uint32 programId);
    event TicketsGiven(uint256 indexed id, address indexed from, address indexed to, uint32 quantity);
    event ContractURIUpdated(); // ERC-7572
    event TakingsPaid(uint256 indexed id, uint64 amount);

    error ServiceUnknown(uint32 serviceId);
    error ServiceExists(uint32 serviceId);
    error SlotInvalid(uint32 slot);
    error SlotsMismatch();
    error SlotNotOpen(uint32 serviceId, uint32 slot);
    error SlotTermsFixed(uint32 serviceId, uint32 slot);
    error SlotCapacityBelowSold(uint32 serviceId, uint32 slot, uint32 sold);
    error SlotFull(uint32 serviceId, uint32 slot, uint32 left);
    error SlotIsCancelled(uint32 serviceId, uint32 slot);
    error SlotIsOver(uint32 serviceId, uint32 slot);
    error SlotPaidOut(uint32 serviceId, uint32 slot);
    error FareUnknown(uint32 fareId);
    error FareExists(uint32 fareId);
    error FareInvalid();
    error FareIsClosed(uint32 fareId);
    error BookingInvalid();
    error BookingTooShort(uint32 fareId, uint16 leastSlots);
    error BookingTotalMismatch(uint256 expected, uint64 given);
    error BookingPaymentMismatch();
    error BookingPaidAlready(bytes32 bookingId);
    error AdmissionInvalid();
    error AdmissionElsewhere(uint64 place);
    error AdmissionNotNow(uint64 admitsFrom, uint64 endsAt);
    error TicketUsed(uint256 id, uint8 leg, uint32 units);
    error TicketsNotHeld(uint256 id, address holder, uint256 unused);
    error TicketsNotTransferable(uint256 id);
    error RefundTooLow(uint256 id, uint64 refund);
    error TakingsNotDue(uint256 id, uint64 dueAt);

    function openService(Service calldata service, address officer, bytes calldata signature) external;
    function openSlots(
        SlotsOpening calldata opening,
        Slot[] calldata slots,
        address officer,
        bytes calldata signature
    ) external;
    function cancelSlot(SlotCancellation calldata cancellation, address officer, bytes calldata signature) external;
    function openFare(
        Fare calldata fare,
        FareDetails calldata details,
        address officer,
        bytes calldata signature
    ) external;
    function closeFare(FareClosing calldata closing, address officer, bytes calldata signature) external;

    /// @param authorization the buyer's signature over the yen token's ReceiveWithAuthorization
    function book(Booking calldata booking, bytes calldata authorization) external;

    /// @notice Books fares paid in points. The payment's nonce is the booking's id.
    function bookWithPoints(
        Booking calldata booking,
        IRegionalPoints.Payment calldata payment,
        bytes calldata signature
    ) external;

    function admit(Admission calldata admission, bytes calldata signature) external;
    function returnTickets(TicketReturn calldata ticketReturn, bytes calldata signature) external;
    function give(TicketGift calldata gift, bytes calldata signature) external;

    /// @notice Divides what was taken for a fare and slot, once nothing of it can be asked back. Of a slot that was
    /// called off, what its tickets do not return. Anybody may call it.
    function payTakings(uint256 id) external;

    /// @notice Sets the address of a ticket's metadata, with `{id}` in it, and of the inventory's as a whole (ERC-7572).
    /// Owner only.
    function setURIs(string calldata uri_, string calldata contractURI_) external;

    function contractURI() external view returns (string memory);
    function hashBooking(Booking calldata booking) external view returns (bytes32);
    function slotOf(uint32 serviceId, uint32 slot)
        external
        view
        returns (Slot memory found, uint32 sold, bool isCancelled, bool isPaidOut);
    function fareOf(uint32 fareId) external view returns (Fare memory fare, FareDetails memory details, bool isClosed);

    /// @notice Yen held for a fare and slot.
    function takingsOf(uint256 id) external view returns (uint64);

    /// @notice Which of a holder's tickets have a leg cancelled, one bit each.
    function usedOf(uint256 id, address holder, uint8 leg) external view returns (uint32);

    /// @notice What a ticket given back now returns, of its price.
    function refundOf(uint256 id) external view returns (uint64);
}
