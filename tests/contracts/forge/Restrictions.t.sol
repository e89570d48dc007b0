// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IIdentityRegistry} from "contracts/interfaces/IIdentityRegistry.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {VerifiedAccounts} from "contracts/mocks/VerifiedAccounts.sol";
import {MarketActs} from "./support/MarketActs.sol";

/// @title Listings for some people alone: verified, residents, from outside, holders, winners of a lottery
contract RestrictionsTest is MarketActs {
    Collection internal card;
    VerifiedAccounts internal people;
    IMarket.Restriction internal none;
    bytes32[] internal noProof;
    address internal buyer = _holder(0);
    uint256 internal key = _holderKey(0);

    function setUp() external {
        _deploy();
        card = _createCollection(false, false);
        people = new VerifiedAccounts();
        vm.prank(owner);
        market.setIdentityRegistry(IIdentityRegistry(address(people)));
        for (uint256 i = 0; i < 3; ++i) _fund(_holder(i), 10_000);
    }

    function test_who_is_verified_buys() external {
        IMarket.Restriction memory restriction = none;
        restriction.verified = true;
        uint64 number = _openRestricted(restriction, 0);
        _refuse(number, buyer, abi.encodeWithSelector(IMarket.BuyerUnverified.selector, buyer));
        people.set(buyer, true);
        assertEq(_buyRestricted(key, number, 1, noProof), 1, "bought");
    }

    function test_residents_buy_and_people_from_outside_do() external {
        IMarket.Restriction memory restriction = none;
        restriction.residents = true;
        uint64 inside = _openRestricted(restriction, 0);
        restriction = none;
        restriction.outsideArea = BOTH;
        uint64 outside = _openRestricted(restriction, 0);
        _refuse(inside, buyer, abi.encodeWithSelector(IMarket.BuyerNotResident.selector, buyer, UDA));
        _refuse(outside, buyer, abi.encodeWithSelector(IMarket.BuyerUnverified.selector, buyer));
        people.set(buyer, true);
        assertEq(_buyRestricted(key, outside, 1, noProof), 1, "from outside");
        people.settle(buyer, UDA, BOTH, true);
        _refuse(outside, buyer, abi.encodeWithSelector(IMarket.BuyerLivesInArea.selector, buyer, BOTH));
        assertEq(_buyRestricted(key, inside, 1, noProof), 2, "resident");
    }

    function test_holders_of_another_series_buy() external {
        Collection other = _createCollection(true, false);
        uint64 otherListing = _open(_listingOf(other, 10, 10, 0));
        IMarket.Restriction memory restriction = none;
        restriction.holding = address(other);
        uint64 number = _openRestricted(restriction, 0);
        _refuse(number, buyer, abi.encodeWithSelector(IMarket.BuyerHoldsNone.selector, buyer, address(other)));
        _buy(key, _purchase(otherListing, buyer, 1, 10, 7));
        assertEq(_buyRestricted(key, number, 1, noProof), 1, "bought");
    }

    function test_a_person_with_two_accounts_has_one_limit() external {
        IMarket.Restriction memory restriction = none;
        restriction.perPerson = true;
        uint64 number = _openRestricted(restriction, 2);
        _refuse(number, buyer, abi.encodeWithSelector(IMarket.BuyerUnverified.selector, buyer));
        people.setPerson(buyer, "same");
        people.setPerson(_holder(1), "same");
        people.setPerson(_holder(2), "another");
        _buyRestricted(key, number, 2, noProof);
        _refuse(number, _holder(1), abi.encodeWithSelector(IMarket.ListingLimitPerBuyer.selector, number, uint32(2)));
        _buyRestricted(_holderKey(2), number, 2, noProof);
        assertEq(market.boughtBy(number, bytes32("same")), 2, "of the person");
    }

    function test_winners_buy_with_their_proof_and_nobody_else() external {
        bytes32[] memory proof = new bytes32[](1);
        IMarket.Restriction memory restriction = none;
        (proof[0], restriction.winnersRoot) = (_leaf(_holder(1)), _pair(_leaf(buyer), _leaf(_holder(1))));
        uint64 number = _openRestricted(restriction, 1);
        assertEq(_buyRestricted(key, number, 1, proof), 1, "the winner");
        bytes memory refusal = abi.encodeWithSelector(IMarket.BuyerNotChosen.selector, number, _holder(2));
        _refuse(number, _holder(2), refusal);
        IMarket.Purchase memory stolen = _purchase(number, _holder(2), 1, 100, 9);
        bytes memory authorization = _authorize(_holderKey(2), stolen);
        vm.expectRevert(refusal);
        market.buyRestricted(stolen, authorization, proof);
    }

    function test_a_restricted_listing_sells_by_its_own_door_and_to_oneself() external {
        IMarket.Restriction memory restriction = none;
        restriction.verified = true;
        uint64 number = _openRestricted(restriction, 0);
        people.set(buyer, true);
        IMarket.Purchase memory purchase = _purchase(number, buyer, 1, 100, 1);
        bytes memory authorization = _authorize(key, purchase);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ListingIsRestricted.selector, number));
        market.buy(purchase, authorization);
        purchase.recipient = _holder(1);
        authorization = _authorize(key, purchase);
        vm.expectRevert(abi.encodeWithSelector(IMarket.PurchaseForAnother.selector, _holder(1)));
        market.buyRestricted(purchase, authorization, noProof);
        uint64 free = _open(_listingOf(card, 100, 5, 0));
        purchase = _purchase(free, buyer, 1, 100, 1);
        authorization = _authorize(key, purchase);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ListingIsUnrestricted.selector, free));
        market.buyRestricted(purchase, authorization, noProof);
    }

    function test_restrictions_that_make_no_sense_are_refused() external {
        bytes memory refusal = abi.encodeWithSelector(IMarket.ListingInvalid.selector);
        IMarket.Restriction memory restriction = none;
        _refuseOpening(restriction, 1, refusal);
        restriction.perPerson = true;
        _refuseOpening(restriction, 0, refusal);
        restriction = none;
        restriction.outsideArea = 99;
        _refuseOpening(restriction, 0, refusal);
        restriction = none;
        restriction.holding = address(people);
        _refuseOpening(restriction, 0, abi.encodeWithSelector(IMarket.CollectionUnknown.selector, address(people)));
    }

    function test_a_changed_restriction_is_not_what_was_signed() external {
        IMarket.Restriction memory restriction = none;
        restriction.verified = true;
        IMarket.Listing memory listing = _listingOf(card, 100, 10, 0);
        bytes memory signature = _signRestricted(listing, restriction);
        restriction = none;
        restriction.holding = address(card);
        (bool done,) = address(market)
            .call(
                abi.encodeCall(
                    market.openRestrictedListing, (listing, _threeWays(), restriction, officer, signature)
                )
            );
        assertTrue(!done, "opened for others");
    }

    function test_a_lottery_is_fixed_once_by_its_own_town() external {
        IMarket.Lottery memory lottery = IMarket.Lottery(1, address(card), keccak256("seed"), keccak256("all"), 9, LATER);
        bytes memory foreign = _signLottery(MUKAWA_OFFICER_KEY, lottery);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        market.fixLottery(lottery, mukawaOfficer, foreign);
        bytes memory signature = _signLottery(OFFICER_KEY, lottery);
        market.fixLottery(lottery, officer, signature);
        assertEq(market.lotteryOf(1), block.number, "fixed in this block");
        vm.expectRevert(abi.encodeWithSelector(IMarket.LotteryExists.selector, uint64(1)));
        market.fixLottery(lottery, officer, signature);
        lottery.lotteryId = 2;
        lottery.entries = 0;
        signature = _signLottery(OFFICER_KEY, lottery);
        vm.expectRevert(abi.encodeWithSelector(IMarket.LotteryInvalid.selector));
        market.fixLottery(lottery, officer, signature);
    }

    function test_a_lottery_called_off_is_never_fixed() external {
        IMarket.Lottery memory lottery = IMarket.Lottery(5, address(card), keccak256("seed"), keccak256("all"), 9, LATER);
        IMarket.LotteryCancellation memory end = IMarket.LotteryCancellation(5, address(card), LATER);
        bytes memory foreign = _signEnd(MUKAWA_OFFICER_KEY, end);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        market.cancelLottery(end, mukawaOfficer, foreign);
        bytes memory signature = _signEnd(OFFICER_KEY, end);
        market.cancelLottery(end, officer, signature);
        assertEq(market.lotteryOf(5), type(uint64).max, "called off");
        vm.expectRevert(abi.encodeWithSelector(IMarket.LotteryIsCancelled.selector, uint64(5)));
        market.cancelLottery(end, officer, signature);
        bytes memory late = _signLottery(OFFICER_KEY, lottery);
        vm.expectRevert(abi.encodeWithSelector(IMarket.LotteryIsCancelled.selector, uint64(5)));
        market.fixLottery(lottery, officer, late);
    }

    function test_a_lottery_whose_entries_are_fixed_is_not_called_off() external {
        IMarket.Lottery memory lottery = IMarket.Lottery(6, address(card), keccak256("seed"), keccak256("all"), 9, LATER);
        market.fixLottery(lottery, officer, _signLottery(OFFICER_KEY, lottery));
        IMarket.LotteryCancellation memory end = IMarket.LotteryCancellation(6, address(card), LATER);
        bytes memory signature = _signEnd(OFFICER_KEY, end);
        vm.expectRevert(abi.encodeWithSelector(IMarket.LotteryExists.selector, uint64(6)));
        market.cancelLottery(end, officer, signature);
    }

    function testFuzz_nobody_without_a_leaf_wins(uint256 stranger, bytes32[] calldata proof) external {
        IMarket.Restriction memory restriction = none;
        restriction.winnersRoot = _pair(_leaf(buyer), _leaf(_holder(1)));
        uint64 number = _openRestricted(restriction, 1);
        uint256 strangerKey = _holderKey(bound(stranger, 2, 1_000));
        _fund(vm.addr(strangerKey), 100);
        IMarket.Purchase memory purchase = _purchase(number, vm.addr(strangerKey), 1, 100, 1);
        bytes memory authorization = _authorize(strangerKey, purchase);
        (bool done,) =
            address(market).call(abi.encodeCall(market.buyRestricted, (purchase, authorization, proof)));
        assertTrue(!done, "bought without winning");
    }

    function _openRestricted(IMarket.Restriction memory restriction, uint32 perBuyer) private returns (uint64) {
        IMarket.Listing memory listing = _listingOf(card, 100, 10, perBuyer);
        market.openRestrictedListing(
            listing, _threeWays(), restriction, officer, _signRestricted(listing, restriction)
        );
        return listing.listingId;
    }

    function _signRestricted(IMarket.Listing memory listing, IMarket.Restriction memory restriction)
        private
        view
        returns (bytes memory)
    {
        bytes32 kind = keccak256(
            "RestrictedListing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline,bytes32 restrictionHash)"
        );
        bytes32 hash = keccak256(abi.encode(restriction));
        return _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, listing, hash)));
    }

    function _signLottery(uint256 signer, IMarket.Lottery memory lottery) private view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Lottery(uint64 lotteryId,address collection,bytes32 seedHash,bytes32 entriesRoot,uint32 entries,uint64 deadline)"
        );
        return _sign(signer, address(market), keccak256(abi.encode(kind, lottery)));
    }

    function _signEnd(uint256 signer, IMarket.LotteryCancellation memory end) private view returns (bytes memory) {
        bytes32 kind = keccak256("LotteryCancellation(uint64 lotteryId,address collection,uint64 deadline)");
        return _sign(signer, address(market), keccak256(abi.encode(kind, end)));
    }

    function _buyRestricted(uint256 signer, uint64 number, uint32 quantity, bytes32[] memory proof)
        private
        returns (uint256)
    {
        IMarket.Purchase memory purchase = _purchase(number, vm.addr(signer), quantity, 100 * quantity, 1);
        return market.buyRestricted(purchase, _authorize(signer, purchase), proof);
    }

    function _refuse(uint64 number, address account, bytes memory reason) private {
        uint256 signer = key;
        while (vm.addr(signer) != account) ++signer;
        IMarket.Purchase memory purchase = _purchase(number, account, 1, 100, 2);
        bytes memory authorization = _authorize(signer, purchase);
        vm.expectRevert(reason);
        market.buyRestricted(purchase, authorization, noProof);
    }

    function _refuseOpening(IMarket.Restriction memory restriction, uint32 perBuyer, bytes memory reason) private {
        IMarket.Listing memory listing = _listingOf(card, 100, 10, perBuyer);
        bytes memory signature = _signRestricted(listing, restriction);
        vm.expectRevert(reason);
        market.openRestrictedListing(listing, _threeWays(), restriction, officer, signature);
    }

    function _leaf(address account) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(account))));
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}
