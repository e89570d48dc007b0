// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {PointsPrograms} from "./PointsPrograms.sol";

/// @title Drops (一斉付与): one Merkle root for any number of people; points come into being when they are claimed
/// @notice Whoever sends a claim, the points go to the person that the root names. A claim rides along with the
/// person's first payment. What nobody claims by the last day was never there: no transaction ends it.
abstract contract PointsDrops is PointsPrograms, ReentrancyGuardTransient {
    struct Published {
        bytes32 entriesRoot;
        uint64 lotId; // second word; 0 = no such drop
        uint64 total;
        uint64 claimed;
        mapping(uint256 word => uint256 bits) entries;
    }

    bytes32 private constant _DROP_TYPE = keccak256(
        "Drop(bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 entriesRoot,uint64 deadline)"
    );

    mapping(uint32 issuer => mapping(bytes32 campaignId => Published)) private _drops;

    /// @inheritdoc IRegionalPoints
    function publishDrop(Drop calldata drop, address officer, bytes calldata signature) external {
        _requireSigned(officer, keccak256(abi.encode(_DROP_TYPE, drop)), drop.deadline, signature);
        Terms storage terms = _known(drop.programId);
        uint32 issuer = terms.issuer;
        municipalities.requireRole(issuer, IMunicipalityRegistry.Role.Issuer, officer);
        _requireGrantable(drop.programId, drop.expiryDay, terms);
        Published storage published = _drops[issuer][drop.campaignId];
        if (published.lotId != 0) revert DropExists(drop.campaignId);
        _countGranted(drop.programId, drop.total);

        uint256 id = _lotId(drop.programId, drop.expiryDay);
        published.entriesRoot = drop.entriesRoot;
        published.lotId = uint64(id);
        published.total = drop.total;
        emit DropPublished(drop.campaignId, id, drop.total, drop.entriesRoot);
    }

    /// @inheritdoc IRegionalPoints
    function claim(Claim calldata claim_) external nonReentrant {
        bytes memory objection = _tryToClaim(claim_);
        if (objection.length != 0) _revertWith(objection);
        _requireReceiver(address(0), claim_.holder, _drops[claim_.issuer][claim_.campaignId].lotId, claim_.amount);
    }

    /// @inheritdoc IRegionalPoints
    function isClaimed(uint32 issuer, bytes32 campaignId, uint32 index) external view returns (bool) {
        return _drops[issuer][campaignId].entries[index >> 8] & (1 << (index & 0xff)) != 0;
    }

    /// @inheritdoc IRegionalPoints
    function dropOf(uint32 issuer, bytes32 campaignId)
        external
        view
        returns (uint256 id, uint64 total, uint64 claimed, bytes32 entriesRoot)
    {
        Published storage published = _drops[issuer][campaignId];
        return (published.lotId, published.total, published.claimed, published.entriesRoot);
    }

    /// @dev Claims that ride along with a payment. One that does not hold brings nothing, and the payment itself says
    /// what is missing. A contract account must be asked whether it takes points, so it claims apart.
    function _claimAll(Claim[] calldata claims) internal {
        for (uint256 i = 0; i < claims.length; ++i) {
            if (claims[i].holder.code.length == 0) _tryToClaim(claims[i]);
        }
    }

    function _revertWith(bytes memory objection) internal pure {
        assembly ("memory-safe") {
            revert(add(objection, 0x20), mload(objection))
        }
    }

    /// @dev Brings the points, or changes nothing and returns what speaks against it as an encoded error.
    function _tryToClaim(Claim calldata claim_) private returns (bytes memory objection) {
        Published storage drop = _drops[claim_.issuer][claim_.campaignId];
        (uint256 id, uint256 total, uint256 claimed) = (drop.lotId, drop.total, drop.claimed);
        objection = _objectionTo(claim_, id, drop.entriesRoot);
        if (objection.length != 0) return objection;

        uint256 bit = 1 << (claim_.index & 0xff);
        uint256 bits = drop.entries[claim_.index >> 8];
        if (bits & bit != 0) return abi.encodeWithSelector(DropClaimed.selector, claim_.campaignId, claim_.index);
        uint256 amount = claim_.amount;
        if (claimed + amount > total) return abi.encodeWithSelector(DropTotalExceeded.selector, claim_.campaignId);

        drop.entries[claim_.index >> 8] = bits | bit;
        drop.claimed = uint64(claimed + amount);
        _increaseSupply(id, amount);
        _mint(claim_.holder, id, amount);
        emit Claimed(claim_.campaignId, claim_.holder, claim_.index, claim_.amount);
    }

    function _objectionTo(Claim calldata claim_, uint256 id, bytes32 entriesRoot)
        private
        view
        returns (bytes memory objection)
    {
        if (id == 0) return abi.encodeWithSelector(DropUnknown.selector, claim_.issuer, claim_.campaignId);
        if (_isExpired(id)) return abi.encodeWithSelector(PointsExpired.selector, id);
        if (municipalities.isPaused(claim_.issuer)) {
            return abi.encodeWithSelector(IMunicipalityRegistry.MunicipalityIsPaused.selector, claim_.issuer);
        }
        if (claim_.holder == address(0)) return abi.encodeWithSelector(ERC1155InvalidReceiver.selector, address(0));
        if (!MerkleProof.verifyCalldata(claim_.proof, entriesRoot, _leafOf(claim_))) {
            return abi.encodeWithSelector(DropProofInvalid.selector, claim_.campaignId, claim_.index);
        }
        uint32 programId = _programIdOf(id);
        if (_known(programId).verifiedOnly && !identities.isVerified(claim_.holder)) {
            return abi.encodeWithSelector(HolderUnverified.selector, programId, claim_.holder);
        }
    }

    function _leafOf(Claim calldata claim_) private pure returns (bytes32) {
        bytes32 once = keccak256(abi.encode(claim_.campaignId, claim_.index, claim_.holder, claim_.amount));
        return keccak256(bytes.concat(once));
    }
}
