// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICollection} from "../interfaces/ICollection.sol";
import {Lending} from "./Lending.sol";

/// @title Rights (権利): uses, the time and place they are redeemed, until when they change hands
/// @notice A token's uses stand in its ownership record, so that redeeming a right bought singly needs no new word.
abstract contract Rights is Lending {
    struct Rules {
        uint16 uses;
        uint40 validFrom;
        uint40 validUntil;
        uint64 place;
        bool lendable;
    }

    /// @dev What a sale between holders looks at, in one word.
    struct Resale {
        address royaltyReceiver; // ERC-2981
        uint16 royaltyBasisPoints;
        uint40 transfersUntil;
        bool lendable;
    }

    bytes32 private constant _REDEMPTION_TYPE =
        keccak256("Redemption(uint256 tokenId,address holder,uint64 place,uint16 use,uint64 deadline)");

    Rules private _rules;
    Resale internal _resale;

    /// @inheritdoc ICollection
    function redeem(Redemption calldata redemption, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_REDEMPTION_TYPE, redemption));
        _requireSigned(redemption.holder, structHash, redemption.deadline, signature);
        Rules memory rules_ = _rules;
        Serial memory serial = _recordOf(redemption.tokenId);
        _requireHolder(redemption, serial.owner, serial.lent);
        _requireDue(redemption, rules_, serial.used);

        serial.used = redemption.use;
        _writeRecord(redemption.tokenId, serial, serial.owner);
        emit Redeemed(
            redemption.tokenId,
            redemption.holder,
            redemption.place,
            redemption.use,
            rules_.uses - redemption.use
        );
        emit MetadataUpdate(redemption.tokenId);
    }

    /// @inheritdoc ICollection
    function rules()
        external
        view
        returns (
            uint16 uses,
            uint64 validFrom,
            uint64 validUntil,
            uint64 transfersUntil,
            uint64 place,
            bool lendable
        )
    {
        Rules memory found = _rules;
        return
            (found.uses, found.validFrom, found.validUntil, _resale.transfersUntil, found.place, found.lendable);
    }

    /// @inheritdoc ICollection
    function usesLeftOf(uint256 tokenId) external view returns (uint16) {
        return _rules.uses - _recordOf(tokenId).used;
    }

    /// @return whether the series has any rule
    function _setRules(Terms calldata terms) internal returns (bool) {
        bool isRight = terms.uses != 0;
        bool hasWindow = terms.validFrom != 0 || terms.validUntil != 0 || terms.place != 0;
        bool endsFirst = terms.validUntil != 0 && terms.validUntil <= terms.validFrom;
        bool tooLate = (terms.validFrom | terms.validUntil | terms.transfersUntil) > type(uint40).max;
        if (endsFirst || tooLate || (hasWindow && !isRight)) revert CollectionTermsInvalid();
        if (!isRight && terms.transfersUntil == 0 && !terms.lendable) return false;
        _rules = Rules(
            terms.uses,
            uint40(terms.validFrom),
            uint40(terms.validUntil),
            terms.place,
            terms.lendable
        );
        return true;
    }

    function _setResale(Terms calldata terms) internal {
        _resale = Resale(
            terms.royaltyBasisPoints == 0 ? address(0) : terms.royaltyReceiver,
            terms.royaltyBasisPoints,
            uint40(terms.transfersUntil),
            terms.lendable
        );
    }

    function _isLendable() internal view override returns (bool) {
        return _rules.lendable;
    }

    /// @dev Whether the rules let a token change hands now.
    function _requireMovable(uint256 tokenId, bool lent) internal view {
        Resale memory resale = _resale;
        if (resale.transfersUntil != 0 && block.timestamp >= resale.transfersUntil) {
            revert CollectionTransfersOver(resale.transfersUntil);
        }
        if (lent) _requireNotLent(tokenId);
    }

    function _requireUses(uint256 tokenId, uint16 used, uint16 least) internal view {
        uint16 left = _rules.uses - used;
        if (left < least) revert RightUsesFewer(tokenId, left);
    }

    function _requireHolder(Redemption calldata redemption, address owner, bool lent) private view {
        address user = lent ? userOf(redemption.tokenId) : address(0);
        if (user == address(0) ? redemption.holder == owner : redemption.holder == user) return;
        if (redemption.holder == owner) _requireNotLent(redemption.tokenId);
        revert RightHolderWrong(redemption.tokenId, redemption.holder);
    }

    function _requireDue(Redemption calldata redemption, Rules memory rules_, uint16 used) private view {
        uint256 tokenId = redemption.tokenId;
        if (redemption.use == 0 || redemption.use <= used) revert RightUseDone(tokenId, redemption.use);
        if (used >= rules_.uses) revert RightUsedUp(tokenId, rules_.uses);
        if (redemption.use != used + 1) revert RightUseSkipped(tokenId, used + 1);
        bool isOver = rules_.validUntil != 0 && block.timestamp >= rules_.validUntil;
        if (isOver || block.timestamp < rules_.validFrom) revert RightNotValid(rules_.validFrom, rules_.validUntil);
        if (rules_.place != 0 && redemption.place != rules_.place) revert RightElsewhere(rules_.place);
    }
}
