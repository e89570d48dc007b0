// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {ITicketInventory} from "../interfaces/ITicketInventory.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {YenShares} from "../yen/YenShares.sol";
import {TicketBookings} from "./TicketBookings.sol";
import {TicketServices} from "./TicketServices.sol";

/// @title Tickets and nights after they were booked: admitted, given, returned; takings paid (see ITicketInventory)
contract TicketInventory is TicketBookings {
    using UnorderedNonces for UnorderedNonces.Set;

    uint256 private constant _WHOLE = 10_000;
    bytes32 private constant _ADMISSION_TYPE =
        keccak256("Admission(uint256 id,address holder,uint8 leg,uint32 units,uint64 place,uint64 deadline)");
    bytes32 private constant _RETURN_TYPE = keccak256(
        "TicketReturn(uint256 id,address holder,uint32 quantity,uint64 leastRefund,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant _GIFT_TYPE = keccak256(
        "TicketGift(uint256 id,address from,address to,uint32 quantity,uint256 nonce,uint64 deadline)"
    );

    /// @param registry whose curators open services, slots and fares
    /// @param yen coin in which fares are paid
    /// @param points in which other fares are paid
    /// @param owner the platform operator, who names the address of metadata
    constructor(IMunicipalityRegistry registry, IYenToken yen, IRegionalPoints points, address owner)
        SignedActs("TicketInventory")
        TicketServices(registry)
        TicketBookings(points)
        YenShares(yen)
        Ownable(owner)
    {}

    /// @inheritdoc ITicketInventory
    function admit(Admission calldata admission, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_ADMISSION_TYPE, admission));
        _requireSigned(admission.holder, structHash, admission.deadline, signature);
        (Fare memory fare, FareDetails memory details) = _termsOf(uint32(admission.id >> 32));
        if (admission.leg >= fare.legs || admission.units == 0) revert AdmissionInvalid();
        uint64 place = details.places[admission.leg];
        if (place != 0 && place != admission.place) revert AdmissionElsewhere(place);
        SlotWord memory word = _slots[fare.serviceId][uint32(admission.id)];
        if (word.cancelled) revert SlotIsCancelled(fare.serviceId, uint32(admission.id));
        bool isEarly = block.timestamp < word.admitsFrom;
        if (isEarly || block.timestamp >= word.endsAt) revert AdmissionNotNow(word.admitsFrom, word.endsAt);
        _markUsed(admission.holder, admission.id, admission.leg, admission.units);
        emit Admitted(admission.id, admission.holder, admission.place, admission.leg, admission.units);
    }

    /// @inheritdoc ITicketInventory
    function returnTickets(TicketReturn calldata ticketReturn, bytes calldata signature) external nonReentrant {
        (uint256 id, address holder) = (ticketReturn.id, ticketReturn.holder);
        uint32 quantity = ticketReturn.quantity;
        _requireSigned(holder, keccak256(abi.encode(_RETURN_TYPE, ticketReturn)), ticketReturn.deadline, signature);
        _nonces.use(holder, ticketReturn.nonce);
        if (quantity == 0) revert BookingInvalid();
        (Fare memory fare, uint64 each) = _refundOf(id);
        uint256 refund = uint256(each) * quantity;
        if (refund < ticketReturn.leastRefund || refund > type(uint64).max) revert RefundTooLow(id, uint64(refund));
        _burn(holder, id, quantity);
        _slots[fare.serviceId][uint32(id)].sold -= uint32(fare.seats) * quantity;
        emit TicketsReturned(id, holder, quantity, uint64(refund), fare.programId);
        _takings[id].outstanding -= quantity;
        if (fare.programId != 0) return; // the merchant refunds the points
        _takings[id].yenHeld -= uint64(refund);
        _send(holder, refund);
    }

    /// @inheritdoc ITicketInventory
    function give(TicketGift calldata gift, bytes calldata signature) external nonReentrant {
        _requireSigned(gift.from, keccak256(abi.encode(_GIFT_TYPE, gift)), gift.deadline, signature);
        _nonces.use(gift.from, gift.nonce);
        _transfer(gift.from, gift.to, gift.id, gift.quantity);
        emit TicketsGiven(gift.id, gift.from, gift.to, gift.quantity);
        ERC1155Utils.checkOnERC1155Received(msg.sender, gift.from, gift.to, gift.id, gift.quantity, "");
    }

    /// @inheritdoc ITicketInventory
    function payTakings(uint256 id) external nonReentrant {
        (Fare memory fare, FareDetails memory details) = _termsOf(uint32(id >> 32));
        SlotWord storage word = _slots[fare.serviceId][uint32(id)];
        uint64 dueAt = word.cancelled ? 0 : _dueAt(word, details.refunds);
        if (block.timestamp < dueAt || word.endsAt == 0) revert TakingsNotDue(id, dueAt);
        Takings memory takings = _takings[id];
        uint64 kept = word.cancelled ? _priceOf(fare, word) * takings.outstanding : 0;
        if (fare.programId != 0) kept = 0;
        uint64 amount = takings.yenHeld - kept;
        _takings[id].yenHeld = kept;
        if (!word.cancelled && !word.paidOut) word.paidOut = true;
        emit TakingsPaid(id, amount);
        _share(bytes32(id), details.splits, amount);
    }

    /// @inheritdoc ITicketInventory
    function refundOf(uint256 id) external view returns (uint64 refund) {
        (, refund) = _refundOf(id);
    }

    function _refundOf(uint256 id) private view returns (Fare memory fare, uint64 refund) {
        FareDetails memory details;
        (fare, details) = _termsOf(uint32(id >> 32));
        SlotWord memory word = _slots[fare.serviceId][uint32(id)];
        uint64 price = _priceOf(fare, word);
        if (word.cancelled) return (fare, price);
        uint256 begin = _beginOf(word);
        for (uint256 i = 0; i < details.refunds.length; ++i) {
            RefundRule memory rule = details.refunds[i];
            if (block.timestamp + rule.secondsBefore < begin) {
                return (fare, uint64((uint256(price) * rule.basisPoints) / _WHOLE));
            }
        }
    }

    /// @dev From when nothing can be asked back: after the last refund rule, and a dated slot's start, before which it
    /// may be called off.
    function _dueAt(SlotWord memory word, RefundRule[] memory refunds) private pure returns (uint64) {
        if (word.startsAt != 0) return word.startsAt;
        uint64 last = refunds.length == 0 ? word.endsAt : refunds[refunds.length - 1].secondsBefore;
        return last < word.endsAt ? word.endsAt - last : 0;
    }
}
