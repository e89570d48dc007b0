// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {DropActs} from "./support/DropActs.sol";

/// @title Random acts of five people, two shops and an officer, with a ledger of what must have come of them
contract PointsLife is DropActs {
    uint256 internal constant PEOPLE = 5;
    uint64[2] internal shops = [SHOP, FAR_SHOP];

    uint256[3] public lots;
    mapping(uint256 id => uint256) public granted;
    mapping(uint256 id => uint256) public materialised;
    mapping(uint256 id => uint256) public settled;
    mapping(uint256 id => uint256) public swept;
    IRegionalPoints.Payment[] internal _payments;
    mapping(uint256 index => uint64) internal _givenBack;
    mapping(bytes32 use => bool) internal _isUsed; // of (holder, first lot, nonce)
    mapping(bytes32 use => bool) internal _isCancelled;
    uint256 internal _refunds;
    uint256 internal _settlements;
    IRegionalPoints.Claim[] internal _entries; // five a lot; the drop of the last lot promises less than its entries
    uint256 public lateSpends;
    uint256 public excessRefunds;
    uint256 public secondUses;
    uint256 public refundsOfCancelled;
    uint256 public acts;

    constructor() {
        _deploy();
        _openShops();
        IRegionalPoints.Program memory terms = _terms(PROGRAM);
        terms.transferable = true;
        _createProgram(terms);
        for (uint32 i = 0; i < 3; ++i) lots[i] = _lot(PROGRAM, points.today() + 1 + 10 * i);
        for (uint256 i = 0; i < 3; ++i) _promise(i, i == 2 ? 1_700 : 2_500);
    }

    function grantSome(uint256 person, uint256 lot, uint64 amount) external {
        uint256 id = lots[lot % 3];
        if (_isOver(id)) return;
        amount = uint64(bound(amount, 1, 10_000));
        _grant(_holder(person % PEOPLE), PROGRAM, uint32(id), amount);
        granted[id] += amount;
        ++acts;
    }

    function paySome(uint256 person, uint256 lot, uint256 where, uint64 amount, uint256 nonce) external {
        uint256 id = lots[lot % 3];
        address holder = _holder(person % PEOPLE);
        uint256 most = points.spendableOf(holder, id);
        if (most == 0) return;
        IRegionalPoints.Payment memory payment =
            _payment(holder, shops[where % 2], id, uint64(bound(amount, 1, most)), _nonceOf(nonce));
        try points.pay(payment, _signPayment(_holderKey(person % PEOPLE), payment)) {
            if (_isOver(id)) ++lateSpends;
            _noteUse(holder, id, payment.nonce);
            _payments.push(payment);
            ++acts;
        } catch {}
    }

    /// @dev Two lots in one payment; its nonce is one of the first lot.
    function payOutOfTwo(uint256 person, uint256 lot, uint64 amount, uint256 nonce) external {
        address holder = _holder(person % PEOPLE);
        (uint256 first, uint256 second) = (lots[lot % 3], lots[(lot + 1) % 3]);
        IRegionalPoints.Payment memory payment =
            _payment(holder, SHOP, first, uint64(bound(amount, 2, 400)), _nonceOf(nonce));
        (payment.ids, payment.amounts) = (new uint256[](2), new uint64[](2));
        (payment.ids[0], payment.ids[1]) = (first, second);
        (payment.amounts[0], payment.amounts[1]) = (payment.amount / 2, payment.amount - payment.amount / 2);
        try points.pay(payment, _signPayment(_holderKey(person % PEOPLE), payment)) {
            if (_isOver(first) || _isOver(second)) ++lateSpends;
            _noteUse(holder, first, payment.nonce);
            _payments.push(payment);
            ++acts;
        } catch {}
    }

    function payAgain(uint256 which) external {
        if (_payments.length == 0) return;
        IRegionalPoints.Payment memory payment = _payments[which % _payments.length];
        try points.pay(payment, _signPayment(_keyOf(payment.holder), payment)) {
            ++secondUses;
        } catch {}
    }

    function giveSome(uint256 person, uint256 to, uint256 lot, uint64 amount, uint256 nonce) external {
        uint256 id = lots[lot % 3];
        address from = _holder(person % PEOPLE);
        uint256 most = points.spendableOf(from, id);
        if (most == 0) return;
        IRegionalPoints.Gift memory gift = IRegionalPoints.Gift(
            from, _holder(to % PEOPLE), id, uint64(bound(amount, 1, most)), _nonceOf(nonce), LATER
        );
        try points.give(gift, _signGift(_holderKey(person % PEOPLE), gift)) {
            if (_isOver(id)) ++lateSpends;
            _noteUse(from, id, gift.nonce);
            ++acts;
        } catch {}
    }

    function cancelSome(uint256 person, uint256 lot, uint256 nonce) external {
        uint256 id = lots[lot % 3];
        address holder = _holder(person % PEOPLE);
        nonce = _nonceOf(nonce);
        vm.prank(holder);
        try points.cancelNonce(id, nonce) {
            _noteUse(holder, id, nonce);
            _isCancelled[_useOf(holder, id, nonce)] = true;
            ++acts;
        } catch {}
    }

    function claimSome(uint256 which) external {
        which %= _entries.length;
        uint256 id = lots[which / 5];
        try points.claim(_entries[which]) {
            if (_isOver(id)) ++lateSpends;
            materialised[id] += _entries[which].amount;
            ++acts;
        } catch {}
    }

    function payFromDrop(uint256 which, uint64 amount, uint256 nonce) external {
        which %= _entries.length;
        IRegionalPoints.Claim memory entry = _entries[which];
        uint256 id = lots[which / 5];
        bool isNew = !points.isClaimed(UDA, entry.campaignId, entry.index);
        IRegionalPoints.Payment memory payment =
            _payment(entry.holder, SHOP, id, uint64(bound(amount, 1, 600)), _nonceOf(nonce));
        try points.payFromDrops(payment, _signPayment(_keyOf(entry.holder), payment), _alone(entry)) {
            if (_isOver(id)) ++lateSpends;
            if (isNew && points.isClaimed(UDA, entry.campaignId, entry.index)) materialised[id] += entry.amount;
            _noteUse(entry.holder, id, payment.nonce);
            _payments.push(payment);
            ++acts;
        } catch {}
    }

    function refundSome(uint256 which, uint64 amount) external {
        if (_payments.length == 0) return;
        which %= _payments.length;
        IRegionalPoints.Payment memory payment = _payments[which];
        if (payment.merchantId != SHOP) return;
        amount = uint64(bound(amount, 1, payment.amount));
        IRegionalPoints.Refund memory refund =
            IRegionalPoints.Refund(points.hashPayment(payment), amount, ++_refunds, LATER);
        bytes memory ofShop = _sign(SHOP_KEY, address(points), _hashRefund(refund));
        bytes memory ofHolder = _signPayment(_keyOf(payment.holder), payment);
        try points.refund(payment, ofHolder, refund, shop, ofShop) {
            _givenBack[which] += amount;
            if (_givenBack[which] > payment.amount) ++excessRefunds;
            if (_isCancelled[_useOf(payment.holder, payment.ids[0], payment.nonce)]) ++refundsOfCancelled;
            ++acts;
        } catch {}
    }

    function settleSome(uint256 lot, uint64 amount) external {
        uint256 id = lots[lot % 3];
        uint256 most = points.takingsOf(shop, id);
        if (most == 0) return;
        amount = uint64(bound(amount, 1, most));
        _settle(_settlement(bytes32(++_settlements), id, amount));
        settled[id] += amount;
        ++acts;
    }

    function sweep(uint256 lot) external {
        uint256 id = lots[lot % 3];
        if (!_isOver(id)) return;
        address[] memory everybody = new address[](PEOPLE);
        for (uint256 i = 0; i < PEOPLE; ++i) everybody[i] = _holder(i);
        uint256 before = points.supplyOf(id);
        points.sweepExpired(id, everybody);
        swept[id] += before - points.supplyOf(id);
        ++acts;
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + bound(seconds_, 1 hours, 3 days));
    }

    function supply(uint256 id) external view returns (uint256) {
        return points.supplyOf(id);
    }

    function sumOfBalances(uint256 id) external view returns (uint256 sum) {
        for (uint256 i = 0; i < PEOPLE; ++i) sum += points.balanceOf(_holder(i), id);
        sum += points.balanceOf(shop, id) + points.balanceOf(vm.addr(SHOP_KEY + 1), id);
    }

    function overdrawnDrops() external view returns (uint256 count) {
        for (uint256 i = 0; i < 3; ++i) {
            (, uint64 total, uint64 claimed,) = points.dropOf(UDA, bytes32(i + 1));
            if (claimed > total || claimed != materialised[lots[i]]) ++count;
        }
    }

    function missingUses() external view returns (uint256 count) {
        for (uint256 i = 0; i < _payments.length; ++i) {
            if (!points.isNonceUsed(_payments[i].holder, _payments[i].ids[0], _payments[i].nonce)) ++count;
        }
    }

    /// @dev Few enough to meet again, around the edge of the purse.
    function _nonceOf(uint256 seed) private pure returns (uint256) {
        return bound(seed, 122, 133);
    }

    function _useOf(address holder, uint256 id, uint256 nonce) private pure returns (bytes32) {
        return keccak256(abi.encode(holder, id, nonce));
    }

    function _noteUse(address holder, uint256 id, uint256 nonce) private {
        bytes32 use = _useOf(holder, id, nonce);
        if (_isUsed[use]) ++secondUses;
        _isUsed[use] = true;
    }

    function _promise(uint256 lot, uint64 total) private {
        IRegionalPoints.Claim[] memory claims = _claims(bytes32(lot + 1), PEOPLE, 500, 0);
        _publish(_dropOf(bytes32(lot + 1), uint32(lots[lot]), total, _rootOf(claims[0])));
        for (uint256 i = 0; i < PEOPLE; ++i) _entries.push(claims[i]);
    }

    function _isOver(uint256 id) private view returns (bool) {
        return points.today() > uint32(id);
    }

    function _keyOf(address holder) private pure returns (uint256) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (_holder(i) == holder) return _holderKey(i);
        }
        revert Untrue("nobody we know");
    }
}

/// @title What holds for points whatever people do, in any order
contract PointsInvariants {
    PointsLife internal life;

    function setUp() external {
        life = new PointsLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_supply_is_what_was_granted_and_claimed_less_what_was_settled_and_swept() external view {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 id = life.lots(i);
            require(life.supply(id) == life.granted(id) + life.materialised(id) - life.settled(id) - life.swept(id), "supply");
        }
    }

    function invariant_balances_sum_to_the_supply() external view {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 id = life.lots(i);
            require(life.sumOfBalances(id) == life.supply(id), "sum of balances");
        }
    }

    function invariant_nothing_is_spent_after_its_day() external view {
        require(life.lateSpends() == 0, "spent after its day");
    }

    function invariant_a_drop_never_gives_more_than_its_total() external view {
        require(life.overdrawnDrops() == 0, "more was claimed than the drop's total");
    }

    function invariant_a_refund_never_exceeds_its_payment() external view {
        require(life.excessRefunds() == 0, "more was given back than paid");
    }

    function invariant_a_nonce_of_a_lot_works_once_and_stays_used() external view {
        require(life.secondUses() == 0, "a nonce worked twice");
        require(life.missingUses() == 0, "a nonce was forgotten");
    }

    function invariant_what_was_cancelled_is_never_given_back() external view {
        require(life.refundsOfCancelled() == 0, "a cancelled payment was given back");
    }
}
