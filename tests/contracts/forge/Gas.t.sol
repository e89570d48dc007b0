// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IRegionGovernor} from "contracts/interfaces/IRegionGovernor.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {DaoActs} from "./support/DaoActs.sol";
import {DropActs} from "./support/DropActs.sol";
import {GasRecords} from "./support/GasRecords.sol";

/// @title What transactions cost in all (base fee of 21,000 and calldata included, refunds taken off), each against its
/// budget
/// @notice Every call is a transaction of its own, so storage is cold as in real life.
/// forge-config: default.isolate = true
/// forge-config: long.isolate = true
contract GasTest is DropActs, DaoActs, GasRecords {
    uint256 internal id;

    function setUp() external {
        _deploy();
        _openShops();
        _found();
        _createProgram(_terms(PROGRAM));
        id = _lot(PROGRAM, points.today() + 30);
    }

    function test_payments_in_a_batch_of_50_by_people_who_paid_before() external {
        _grantMany(50);
        _payMany(50, 0);
        uint256 gas = _payMany(50, 1);
        _record("payment, each in a batch of 50, paid before", gas / 50, 24_000);
    }

    function test_first_payments_in_a_batch_of_50() external {
        _grantMany(51);
        _payOne(50, 0); // the shop's own word exists, as it does after its first customer
        uint256 gas = _payMany(50, 0);
        _record("payment, each in a batch of 50, first", gas / 50, 42_000);
    }

    function test_payments_in_a_batch_of_50_beyond_the_nonces_of_the_purse() external {
        _grantMany(50);
        _payMany(50, 128);
        uint256 gas = _payMany(50, 129);
        _record("payment, each in a batch of 50, after 128 out of one lot", gas / 50, 29_500);
    }

    function test_payment_alone() external {
        _grantMany(1);
        _payOne(0, 0);
        _record("payment alone, paid before", _payOne(0, 1), 72_000);
    }

    function test_refund() external {
        _grantMany(1);
        IRegionalPoints.Payment memory payment = _payment(_holder(0), SHOP, id, 10, 0);
        _pay(_holderKey(0), payment);
        _refund(_holderKey(0), payment, 4, 0);
        _record("refund, the shop's first", _used(), 116_000);
    }

    function test_grant_to_500_new_holders() external {
        uint256 gas = _grantMany(500);
        assertAtMost(gas, 16_777_216, "most gas of one transaction (EIP-7825)");
        _record("grant, each of 500 new holders", gas / 500, 28_100);
    }

    function test_drop_to_a_million_people() external {
        _drop("drop", points.today() + 30, 50, 1_000, 14);
        _record("drop, published in all", _used(), 150_000);
    }

    function test_first_spends_out_of_a_drop_to_a_million_people() external {
        _grantMany(51);
        _payOne(50, 0);
        IRegionalPoints.Claim[] memory claims = _drop("drop", points.today() + 40, 50, 1_000, 14);
        points.claim(claims[49]);
        _record("payment, each in a batch of 49, first out of a drop", _payFromDrops(claims, 49) / 49, 73_000);
    }

    function test_card_that_votes() external {
        _warmPurses();
        uint256 gas = _buyOne(_holderKey(1), cardListing, 1);
        _record("card that votes, bought in yen, split three ways", gas, 210_000);
    }

    function test_right_without_votes() external {
        _warmPurses();
        uint64 listing = _open(_listingOf(_createCollection(false, false), 1_000, 100, 0));
        _record(
            "right without votes, which begins a word of 32 marks", _buyOne(_holderKey(2), listing, 1), 165_000
        );
        _record("right without votes, bought in yen, split three ways", _buyOne(_holderKey(1), listing, 1), 150_000);
    }

    function test_twenty_cards() external {
        _warmPurses();
        uint256 one = _buyOne(_holderKey(1), cardListing, 1);
        uint256 twenty = _buyOne(_holderKey(2), cardListing, 20);
        _record("each further card of one purchase", (twenty - one) / 19, 12_000);
    }

    function test_ballots_in_a_batch_of_50() external {
        for (uint256 i = 0; i < 50; ++i) _giveCards(i, 1);
        _skip(1);
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(address(1), 1, "pay"));
        _skip(DELAY + 1);
        uint256 gas = _voteMany(proposalId, 1, 1);
        (, uint256 inFavour,) = governor.proposalVotes(proposalId);
        assertEq(inFavour, 50, "votes");
        _record("ballot, each in a batch of 50", gas / 50, 52_000);
    }

    function test_changed_ballots_in_a_batch_of_50() external {
        for (uint256 i = 0; i < 50; ++i) _giveCards(i, 1);
        _skip(1);
        uint256 proposalId = _propose(_holderKey(0), _yenTransfer(address(1), 1, "pay #ballots=changeable"));
        _skip(DELAY + 1);
        uint256 first = _voteMany(proposalId, 1, 1);
        _record("ballot that may be changed, each in a batch of 50", first / 50, 52_000);
        _record("changed ballot, each in a batch of 50", _voteMany(proposalId, 0, 2) / 50, 52_000);
        (uint256 against, uint256 inFavour,) = governor.proposalVotes(proposalId);
        assertEq(against, 50, "moved");
        assertEq(inFavour, 0, "none stayed");
    }

    function _voteMany(uint256 proposalId, uint8 support, uint64 revision) private returns (uint256) {
        IRegionGovernor.Ballot[] memory ballots = new IRegionGovernor.Ballot[](50);
        bytes[] memory signatures = new bytes[](50);
        for (uint256 i = 0; i < 50; ++i) {
            ballots[i] = IRegionGovernor.Ballot(proposalId, support, _holder(i), revision);
            signatures[i] = _signBallot(_holderKey(i), ballots[i]);
        }
        governor.castBallots(ballots, signatures);
        return _used();
    }

    function _warmPurses() private {
        _giveCards(0, 1);
    }

    function _buyOne(uint256 key, uint64 listing, uint32 quantity) private returns (uint256) {
        address buyer = vm.addr(key);
        _fund(buyer, 1_000_000);
        IMarket.Purchase memory purchase = _purchase(listing, buyer, quantity, 1_000 * quantity, 1);
        _buy(key, purchase);
        return _used();
    }

    function _grantMany(uint256 count) private returns (uint256) {
        IRegionalPoints.Chunk memory chunk;
        chunk.holders = new address[](count);
        chunk.amounts = new uint64[](count);
        for (uint256 i = 0; i < count; ++i) (chunk.holders[i], chunk.amounts[i]) = (_holder(i), 1_000);
        IRegionalPoints.Issue memory issue =
            _issueOf(PROGRAM, points.today() + 30, uint64(count * 1_000), chunk);
        _sendGrant(issue, chunk);
        return _used();
    }

    function _payOne(uint256 index, uint256 nonce) private returns (uint256) {
        _pay(_holderKey(index), _payment(_holder(index), SHOP, id, 10, nonce));
        return _used();
    }

    function _payMany(uint256 count, uint256 nonce) private returns (uint256 gas) {
        IRegionalPoints.Payment[] memory payments = new IRegionalPoints.Payment[](count);
        bytes[] memory signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            payments[i] = _payment(_holder(i), SHOP, id, 10, nonce);
            payments[i].deadline = uint64(vm.getBlockTimestamp() + 300);
            signatures[i] = _signPayment(_holderKey(i), payments[i]);
        }
        points.payBatch(payments, signatures);
        gas = _used();
        for (uint256 i = 0; i < count; ++i) assertTrue(points.isNonceUsed(_holder(i), id, nonce), "paid");
    }

    function _payFromDrops(IRegionalPoints.Claim[] memory claims, uint256 count) private returns (uint256 gas) {
        IRegionalPoints.Payment[] memory payments = new IRegionalPoints.Payment[](count);
        bytes[] memory signatures = new bytes[](count);
        IRegionalPoints.Claim[][] memory with = new IRegionalPoints.Claim[][](count);
        for (uint256 i = 0; i < count; ++i) {
            payments[i] = _payment(_holder(i), SHOP, _lot(PROGRAM, points.today() + 40), 10, 0);
            payments[i].deadline = uint64(vm.getBlockTimestamp() + 300);
            signatures[i] = _signPayment(_holderKey(i), payments[i]);
            with[i] = _alone(claims[i]);
        }
        points.payBatchFromDrops(payments, signatures, with);
        gas = _used();
        for (uint256 i = 0; i < count; ++i) assertTrue(points.isNonceUsed(_holder(i), payments[0].ids[0], 0), "paid");
    }
}
