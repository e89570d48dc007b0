// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {ContractAccount} from "contracts/mocks/ContractAccount.sol";
import {MarketActs} from "./support/MarketActs.sol";

/// @title Market, collection and yen token: buying, shares, votes, and who may not
contract MarketTest is MarketActs {
    Collection internal card;
    uint64 internal listing;
    address internal buyer;
    uint256 internal key;

    function setUp() external {
        _deploy();
        card = _createCollection(true, false);
        listing = _open(_listingOf(card, 1_000, 10, 3));
        key = _holderKey(0);
        buyer = _holder(0);
        _fund(buyer, 100_000);
    }

    function test_a_purchase_mints_pays_the_shares_and_votes_at_once() external {
        uint256 first = _buy(key, _purchase(listing, buyer, 2, 2_000, 1));
        assertEq(first, 1, "serials begin at 1");
        assertEq(card.ownerOf(2), buyer, "owner");
        assertEq(card.getVotes(buyer), 2, "votes without delegation");
        assertEq(yen.balanceOf(buyer), 98_000, "paid");
        assertEq(yen.balanceOf(townPurse), 1_400, "town");
        assertEq(yen.balanceOf(treasury), 500, "treasury");
        assertEq(yen.balanceOf(platformPurse), 100, "platform");
        assertEq(yen.balanceOf(address(market)), 0, "nothing stays in the market");
    }

    function test_one_signature_buys_once() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 1_000, 1);
        bytes memory signature = _authorize(key, purchase);
        market.buy(purchase, signature);
        (bool done,) = address(market).call(abi.encodeCall(market.buy, (purchase, signature)));
        assertTrue(!done, "bought twice");
        assertEq(card.totalMinted(), 1, "minted");
    }

    function test_a_foreign_signature_buys_nothing() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 1_000, 1);
        bytes memory signature = _authorize(_holderKey(1), purchase);
        (bool done,) = address(market).call(abi.encodeCall(market.buy, (purchase, signature)));
        assertTrue(!done, "bought with another's yen");
        assertEq(yen.balanceOf(buyer), 100_000, "nothing moved");
    }

    function test_a_changed_recipient_is_not_what_was_signed() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 1_000, 1);
        bytes memory signature = _authorize(key, purchase);
        purchase.recipient = _holder(5);
        (bool done,) = address(market).call(abi.encodeCall(market.buy, (purchase, signature)));
        assertTrue(!done, "the thief got the card");
    }

    function test_the_wrong_total_is_refused() external {
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 999, 1);
        bytes memory signature = _authorize(key, purchase);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.PurchaseTotalMismatch.selector, uint64(1_000), uint64(999))
        );
        market.buy(purchase, signature);
    }

    function test_nobody_gets_more_than_the_limit() external {
        _buy(key, _purchase(listing, buyer, 3, 3_000, 1));
        IMarket.Purchase memory more = _purchase(listing, buyer, 1, 1_000, 2);
        bytes memory signature = _authorize(key, more);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ListingLimitPerBuyer.selector, listing, uint32(3)));
        market.buy(more, signature);
    }

    function test_what_is_sold_out_is_sold_out() external {
        uint64 few = _open(_listingOf(card, 10, 2, 0));
        _buy(key, _purchase(few, buyer, 2, 20, 1));
        IMarket.Purchase memory more = _purchase(few, buyer, 1, 10, 2);
        bytes memory signature = _authorize(key, more);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ListingSoldOut.selector, few, uint32(0)));
        market.buy(more, signature);
    }

    function test_a_cancelled_listing_sells_nothing() external {
        IMarket.Cancellation memory cancellation = IMarket.Cancellation(listing, LATER);
        bytes32 kind = keccak256("Cancellation(uint64 listingId,uint64 deadline)");
        bytes memory ofOfficer = _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, cancellation)));
        market.cancelListing(cancellation, officer, ofOfficer);
        IMarket.Purchase memory purchase = _purchase(listing, buyer, 1, 1_000, 1);
        bytes memory signature = _authorize(key, purchase);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ListingIsCancelled.selector, listing));
        market.buy(purchase, signature);
    }

    function test_a_sale_keeps_its_hours() external {
        IMarket.Listing memory later = _listingOf(card, 1_000, 5, 0);
        later.opensAt = uint64(vm.getBlockTimestamp() + 1 hours);
        later.closesAt = later.opensAt + 1 hours;
        uint64 number = _open(later);
        IMarket.Purchase memory purchase = _purchase(number, buyer, 1, 1_000, 1);
        bytes memory signature = _authorize(key, purchase);
        bytes memory closed =
            abi.encodeWithSelector(IMarket.ListingNotOpen.selector, number, later.opensAt, later.closesAt);
        vm.expectRevert(closed);
        market.buy(purchase, signature);
        vm.warp(later.closesAt);
        vm.expectRevert(closed);
        market.buy(purchase, signature);
        vm.warp(later.closesAt - 1);
        market.buy(purchase, signature);
    }

    function test_the_officer_of_another_town_sells_nothing_here() external {
        IMarket.Listing memory foreign = _listingOf(card, 1, 1, 0);
        bytes32 kind = keccak256(
            "Listing(uint64 listingId,address collection,uint64 price,uint32 supply,uint32 perBuyer,uint64 opensAt,uint64 closesAt,bytes32 splitsHash,uint64 deadline)"
        );
        bytes memory signature = _sign(MUKAWA_OFFICER_KEY, address(market), keccak256(abi.encode(kind, foreign)));
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        market.openListing(foreign, _threeWays(), mukawaOfficer, signature);
    }

    function test_an_expired_officers_signature_opens_nothing() external {
        IMarket.Listing memory late = _listingOf(card, 1, 1, 0);
        late.deadline = uint64(vm.getBlockTimestamp() - 1);
        bytes memory signature = _signListing(late);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, late.deadline));
        market.openListing(late, _threeWays(), officer, signature);
    }

    function test_a_contract_account_buys_by_erc1271() external {
        ContractAccount account = new ContractAccount(_holder(7));
        _fund(address(account), 1_000);
        IMarket.Purchase memory purchase = _purchase(listing, address(account), 1, 1_000, 1);
        market.buy(purchase, _authorize(_holderKey(7), purchase));
        assertEq(card.ownerOf(1), address(account), "owner");
    }

    function test_a_vote_moves_with_the_card_and_the_past_stays() external {
        _buy(key, _purchase(listing, buyer, 1, 1_000, 1));
        uint256 then_ = vm.getBlockTimestamp();
        vm.warp(then_ + 10);
        vm.prank(buyer);
        card.transferFrom(buyer, _holder(1), 1);
        vm.warp(then_ + 20);
        assertEq(card.getVotes(buyer), 0, "gone");
        assertEq(card.getVotes(_holder(1)), 1, "there");
        assertEq(card.getPastVotes(buyer, then_), 1, "as it was");
        assertEq(card.getPastTotalSupply(then_ + 15), 1, "supply");
    }

    function test_a_locked_card_never_moves() external {
        Collection locked = _createCollection(false, true);
        uint64 number = _open(_listingOf(locked, 1_000, 10, 0));
        _buy(key, _purchase(number, buyer, 1, 1_000, 1));
        assertTrue(locked.locked(1), "ERC-5192");
        vm.prank(buyer);
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionLocked.selector, 1));
        locked.transferFrom(buyer, _holder(1), 1);
    }

    function test_only_the_market_mints() external {
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionMinterUnauthorized.selector, address(this)));
        card.mint(address(this), 1);
    }

    function test_interfaces_of_the_standards() external view {
        assertTrue(card.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(card.supportsInterface(0x5b5e139f), "ERC-721 metadata");
        assertTrue(card.supportsInterface(0x2a55205a), "ERC-2981");
        assertTrue(card.supportsInterface(0x49064906), "ERC-4906");
        assertTrue(!card.supportsInterface(0xffffffff), "none");
        (address receiver, uint256 royalty) = card.royaltyInfo(1, 10_000);
        assertEq(receiver, townPurse, "royalty receiver");
        assertEq(royalty, 500, "royalty");
    }

    function testFuzz_shares_sum_to_the_price(uint64 price, uint32 quantity) external {
        price = uint64(bound(price, 1, 1_000_000_000));
        quantity = uint32(bound(quantity, 1, 20));
        uint64 number = _open(_listingOf(card, price, 20, 0));
        uint64 total = price * quantity;
        _fund(buyer, total);
        uint256 before = yen.balanceOf(buyer);
        _buy(key, _purchase(number, buyer, quantity, total, 1));
        assertEq(before - yen.balanceOf(buyer), total, "paid");
        uint256 shares = yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse);
        assertEq(shares, total, "shares");
        assertEq(yen.balanceOf(address(market)), 0, "rest");
    }
}
