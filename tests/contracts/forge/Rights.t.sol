// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IIdentityRegistry} from "contracts/interfaces/IIdentityRegistry.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {VerifiedAccounts} from "contracts/mocks/VerifiedAccounts.sol";
import {TradeActs} from "./support/TradeActs.sol";

/// @title Rights redeemed, lent and given; cards issued, locked and re-bound
contract RightsTest is TradeActs {
    uint64 internal constant PLACE = 77;
    Collection internal right;
    address internal holder;
    address internal friend;
    uint256 internal key;
    uint256 internal friendKey;

    function setUp() external {
        _deploy();
        right = _createCollection(_rightTerms());
        uint64 listing = _open(_listingOf(right, 100, 100, 0));
        (key, friendKey) = (_holderKey(0), _holderKey(1));
        (holder, friend) = (_holder(0), _holder(1));
        _fund(holder, 1_000);
        _buy(key, _purchase(listing, holder, 3, 300, 1));
    }

    function test_a_right_is_used_as_often_as_it_says() external {
        for (uint16 use = 1; use <= 3; ++use) {
            assertEq(right.usesLeftOf(2), 4 - use, "left before");
            _redeem(key, right, 2, PLACE, use);
        }
        _refuse(key, 2, PLACE, 4, abi.encodeWithSelector(ICollection.RightUsedUp.selector, 2, uint16(3)));
        assertEq(right.usesLeftOf(1), 3, "the first stays whole");
        assertEq(right.usesLeftOf(3), 3, "the third stays whole");
        assertEq(right.ownerOf(3), holder, "owner of the third");
    }

    function test_a_repeated_scan_does_nothing() external {
        _redeem(key, right, 1, PLACE, 1);
        _refuse(key, 1, PLACE, 1, abi.encodeWithSelector(ICollection.RightUseDone.selector, 1, uint16(1)));
        _refuse(key, 1, PLACE, 3, abi.encodeWithSelector(ICollection.RightUseSkipped.selector, 1, uint16(2)));
        assertEq(right.usesLeftOf(1), 2, "left");
    }

    function test_place_and_time_are_kept() external {
        _refuse(key, 1, 78, 1, abi.encodeWithSelector(ICollection.RightElsewhere.selector, PLACE));
        (, uint64 from, uint64 until,,,) = right.rules();
        vm.warp(until);
        _refuse(key, 1, PLACE, 1, abi.encodeWithSelector(ICollection.RightNotValid.selector, from, until));
        vm.warp(from - 1);
        _refuse(key, 1, PLACE, 1, abi.encodeWithSelector(ICollection.RightNotValid.selector, from, until));
    }

    function test_only_the_holder_redeems() external {
        _refuse(friendKey, 1, PLACE, 1, abi.encodeWithSelector(ICollection.RightHolderWrong.selector, 1, friend));
    }

    function test_while_lent_the_user_redeems_and_the_owner_does_not() external {
        uint64 until = uint64(vm.getBlockTimestamp() + 1 days);
        _lend(key, right, 1, friend, until, 0);
        assertEq(right.userOf(1), friend, "user");
        _redeem(friendKey, right, 1, PLACE, 1);
        _refuse(key, 1, PLACE, 2, abi.encodeWithSelector(ICollection.RightIsLent.selector, 1, friend, until));
        vm.warp(until);
        assertEq(right.userOf(1), address(0), "over");
        _redeem(key, right, 1, PLACE, 2);
    }

    function test_a_lent_right_is_neither_lent_again_nor_moved() external {
        uint64 until = uint64(vm.getBlockTimestamp() + 1 days);
        _lend(key, right, 1, friend, until, 0);
        bytes memory lent = abi.encodeWithSelector(ICollection.RightIsLent.selector, 1, friend, until);
        ICollection.Loan memory loan = ICollection.Loan(1, holder, _holder(5), until + 5, 1, LATER);
        bytes memory signature = _signLoan(key, right, loan);
        vm.expectRevert(lent);
        right.lend(loan, signature);
        vm.prank(holder);
        vm.expectRevert(lent);
        right.transferFrom(holder, friend, 1);
    }

    function test_a_loan_given_back_does_not_return_by_the_old_signature() external {
        uint64 until = uint64(vm.getBlockTimestamp() + 1 days);
        ICollection.Loan memory loan = ICollection.Loan(1, holder, friend, until, 0, LATER);
        bytes memory signature = _signLoan(key, right, loan);
        right.lend(loan, signature);
        ICollection.LoanReturn memory back = ICollection.LoanReturn(1, friend, until);
        bytes32 kind = keccak256("LoanReturn(uint256 tokenId,address user,uint64 expires)");
        right.endLoan(back, _sign(friendKey, address(right), keccak256(abi.encode(kind, back))));
        assertEq(right.userOf(1), address(0), "given back");
        (bool done,) = address(right).call(abi.encodeCall(right.lend, (loan, signature)));
        assertTrue(!done, "lent by a used signature");
    }

    function test_a_series_that_is_not_lent_refuses() external {
        ICollection.Terms memory terms = _rightTerms();
        terms.lendable = false;
        Collection plain = _createCollection(terms);
        vm.prank(officer);
        _issue(plain, holder, 0);
        ICollection.Loan memory loan = ICollection.Loan(1, holder, friend, LATER, 0, LATER);
        bytes memory signature = _signLoan(key, plain, loan);
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionNotLendable.selector));
        plain.lend(loan, signature);
    }

    function test_a_gift_by_signature_happens_once() external {
        ICollection.Gift memory gift = ICollection.Gift(1, holder, friend, 0, LATER);
        bytes32 kind = keccak256("Gift(uint256 tokenId,address from,address to,uint32 moves,uint64 deadline)");
        bytes memory signature = _sign(key, address(right), keccak256(abi.encode(kind, gift)));
        right.give(gift, signature);
        _give(friendKey, right, 1, holder);
        vm.expectRevert(abi.encodeWithSelector(ICollection.TokenMoved.selector, 1, uint32(2)));
        right.give(gift, signature);
    }

    function test_a_card_issued_to_a_resident_is_locked() external {
        Collection resident = _createCollection(false, true);
        assertEq(_issue(resident, holder, 0), 1, "serial");
        assertTrue(resident.locked(1), "locked");
        ICollection.Gift memory gift = ICollection.Gift(1, holder, friend, 0, LATER);
        bytes32 kind = keccak256("Gift(uint256 tokenId,address from,address to,uint32 moves,uint64 deadline)");
        bytes memory signature = _sign(key, address(resident), keccak256(abi.encode(kind, gift)));
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionLocked.selector, 1));
        resident.give(gift, signature);
    }

    function test_an_issue_happens_once_and_by_a_curator() external {
        _issue(right, holder, 7);
        (bool twice,) = address(market).call(_issueCall(OFFICER_KEY, officer, right, holder, 7));
        assertTrue(!twice, "issued twice");
        (bool foreign,) = address(market).call(_issueCall(MUKAWA_OFFICER_KEY, mukawaOfficer, right, holder, 8));
        assertTrue(!foreign, "issued by another town");
    }

    function test_a_locked_card_follows_its_person_to_the_new_account() external {
        Collection resident = _createCollection(true, true);
        _issue(resident, holder, 0);
        VerifiedAccounts identities = new VerifiedAccounts();
        vm.prank(owner);
        market.setIdentityRegistry(identities);
        bytes memory refused = abi.encodeWithSelector(ICollection.AccountNotSuccessor.selector, holder, friend);
        _refuseRebinding(resident, OFFICER_KEY, officer, refused);
        identities.succeed(holder, friend);
        _refuseRebinding(
            resident,
            MUKAWA_OFFICER_KEY,
            mukawaOfficer,
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Attester,
                mukawaOfficer
            )
        );
        ICollection.Rebinding memory rebinding = ICollection.Rebinding(1, holder, friend, LATER);
        resident.rebind(rebinding, officer, _signRebinding(OFFICER_KEY, resident, rebinding));
        assertEq(resident.ownerOf(1), friend, "owner");
        assertEq(resident.getVotes(friend), 1, "the vote went along");
        assertTrue(resident.locked(1), "still locked");
    }

    function test_only_locked_cards_are_re_bound() external {
        ICollection.Rebinding memory rebinding = ICollection.Rebinding(1, holder, friend, LATER);
        bytes memory signature = _signRebinding(OFFICER_KEY, right, rebinding);
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionNotLocked.selector, 1));
        right.rebind(rebinding, officer, signature);
    }

    function test_terms_that_make_no_sense_are_refused() external {
        ICollection.Terms memory terms = _rightTerms();
        terms.validUntil = terms.validFrom;
        _refuseTerms(terms);
        terms = _rightTerms();
        terms.uses = 0;
        _refuseTerms(terms);
        terms = _rightTerms();
        terms.maxSupply = uint64(type(uint32).max) + 1;
        _refuseTerms(terms);
    }

    function test_interfaces_of_the_standards() external view {
        assertTrue(right.supportsInterface(0xad092b5c), "ERC-4907");
        assertTrue(right.supportsInterface(0xb45a3c0e), "ERC-5192");
        assertTrue(right.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(right.contractURI.selector == bytes4(0xe8a3d485), "ERC-7572");
        assertTrue(!right.supportsInterface(0x780e9d63), "not enumerable");
    }

    function _issueCall(uint256 signer, address officer_, Collection collection, address to, uint256 nonce)
        private
        view
        returns (bytes memory)
    {
        IMarket.Issuance memory issuance = IMarket.Issuance(address(collection), to, nonce, LATER);
        bytes32 kind = keccak256("Issuance(address collection,address recipient,uint256 nonce,uint64 deadline)");
        bytes memory signature = _sign(signer, address(market), keccak256(abi.encode(kind, issuance)));
        return abi.encodeCall(market.issue, (issuance, officer_, signature));
    }

    function _issue(Collection collection, address to, uint256 nonce) private returns (uint256) {
        (bool done, bytes memory answer) =
            address(market).call(_issueCall(OFFICER_KEY, officer, collection, to, nonce));
        assertTrue(done, "issued");
        return abi.decode(answer, (uint256));
    }

    function _signRebinding(uint256 signer, Collection collection, ICollection.Rebinding memory rebinding)
        private
        view
        returns (bytes memory)
    {
        bytes32 kind = keccak256("Rebinding(uint256 tokenId,address from,address to,uint64 deadline)");
        return _sign(signer, address(collection), keccak256(abi.encode(kind, rebinding)));
    }

    function _refuseRebinding(Collection collection, uint256 signer, address officer_, bytes memory reason) private {
        ICollection.Rebinding memory rebinding = ICollection.Rebinding(1, holder, friend, LATER);
        bytes memory signature = _signRebinding(signer, collection, rebinding);
        vm.expectRevert(reason);
        collection.rebind(rebinding, officer_, signature);
    }

    function _refuseTerms(ICollection.Terms memory terms) private {
        IMarket.NewCollection memory new_ = IMarket.NewCollection(999, keccak256(abi.encode(terms)), UDA, LATER);
        bytes memory signature = _signNew(new_);
        vm.expectRevert(abi.encodeWithSelector(ICollection.CollectionTermsInvalid.selector));
        market.createCollection(new_, terms, officer, signature);
    }

    function _refuse(uint256 signer, uint256 tokenId, uint64 place, uint16 use, bytes memory reason) private {
        ICollection.Redemption memory redemption =
            ICollection.Redemption(tokenId, vm.addr(signer), place, use, LATER);
        bytes memory signature = _signRedemption(signer, right, redemption);
        vm.expectRevert(reason);
        right.redeem(redemption, signature);
    }
}
