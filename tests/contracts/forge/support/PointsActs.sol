// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMerchantRegistry} from "contracts/interfaces/IMerchantRegistry.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {Platform} from "./Platform.sol";

/// @title Signed acts on points, as people's devices make them
abstract contract PointsActs is Platform {
    uint32 internal constant PROGRAM = 7;
    uint64 internal constant SHOP = 101; // in Uda
    uint64 internal constant FAR_SHOP = 102; // in Mukawa
    uint64 internal constant OUTSIDE_SHOP = 103; // in Otsuki

    address internal shop = vm.addr(SHOP_KEY);
    uint256 private _campaigns;

    function _lot(uint32 program, uint32 day) internal pure returns (uint256) {
        return (uint256(program) << 32) | day;
    }

    function _openShops() internal {
        _registerMerchant(SHOP, UDA, shop);
        _registerOutside();
    }

    function _registerOutside() private {
        IMerchantRegistry.Registration memory far =
            IMerchantRegistry.Registration(FAR_SHOP, MUKAWA, vm.addr(SHOP_KEY + 1), LATER);
        merchants.register(far, mukawaOfficer, _sign(MUKAWA_OFFICER_KEY, address(merchants), _hashRegistration(far)));
        _registerMerchant(OUTSIDE_SHOP, OTSUKI, vm.addr(SHOP_KEY + 2));
    }

    function _terms(uint32 programId) internal view returns (IRegionalPoints.Program memory program) {
        program.programId = programId;
        program.issuer = UDA;
        program.areaId = BOTH;
        program.cap = 1_000_000_000;
        program.firstDay = points.today();
        program.lastDay = points.today() + 365;
        program.paid = true;
        program.termsHash = keccak256("terms");
        program.deadline = LATER;
    }

    function _createProgram(IRegionalPoints.Program memory program) internal {
        bytes memory signature = _sign(OFFICER_KEY, address(points), _hashProgram(program));
        points.createProgram(program, officer, signature);
    }

    function _hashProgram(IRegionalPoints.Program memory program) internal pure returns (bytes32) {
        bytes32 kind = keccak256(
            "Program(uint32 programId,uint32 issuer,uint32 areaId,uint64 cap,uint32 firstDay,uint32 lastDay,bool paid,bool transferable,bool verifiedOnly,bool refundsExpired,bytes32 termsHash,uint64 deadline)"
        );
        return keccak256(abi.encode(kind, program));
    }

    function _leaf(bytes32 campaignId, IRegionalPoints.Chunk memory chunk) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(campaignId, chunk.index, chunk.holders, chunk.amounts))));
    }

    function _hashIssue(IRegionalPoints.Issue memory issue) internal pure returns (bytes32) {
        bytes32 kind = keccak256(
            "Issue(bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 chunksRoot,uint64 deadline)"
        );
        return keccak256(abi.encode(kind, issue));
    }

    function _chunk(uint32 index, address holder, uint64 amount)
        internal
        pure
        returns (IRegionalPoints.Chunk memory chunk)
    {
        chunk.index = index;
        chunk.holders = new address[](1);
        chunk.amounts = new uint64[](1);
        (chunk.holders[0], chunk.amounts[0]) = (holder, amount);
    }

    /// @dev An issue of a single chunk: its root is its leaf.
    function _issueOf(uint32 program, uint32 day, uint64 total, IRegionalPoints.Chunk memory chunk)
        internal
        returns (IRegionalPoints.Issue memory issue)
    {
        bytes32 campaignId = keccak256(abi.encode("campaign", ++_campaigns));
        issue = IRegionalPoints.Issue(campaignId, program, day, total, _leaf(campaignId, chunk), LATER);
    }

    function _grant(address holder, uint32 program, uint32 day, uint64 amount) internal {
        IRegionalPoints.Chunk memory chunk = _chunk(0, holder, amount);
        _sendGrant(_issueOf(program, day, amount, chunk), chunk);
    }

    function _sendGrant(IRegionalPoints.Issue memory issue, IRegionalPoints.Chunk memory chunk) internal {
        bytes memory signature = _sign(OFFICER_KEY, address(points), _hashIssue(issue));
        points.grant(issue, officer, signature, chunk, new bytes32[](0));
    }

    function _payment(address holder, uint64 merchantId, uint256 id, uint64 amount, uint256 nonce)
        internal
        pure
        returns (IRegionalPoints.Payment memory payment)
    {
        payment.holder = holder;
        payment.merchantId = merchantId;
        payment.amount = amount;
        payment.ids = new uint256[](1);
        payment.amounts = new uint64[](1);
        (payment.ids[0], payment.amounts[0]) = (id, amount);
        payment.nonce = nonce;
        payment.deadline = LATER;
    }

    function _signPayment(uint256 key, IRegionalPoints.Payment memory payment) internal view returns (bytes memory) {
        return _sign(key, address(points), _hashPayment(payment));
    }

    function _hashPayment(IRegionalPoints.Payment memory payment) internal pure returns (bytes32) {
        bytes32 kind = keccak256(
            "Payment(address holder,uint64 merchantId,uint64 amount,uint256[] ids,uint64[] amounts,uint256 nonce,uint64 deadline)"
        );
        bytes memory words = abi.encode(
            kind,
            payment.holder,
            payment.merchantId,
            payment.amount,
            keccak256(abi.encodePacked(payment.ids)),
            keccak256(abi.encodePacked(payment.amounts)),
            payment.nonce,
            payment.deadline
        );
        return keccak256(words);
    }

    function _pay(uint256 key, IRegionalPoints.Payment memory payment) internal returns (bytes32) {
        return points.pay(payment, _signPayment(key, payment));
    }

    function _signGift(uint256 key, IRegionalPoints.Gift memory gift) internal view returns (bytes memory) {
        bytes32 kind = keccak256("Gift(address from,address to,uint256 id,uint64 amount,uint256 nonce,uint64 deadline)");
        return _sign(key, address(points), keccak256(abi.encode(kind, gift)));
    }

    function _hashRefund(IRegionalPoints.Refund memory refund) internal pure returns (bytes32) {
        bytes32 kind = keccak256("Refund(bytes32 paymentId,uint64 amount,uint256 nonce,uint64 deadline)");
        return keccak256(abi.encode(kind, refund));
    }

    function _refund(uint256 holderKey, IRegionalPoints.Payment memory payment, uint64 amount, uint256 nonce) internal {
        IRegionalPoints.Refund memory refund = IRegionalPoints.Refund(points.hashPayment(payment), amount, nonce, LATER);
        bytes memory signature = _sign(SHOP_KEY, address(points), _hashRefund(refund));
        points.refund(payment, _signPayment(holderKey, payment), refund, shop, signature);
    }

    function _settlement(bytes32 settlementId, uint256 id, uint64 amount)
        internal
        pure
        returns (IRegionalPoints.Settlement memory settlement)
    {
        settlement.settlementId = settlementId;
        settlement.merchantId = SHOP;
        settlement.ids = new uint256[](1);
        settlement.amounts = new uint64[](1);
        (settlement.ids[0], settlement.amounts[0]) = (id, amount);
        settlement.deadline = LATER;
    }

    function _hashSettlement(IRegionalPoints.Settlement memory settlement) internal pure returns (bytes32) {
        bytes32 kind = keccak256(
            "Settlement(bytes32 settlementId,uint64 merchantId,uint256[] ids,uint64[] amounts,uint64 deadline)"
        );
        bytes memory words = abi.encode(
            kind,
            settlement.settlementId,
            settlement.merchantId,
            keccak256(abi.encodePacked(settlement.ids)),
            keccak256(abi.encodePacked(settlement.amounts)),
            settlement.deadline
        );
        return keccak256(words);
    }

    function _settle(IRegionalPoints.Settlement memory settlement) internal {
        points.settle(settlement, officer, _sign(OFFICER_KEY, address(points), _hashSettlement(settlement)));
    }
}
