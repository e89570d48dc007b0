// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IAuctions} from "contracts/interfaces/IAuctions.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IResale} from "contracts/interfaces/IResale.sol";
import {RefusingYen} from "contracts/mocks/RefusingYen.sol";
import {YenToken} from "contracts/yen/YenToken.sol";
import {TradeActs} from "./support/TradeActs.sol";

/// @title Four people bid, resell, lend, redeem and try to move locked cards, in any order; the coin freezes some
contract TradeLife is TradeActs {
    uint256 internal constant PEOPLE = 4;
    uint256 internal constant RIGHTS = 6;
    uint64 internal constant AUCTIONS = 3;

    Collection public right;
    Collection public resident;
    RefusingYen public coin;
    uint256 public funded;
    mapping(uint256 tokenId => uint256) public redeemed;
    uint256 private _nonce;

    constructor() {
        _deploy();
        coin = new RefusingYen(owner);
        yen = YenToken(address(coin));
        market = _deployMarket();
        _setFee(250);
        right = _createCollection(_rightTerms());
        resident = _createCollection(false, true);
        for (uint256 i = 0; i < RIGHTS; ++i) _issue(right, _holder(i % PEOPLE));
        for (uint256 i = 0; i < PEOPLE; ++i) {
            _issue(resident, _holder(i));
            _fund(_holder(i), 1_000_000);
        }
        funded = 1_000_000 * PEOPLE;
        for (uint64 number = 1; number <= AUCTIONS; ++number) _openAuction(_auctionOf(right, number));
    }

    function bid(uint256 person, uint64 number, uint64 amount) external {
        person %= PEOPLE;
        IAuctions.Bid memory bid_ =
            _bidOf(1 + (number % AUCTIONS), _holder(person), uint64(bound(amount, 9_000, 300_000)));
        try market.placeBid(bid_, _signBid(_holderKey(person), bid_)) {} catch {}
    }

    function settle(uint64 number) external {
        try market.settleAuction(1 + (number % AUCTIONS)) {} catch {}
    }

    function freeze(uint256 person, bool frozen) external {
        coin.freeze(_holder(person % PEOPLE), frozen);
    }

    function withdraw(uint256 person) external {
        try market.withdraw(_holder(person % PEOPLE)) {} catch {}
    }

    function resell(uint256 token, uint256 buyer, uint64 price) external {
        token = 1 + (token % right.totalMinted());
        uint256 seller = _personOf(right.ownerOf(token));
        IResale.Ask memory ask = _askOf(right, token, uint64(bound(price, 1, 50_000)));
        IResale.Offer memory offer = _offerOf(ask, _holder(buyer % PEOPLE));
        offer.salt = bytes32(++_nonce);
        try market.resell(
            ask, _signAsk(_holderKey(seller), ask), offer, _signOffer(_holderKey(buyer % PEOPLE), offer)
        ) {} catch {}
    }

    function redeem(uint256 token, uint256 person, uint16 use, uint64 place) external {
        token = 1 + (token % right.totalMinted());
        person = _personOf(right.ownerOf(token)) + (person % 2);
        ICollection.Redemption memory redemption =
            ICollection.Redemption(token, _holder(person), 77 + (place % 2), use % 5, LATER);
        try right.redeem(redemption, _signRedemption(_holderKey(person), right, redemption)) {
            ++redeemed[token];
        } catch {}
    }

    function lend(uint256 token, uint256 user, uint64 time) external {
        token = 1 + (token % right.totalMinted());
        uint256 person = _personOf(right.ownerOf(token));
        uint64 until = uint64(vm.getBlockTimestamp() + bound(time, 1, 2 days));
        ICollection.Loan memory loan =
            ICollection.Loan(token, _holder(person), _holder(user % PEOPLE), until, ++_nonce, LATER);
        try right.lend(loan, _signLoan(_holderKey(person), right, loan)) {} catch {}
    }

    function moveLocked(uint256 person, uint256 to) external {
        person %= PEOPLE;
        vm.prank(_holder(person));
        try resident.transferFrom(_holder(person), _holder(to % PEOPLE), person + 1) {} catch {}
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 4 hours));
    }

    function escrow() external view returns (uint256 open, uint256 held) {
        for (uint64 number = 1; number <= AUCTIONS; ++number) {
            (, uint64 amount,, bool isOver,) = market.auctionOf(number);
            if (!isOver) open += amount;
        }
        for (uint256 i = 0; i < PEOPLE; ++i) open += market.owedTo(_holder(i));
        held = yen.balanceOf(address(market));
    }

    function yenInAll() external view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) sum += yen.balanceOf(_holder(i));
        sum += yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse);
        sum += yen.balanceOf(feePurse) + yen.balanceOf(address(market));
    }

    function areLockedAtHome() external view returns (bool) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (resident.ownerOf(i + 1) != _holder(i)) return false;
        }
        return true;
    }

    function areUsesTrue() external view returns (bool) {
        for (uint256 token = 1; token <= right.totalMinted(); ++token) {
            if (redeemed[token] > 3 || right.usesLeftOf(token) != 3 - redeemed[token]) return false;
        }
        return true;
    }

    function balances() external view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) sum += right.balanceOf(_holder(i));
    }

    function _issue(Collection collection, address to) private {
        IMarket.Issuance memory issuance = IMarket.Issuance(address(collection), to, ++_nonce, LATER);
        bytes32 kind = keccak256("Issuance(address collection,address recipient,uint256 nonce,uint64 deadline)");
        market.issue(issuance, officer, _sign(OFFICER_KEY, address(market), keccak256(abi.encode(kind, issuance))));
    }

    function _personOf(address account) private pure returns (uint256 person) {
        while (_holder(person) != account) ++person;
    }
}

/// @title What holds for auctions, resale and rights whatever people do
/// forge-config: default.invariant.runs = 16
contract TradeInvariants {
    TradeLife internal life;

    function setUp() external {
        life = new TradeLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_escrow_is_the_open_bids_and_what_is_owed() external view {
        (uint256 open, uint256 held) = life.escrow();
        require(open == held, "escrow");
    }

    function invariant_no_yen_is_made_or_lost() external view {
        require(life.yenInAll() == life.funded(), "yen");
    }

    function invariant_locked_cards_never_move() external view {
        require(life.areLockedAtHome(), "moved");
    }

    function invariant_a_right_is_used_at_most_its_uses() external view {
        require(life.areUsesTrue(), "uses");
    }

    function invariant_balances_are_the_tokens() external view {
        require(life.balances() == life.right().totalMinted(), "balances");
    }
}
