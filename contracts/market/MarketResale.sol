// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IResale} from "../interfaces/IResale.sol";
import {MarketCollections} from "./MarketCollections.sol";
import {YenShares} from "../yen/YenShares.sol";

/// @title Tokens sold by their holders (see IResale)
abstract contract MarketResale is
    IResale,
    MarketCollections,
    YenShares,
    Ownable2Step,
    ReentrancyGuardTransient
{
    struct Fee {
        address receiver;
        uint16 basisPoints;
    }

    uint256 private constant _WHOLE = 10_000;
    uint16 private constant _MOST_FEE = 1_000;
    bytes32 private constant _ASK_TYPE = keccak256(
        "Ask(address collection,uint256 tokenId,address seller,address buyer,uint64 price,uint64 proceeds,uint32 moves,uint64 deadline)"
    );
    bytes32 private constant _OFFER_TYPE = keccak256(
        "Offer(address collection,uint256 tokenId,address buyer,uint64 price,uint16 leastUses,uint64 validBefore,bytes32 salt)"
    );

    Fee public resaleFee;

    /// @inheritdoc IResale
    function resell(Ask calldata ask, bytes calldata signature, Offer calldata offer, bytes calldata authorization)
        external
        nonReentrant
    {
        _requireSigned(ask.seller, keccak256(abi.encode(_ASK_TYPE, ask)), ask.deadline, signature);
        _requireAgreed(ask, offer);
        _requireNotPaused(_municipalityOf(ask.collection));
        bytes32 offerId = _hashOffer(offer);
        _receive(offer.buyer, offer.price, offer.validBefore, offerId, authorization);
        (address royaltyReceiver, uint256 royaltyBasisPoints) = ICollection(ask.collection)
            .moveSold(ask.seller, offer.buyer, ask.tokenId, ask.moves, offer.leastUses);
        _payOut(ask, offer.buyer, offerId, royaltyReceiver, (uint256(ask.price) * royaltyBasisPoints) / _WHOLE);
    }

    /// @inheritdoc IResale
    function setResaleFee(address receiver, uint16 basisPoints) external onlyOwner {
        if (basisPoints > _MOST_FEE || (basisPoints != 0 && receiver == address(0))) revert ResaleFeeInvalid();
        resaleFee = Fee(receiver, basisPoints);
        emit ResaleFeeSet(receiver, basisPoints);
    }

    /// @dev Royalty and fee are rounded down; the seller gets the rest.
    function _payOut(Ask calldata ask, address buyer, bytes32 offerId, address royaltyReceiver, uint256 royalty) private {
        Fee memory fee = resaleFee;
        uint256 feeAmount = (uint256(ask.price) * fee.basisPoints) / _WHOLE;
        uint256 deducted = royalty + feeAmount;
        uint256 proceeds = ask.price > deducted ? ask.price - deducted : 0;
        if (proceeds < ask.proceeds || deducted > ask.price) {
            revert AskProceedsTooLow(ask.proceeds, proceeds);
        }
        emit Resold(
            offerId, ask.collection, ask.tokenId, ask.seller, buyer, ask.price, uint64(royalty), uint64(feeAmount)
        );
        _send(royaltyReceiver, royalty);
        _send(fee.receiver, feeAmount);
        _send(ask.seller, proceeds);
    }

    function _hashOffer(Offer calldata offer) private view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_OFFER_TYPE, offer)));
    }

    function _requireAgreed(Ask calldata ask, Offer calldata offer) private pure {
        bool sameToken = ask.collection == offer.collection && ask.tokenId == offer.tokenId;
        if (!sameToken || ask.price != offer.price || ask.price == 0) revert AskMismatch();
        if (ask.buyer != address(0) && ask.buyer != offer.buyer) revert AskForAnother(ask.buyer);
    }
}
