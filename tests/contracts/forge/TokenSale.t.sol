// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CommunityToken} from "contracts/community_token/CommunityToken.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {ITokenSale} from "contracts/interfaces/ITokenSale.sol";
import {TokenActs} from "./support/TokenActs.sol";

/// @title Community tokens: bought up to a cap, held, never passed on
contract TokenSaleTest is TokenActs {
    ITokenSale.Offering internal offering;
    CommunityToken internal token;

    function setUp() external {
        _deploy();
        _deploySale();
        offering = _offeringOf(1, 10, 6);
        token = _open(offering);
        for (uint256 i = 0; i < 3; ++i) _fund(_holder(i), 100_000);
    }

    function test_units_are_bought_and_their_price_is_shared_at_once() external {
        _buyTokens(_holderKey(0), 1, 3);
        assertEq(token.balanceOf(_holder(0)), 3, "units");
        assertEq(token.getVotes(_holder(0)), 3, "votes from the purchase on");
        assertEq(yen.balanceOf(_holder(0)), 100_000 - 3_003, "paid");
        assertEq(yen.balanceOf(address(sale)), 0, "nothing stays");
        assertEq(
            yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse), 3_003, "to the yen"
        );
        assertEq(token.decimals(), 0, "whole units");
        assertEq(token.cap(), 10, "cap");
    }

    function test_the_cap_and_the_limit_of_an_account_hold() external {
        ITokenSale.TokenPurchase memory many = _purchaseOf(1, _holder(0), 7);
        bytes memory signature = _authorizeTokens(_holderKey(0), many);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.OfferingLimitPerAccount.selector, uint64(1), uint64(6)));
        sale.buy(many, signature);
        _buyTokens(_holderKey(0), 1, 6);
        ITokenSale.TokenPurchase memory rest = _purchaseOf(1, _holder(1), 5);
        signature = _authorizeTokens(_holderKey(1), rest);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.OfferingSoldOut.selector, uint64(1), uint64(4)));
        sale.buy(rest, signature);
        _buyTokens(_holderKey(1), 1, 4);
        assertEq(token.totalSupply(), 10, "all");
    }

    function test_units_are_not_passed_on_and_votes_not_handed_over() external {
        _buyTokens(_holderKey(0), 1, 2);
        vm.prank(_holder(0));
        vm.expectRevert(abi.encodeWithSelector(CommunityToken.TokenNotTransferable.selector));
        token.transfer(_holder(1), 1);
        vm.prank(_holder(0));
        vm.expectRevert(abi.encodeWithSelector(CommunityToken.VotesNotDelegable.selector));
        token.delegate(_holder(1));
        vm.expectRevert(abi.encodeWithSelector(CommunityToken.TokenMinterUnauthorized.selector, address(this)));
        token.mint(address(this), 1);
    }

    function test_nothing_is_sold_before_after_or_when_ended() external {
        ITokenSale.Offering memory soon = _offeringOf(2, 10, 10);
        soon.opensAt += 1 days;
        _open(soon);
        ITokenSale.TokenPurchase memory early = _purchaseOf(2, _holder(0), 1);
        bytes memory signature = _authorizeTokens(_holderKey(0), early);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenSale.OfferingNotOpen.selector, uint64(2), soon.opensAt, soon.closesAt)
        );
        sale.buy(early, signature);
        _close(1);
        ITokenSale.TokenPurchase memory late = _purchaseOf(1, _holder(0), 1);
        signature = _authorizeTokens(_holderKey(0), late);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.OfferingIsClosed.selector, uint64(1)));
        sale.buy(late, signature);
        signature = _authorizeTokens(_holderKey(0), early);
        vm.warp(soon.closesAt);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenSale.OfferingNotOpen.selector, uint64(2), soon.opensAt, soon.closesAt)
        );
        sale.buy(early, signature);
    }

    function test_a_purchase_happens_once_and_only_at_its_price() external {
        ITokenSale.TokenPurchase memory purchase = _purchaseOf(1, _holder(0), 2);
        bytes memory signature = _authorizeTokens(_holderKey(0), purchase);
        sale.buy(purchase, signature);
        try sale.buy(purchase, signature) {
            revert("bought twice");
        } catch {}
        ITokenSale.TokenPurchase memory cheap = _purchaseOf(1, _holder(0), 2);
        cheap.total = 2;
        signature = _authorizeTokens(_holderKey(0), cheap);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.TokenPurchaseInvalid.selector));
        sale.buy(cheap, signature);
        assertEq(token.balanceOf(_holder(0)), 2, "once");
    }

    function test_only_a_curator_of_the_town_opens_and_a_number_is_used_once() external {
        ITokenSale.Offering memory other = _offeringOf(3, 10, 10);
        bytes memory signature = _signOffering(MUKAWA_OFFICER_KEY, other);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        sale.openOffering(other, _tokenDetails(), mukawaOfficer, signature);
        signature = _signOffering(OFFICER_KEY, offering);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.OfferingExists.selector, uint64(1)));
        sale.openOffering(offering, _tokenDetails(), officer, signature);
        ITokenSale.Offering memory nothing = _offeringOf(4, 0, 1);
        signature = _signOffering(OFFICER_KEY, nothing);
        vm.expectRevert(abi.encodeWithSelector(ITokenSale.OfferingInvalid.selector));
        sale.openOffering(nothing, _tokenDetails(), officer, signature);
    }

    function testFuzz_yen_are_divided_to_the_yen(uint64 quantity) external {
        quantity = uint64(bound(quantity, 1, 6));
        _buyTokens(_holderKey(2), 1, quantity);
        uint256 shared = yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse);
        assertEq(shared, uint256(quantity) * 1_001, "shares");
        assertEq(token.totalSupply(), quantity, "supply");
    }
}

/// @title Three people buy of two offerings, which are ended and run out, in any order
contract TokenLife is TokenActs {
    uint256 internal constant PEOPLE = 3;
    CommunityToken[2] internal tokens;

    constructor() {
        _deploy();
        _deploySale();
        for (uint256 i = 0; i < PEOPLE; ++i) _fund(_holder(i), 1_000_000);
        tokens[0] = _open(_offeringOf(1, 20, 9));
        tokens[1] = _open(_offeringOf(2, 7, 7));
    }

    function buy(uint256 person, uint64 offering, uint64 quantity) external {
        person %= PEOPLE;
        ITokenSale.TokenPurchase memory purchase =
            _purchaseOf(1 + (offering % 2), _holder(person), uint64(bound(quantity, 0, 8)));
        try sale.buy(purchase, _authorizeTokens(_holderKey(person), purchase)) {} catch {}
    }

    function pass(uint256 person, uint256 other, uint256 which) external {
        vm.prank(_holder(person % PEOPLE));
        try tokens[which % 2].transfer(_holder(other % PEOPLE), 1) {} catch {}
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 2 days));
    }

    /// @return sold units of each, and yen that left the buyers
    function state() external view returns (uint256[2] memory sold, uint256 paid, uint256 held) {
        paid = 1_000_000 * PEOPLE;
        for (uint256 i = 0; i < PEOPLE; ++i) {
            paid -= yen.balanceOf(_holder(i));
            held += tokens[0].getVotes(_holder(i)) + tokens[1].getVotes(_holder(i));
        }
        sold = [tokens[0].totalSupply(), tokens[1].totalSupply()];
    }

    function shared() external view returns (uint256) {
        return yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse);
    }
}

/// @title What holds for community tokens whatever people do
/// forge-config: default.invariant.runs = 16
contract TokenInvariants {
    TokenLife internal life;

    function setUp() external {
        life = new TokenLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_caps_hold_votes_are_units_and_every_yen_is_shared() external view {
        (uint256[2] memory sold, uint256 paid, uint256 held) = life.state();
        require(sold[0] <= 20 && sold[1] <= 7, "cap");
        require(held == sold[0] + sold[1], "votes");
        require(paid == (sold[0] + sold[1]) * 1_001 && life.shared() == paid, "yen");
    }
}
