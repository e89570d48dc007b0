// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountSuccession} from "../interfaces/IAccountSuccession.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {Rights} from "./Rights.sol";

/// @title Tokens that change hands by signature: given, sold, re-bound; and asks taken back
abstract contract Moves is Rights {
    bytes32 private constant _GIFT_TYPE =
        keccak256("Gift(uint256 tokenId,address from,address to,uint32 moves,uint64 deadline)");
    bytes32 private constant _WITHDRAWAL_TYPE =
        keccak256("Withdrawal(uint256 tokenId,address owner,uint32 moves,uint64 deadline)");
    bytes32 private constant _REBINDING_TYPE =
        keccak256("Rebinding(uint256 tokenId,address from,address to,uint64 deadline)");

    /// @inheritdoc ICollection
    function give(Gift calldata gift, bytes calldata signature) external {
        _requireSigned(gift.from, keccak256(abi.encode(_GIFT_TYPE, gift)), gift.deadline, signature);
        Serial memory serial = _recordAsSigned(gift.tokenId, gift.from, gift.moves);
        _beforeTransfer(gift.tokenId, serial);
        _move(gift.to, gift.tokenId, serial);
        _requireReceiver(gift.from, gift.to, gift.tokenId, 1);
    }

    /// @inheritdoc ICollection
    function withdrawAsks(Withdrawal calldata withdrawal, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_WITHDRAWAL_TYPE, withdrawal));
        _requireSigned(withdrawal.owner, structHash, withdrawal.deadline, signature);
        Serial memory serial = _recordAsSigned(withdrawal.tokenId, withdrawal.owner, withdrawal.moves);
        unchecked {
            ++serial.moves;
        }
        _writeRecord(withdrawal.tokenId, serial, serial.owner);
        emit AsksWithdrawn(withdrawal.tokenId, withdrawal.owner, serial.moves);
    }

    /// @inheritdoc ICollection
    function rebind(Rebinding calldata rebinding, address officer, bytes calldata signature) external {
        uint256 tokenId = rebinding.tokenId;
        _requireSigned(officer, keccak256(abi.encode(_REBINDING_TYPE, rebinding)), rebinding.deadline, signature);
        _requireOfficer(IMunicipalityRegistry.Role.Attester, officer);
        if (!_series.locked) revert CollectionNotLocked(tokenId);
        Serial memory serial = _recordOf(tokenId);
        if (serial.owner != rebinding.from) revert ERC721IncorrectOwner(rebinding.from, tokenId, serial.owner);
        address identities = address(IMarket(_series.market).identities());
        if (!IAccountSuccession(identities).isSuccessor(rebinding.from, rebinding.to)) {
            revert AccountNotSuccessor(rebinding.from, rebinding.to);
        }
        _move(rebinding.to, tokenId, serial);
        emit Rebound(tokenId, rebinding.from, rebinding.to);
    }

    /// @inheritdoc ICollection
    function moveSold(address from, address to, uint256 tokenId, uint32 moves, uint16 leastUses)
        external
        returns (address royaltyReceiver, uint16 royaltyBasisPoints)
    {
        if (msg.sender != _series.market) revert CollectionMinterUnauthorized(msg.sender);
        Serial memory serial = _recordAsSigned(tokenId, from, moves);
        _beforeTransfer(tokenId, serial);
        if (leastUses != 0) _requireUses(tokenId, serial.used, leastUses);
        _move(to, tokenId, serial);
        Resale memory resale = _resale;
        return (resale.royaltyReceiver, resale.royaltyBasisPoints);
    }

    /// @inheritdoc ICollection
    function movesOf(uint256 tokenId) external view returns (uint32) {
        return _recordOf(tokenId).moves;
    }

    function _beforeTransfer(uint256 tokenId, Serial memory serial) internal view override {
        if (_series.locked) revert CollectionLocked(tokenId);
        if (_series.ruled) _requireMovable(tokenId, serial.lent);
    }

    function _recordAsSigned(uint256 tokenId, address owner, uint32 moves)
        private
        view
        returns (Serial memory serial)
    {
        serial = _recordOf(tokenId);
        if (serial.owner != owner) revert ERC721IncorrectOwner(owner, tokenId, serial.owner);
        if (serial.moves != moves) revert TokenMoved(tokenId, serial.moves);
    }
}
