// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {PointsMarketActs} from "./support/PointsMarketActs.sol";

/// @title Random purchases in yen and in points, and transfers, of voting cards by four people
contract MarketLife is PointsMarketActs {
    uint256 internal constant PEOPLE = 4;
    uint32 internal constant SUPPLY = 60;
    uint32 internal constant LIMIT = 25;

    Collection public card;
    uint64 public listing;
    uint256 public funded;
    uint256 public sold;
    uint256 public soldForPoints;
    uint256 public pointsLot;
    mapping(uint256 person => uint256) public bought;
    uint256 private _salt;

    constructor() {
        _deploy();
        card = _createCollection(true, false);
        listing = _open(_listingOf(card, 777, SUPPLY, LIMIT));
        _openForPoints(PEOPLE, 3_000);
        pointsLot = _lot(PROGRAM, _lastDay());
        _setPrice(_priceOf(listing, 333));
        for (uint256 i = 0; i < PEOPLE; ++i) _fund(_holder(i), 20_000);
        funded = 20_000 * PEOPLE;
    }

    function buy(uint256 person, uint32 quantity) external {
        person %= PEOPLE;
        quantity = uint32(bound(quantity, 1, 6));
        IMarket.Purchase memory purchase =
            _purchase(listing, _holder(person), quantity, 777 * quantity, ++_salt);
        try market.buy(purchase, _authorize(_holderKey(person), purchase)) {
            sold += quantity;
            bought[person] += quantity;
        } catch {}
    }

    function buyForPoints(uint256 person, uint32 quantity) external {
        person %= PEOPLE;
        quantity = uint32(bound(quantity, 1, 6));
        IMarket.Purchase memory purchase =
            _purchase(listing, _holder(person), quantity, 333 * quantity, ++_salt);
        IRegionalPoints.Payment memory payment = _paymentFor(purchase, pointsLot);
        try pointsMarket.buy(purchase, payment, _signPayment(_holderKey(person), payment), unproven) {
            sold += quantity;
            soldForPoints += quantity;
            bought[person] += quantity;
        } catch {}
    }

    function give(uint256 token, uint256 to) external {
        uint256 minted = card.totalMinted();
        if (minted == 0) return;
        token = 1 + (token % minted);
        address owner_ = card.ownerOf(token);
        vm.prank(owner_);
        card.transferFrom(owner_, _holder(to % PEOPLE), token);
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1, 1 days));
    }

    function yenInAll() external view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) sum += yen.balanceOf(_holder(i));
        sum += yen.balanceOf(townPurse) + yen.balanceOf(treasury) + yen.balanceOf(platformPurse);
    }

    function yenInMarket() external view returns (uint256) {
        return yen.balanceOf(address(market));
    }

    function pointsTaken() external view returns (uint256) {
        return points.takingsOf(shop, pointsLot);
    }

    function votesInAll() external view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) sum += card.getVotes(_holder(i));
    }

    function isVoteOfEachCard() external view returns (bool) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (card.getVotes(_holder(i)) != card.balanceOf(_holder(i))) return false;
        }
        return true;
    }

    function isWithinLimits() external view returns (bool) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (bought[i] > LIMIT) return false;
        }
        return sold <= SUPPLY;
    }
}

/// @title What holds for the market whatever people buy and give away
contract MarketInvariants {
    MarketLife internal life;

    function setUp() external {
        life = new MarketLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_no_yen_is_made_or_lost() external view {
        require(life.yenInAll() == life.funded(), "yen");
        require(life.yenInMarket() == 0, "the market keeps nothing");
    }

    function invariant_the_shop_took_the_price_of_what_points_bought() external view {
        require(life.pointsTaken() == life.soldForPoints() * 333, "points");
    }

    function invariant_one_card_is_one_vote() external view {
        require(life.isVoteOfEachCard(), "votes of a holder");
        require(life.votesInAll() == life.sold(), "votes in all");
        require(life.card().totalMinted() == life.sold(), "minted is sold");
    }

    function invariant_supply_and_limits_hold() external view {
        require(life.isWithinLimits(), "limits");
    }
}
