// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {GasRecords} from "./support/GasRecords.sol";
import {TicketActs} from "./support/TicketActs.sol";
import {TokenActs} from "./support/TokenActs.sol";
import {TradeActs} from "./support/TradeActs.sol";

/// @title What resale, redemption, bids and tickets cost in all, each a transaction of its own, against its budget
/// forge-config: default.isolate = true
/// forge-config: long.isolate = true
contract TradeGasTest is TradeActs, TicketActs, TokenActs, GasRecords {
    Collection internal card;
    Collection internal right;

    function setUp() external {
        _deploy();
        card = _createCollection(false, false);
        right = _createCollection(_rightTerms());
        _setFee(250);
        for (uint256 i = 0; i < 4; ++i) _fund(_holder(i), 100_000);
        _fund(feePurse, 1);
        uint64 cards = _open(_listingOf(card, 1_000, 100, 0));
        uint64 rights = _open(_listingOf(right, 1_000, 100, 0));
        for (uint256 i = 0; i < 2; ++i) {
            _buy(_holderKey(i), _purchase(cards, _holder(i), 1, 1_000, i));
            _buy(_holderKey(i), _purchase(rights, _holder(i), 1, 1_000, i));
        }
    }

    function test_resale_to_somebody_without_one() external {
        _resell(_holderKey(0), _askOf(card, 1, 1_000), _holderKey(2));
        _record("resale with royalty and fee, the buyer's first of the series", _used(), 125_000);
    }

    function test_resale_to_somebody_with_one() external {
        _resell(_holderKey(0), _askOf(card, 1, 1_000), _holderKey(1));
        _record("resale with royalty and fee", _used(), 125_000);
    }

    function test_resale_of_a_right_that_may_be_lent() external {
        _resell(_holderKey(0), _askOf(right, 1, 1_000), _holderKey(1));
        _record("resale of a right that may be lent", _used(), 125_000);
    }

    function test_redemption() external {
        _redeem(_holderKey(0), right, 1, 77, 1);
        _record("redemption of a right", _used(), 60_000);
    }

    function test_bid() external {
        _openAuction(_auctionOf(right, 1));
        _placeBid(_holderKey(0), 1, 10_000);
        _placeBid(_holderKey(1), 1, 11_000);
        _record("bid that outbids another", _used(), 130_000);
    }

    function test_booking() external {
        _deployTickets();
        _openSlot(BOAT, _slotOf(9, 50));
        _book(_holderKey(0), ADULT, 1, 9, 1, 1_000);
        _book(_holderKey(1), ADULT, 2, 9, 1, 2_000);
        _record("tickets of one departure, booked in yen", _used(), 150_000);
    }

    function test_stay() external {
        _deployTickets();
        for (uint32 day = 9; day < 12; ++day) _openSlot(INN, _slotOf(day, 5));
        _book(_holderKey(0), NIGHT, 1, 9, 3, 24_000);
        _book(_holderKey(1), NIGHT, 1, 9, 3, 24_000);
        _record("stay of three nights, booked in yen", _used(), 230_000);
    }

    function test_community_tokens() external {
        _deploySale();
        _open(_offeringOf(1, 100, 50));
        _record("sale of a community token opened", _used(), 2_500_000);
        _buyTokens(_holderKey(0), 1, 3);
        _buyTokens(_holderKey(1), 1, 3);
        _record("community tokens, a buyer's first, split three ways", _used(), 250_000);
        _buyTokens(_holderKey(1), 1, 2);
        _record("community tokens, bought again", _used(), 200_000);
    }

    function test_admission() external {
        _deployTickets();
        _openSlot(PASS, _openSlotOf(50));
        _book(_holderKey(0), ROUND_TRIP, 2, 0, 1, 6_000);
        _admit(_holderKey(0), _idOf(ROUND_TRIP, 0), 0, 1);
        _record("admission by a ticket", _used(), 60_000);
    }
}
