// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMarket} from "contracts/interfaces/IMarket.sol";
import {IPointsMarket} from "contracts/interfaces/IPointsMarket.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {MarketActs} from "./MarketActs.sol";
import {PointsActs} from "./PointsActs.sol";

/// @title Signed acts on what is sold for points
abstract contract PointsMarketActs is MarketActs, PointsActs {
    IPointsMarket internal pointsMarket;
    bytes32[] internal unproven;
    uint256 private _priceNonce;

    /// @dev A program whose points `holders` people hold `amount` of, and a shop that takes them.
    function _openForPoints(uint256 holders, uint64 amount) internal {
        pointsMarket = market.pointsMarket();
        _openShops();
        _createProgram(_terms(PROGRAM));
        _createProgram(_terms(PROGRAM + 1));
        for (uint256 i = 0; i < holders; ++i) {
            _grant(_holder(i), PROGRAM, _lastDay(), amount);
        }
    }

    function _lastDay() internal view returns (uint32) {
        return points.today() + 30;
    }

    function _priceOf(uint64 listingId, uint64 price) internal returns (IPointsMarket.PointsPrice memory) {
        return IPointsMarket.PointsPrice(listingId, PROGRAM, SHOP, price, ++_priceNonce, LATER);
    }

    function _setPrice(IPointsMarket.PointsPrice memory price) internal {
        pointsMarket.setPointsPrice(price, officer, _signPrice(OFFICER_KEY, price));
    }

    function _signPrice(uint256 key, IPointsMarket.PointsPrice memory price) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "PointsPrice(uint64 listingId,uint32 programId,uint64 merchantId,uint64 price,uint256 nonce,uint64 deadline)"
        );
        return _sign(key, address(pointsMarket), keccak256(abi.encode(kind, price)));
    }

    function _paymentFor(IMarket.Purchase memory purchase, uint256 lot)
        internal
        view
        returns (IRegionalPoints.Payment memory)
    {
        uint256 nonce = uint256(market.hashPurchase(purchase));
        return _payment(purchase.buyer, SHOP, lot, purchase.total, nonce);
    }

    function _buyForPoints(uint256 key, IMarket.Purchase memory purchase, uint256 lot) internal returns (uint256) {
        IRegionalPoints.Payment memory payment = _paymentFor(purchase, lot);
        return pointsMarket.buy(purchase, payment, _signPayment(key, payment), unproven);
    }

    function _refusePoints(uint256 key, IMarket.Purchase memory purchase, uint256 lot, bytes memory reason) internal {
        _refusePayment(key, purchase, _paymentFor(purchase, lot), reason);
    }

    function _refusePayment(
        uint256 key,
        IMarket.Purchase memory purchase,
        IRegionalPoints.Payment memory payment,
        bytes memory reason
    ) internal {
        bytes memory signature = _signPayment(key, payment);
        vm.expectRevert(reason);
        pointsMarket.buy(purchase, payment, signature, unproven);
    }
}
