// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CommunityToken} from "contracts/community_token/CommunityToken.sol";
import {TokenSale} from "contracts/community_token/TokenSale.sol";
import {IShares} from "contracts/interfaces/IShares.sol";
import {ITokenSale} from "contracts/interfaces/ITokenSale.sol";
import {MarketActs} from "./MarketActs.sol";

/// @title Signed acts on a sale of community tokens
abstract contract TokenActs is MarketActs {
    TokenSale internal sale;
    uint256 private _purchaseSalt;

    function _deploySale() internal {
        sale = TokenSale(_shipped("TokenSale", abi.encode(municipalities, yen)));
    }

    function _tokenDetails() internal view returns (ITokenSale.OfferingDetails memory) {
        return ITokenSale.OfferingDetails("Izu Fan Token", "IZUFAN", _threeWays());
    }

    function _offeringOf(uint64 offeringId, uint64 cap, uint64 perAccount)
        internal
        view
        returns (ITokenSale.Offering memory offering)
    {
        offering.offeringId = offeringId;
        offering.municipality = UDA;
        offering.price = 1_001;
        (offering.cap, offering.perAccount) = (cap, perAccount);
        offering.opensAt = uint64(vm.getBlockTimestamp());
        offering.closesAt = offering.opensAt + 30 days;
        offering.detailsHash = keccak256(abi.encode(_tokenDetails()));
        offering.deadline = LATER;
    }

    function _signOffering(uint256 key, ITokenSale.Offering memory offering) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Offering(uint64 offeringId,uint32 municipality,uint64 price,uint64 cap,uint64 perAccount,uint64 opensAt,uint64 closesAt,bytes32 detailsHash,uint64 deadline)"
        );
        return _sign(key, address(sale), keccak256(abi.encode(kind, offering)));
    }

    function _open(ITokenSale.Offering memory offering) internal returns (CommunityToken) {
        bytes memory signature = _signOffering(OFFICER_KEY, offering);
        return CommunityToken(sale.openOffering(offering, _tokenDetails(), officer, signature));
    }

    function _close(uint64 offeringId) internal {
        ITokenSale.OfferingClosure memory closure = ITokenSale.OfferingClosure(offeringId, LATER);
        bytes32 kind = keccak256("OfferingClosure(uint64 offeringId,uint64 deadline)");
        bytes memory signature = _sign(OFFICER_KEY, address(sale), keccak256(abi.encode(kind, closure)));
        sale.closeOffering(closure, officer, signature);
    }

    function _purchaseOf(uint64 offeringId, address buyer, uint64 quantity)
        internal
        returns (ITokenSale.TokenPurchase memory)
    {
        return ITokenSale.TokenPurchase(
            offeringId, buyer, quantity, quantity * 1_001, LATER, bytes32(++_purchaseSalt)
        );
    }

    function _authorizeTokens(uint256 key, ITokenSale.TokenPurchase memory purchase)
        internal
        view
        returns (bytes memory)
    {
        bytes32 id = sale.hashPurchase(purchase);
        return _authorize(key, purchase.buyer, address(sale), purchase.total, purchase.validBefore, id);
    }

    function _buyTokens(uint256 key, uint64 offeringId, uint64 quantity) internal {
        ITokenSale.TokenPurchase memory purchase = _purchaseOf(offeringId, vm.addr(key), quantity);
        sale.buy(purchase, _authorizeTokens(key, purchase));
    }
}
