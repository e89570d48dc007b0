// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {PointsActs} from "./PointsActs.sol";

/// @title Drops, with their Merkle trees built here
abstract contract DropActs is PointsActs {
    /// @dev Publishes a drop of `amount` to each of the first `people` holders; `extra` siblings above the tree make
    /// proofs as long as those of a larger drop.
    function _drop(bytes32 campaignId, uint32 expiryDay, uint256 people, uint64 amount, uint256 extra)
        internal
        returns (IRegionalPoints.Claim[] memory claims)
    {
        claims = _claims(campaignId, people, amount, extra);
        _publish(_dropOf(campaignId, expiryDay, uint64(people) * amount, _rootOf(claims[0])));
    }

    function _dropOf(bytes32 campaignId, uint32 expiryDay, uint64 total, bytes32 root)
        internal
        pure
        returns (IRegionalPoints.Drop memory)
    {
        return IRegionalPoints.Drop(campaignId, PROGRAM, expiryDay, total, root, LATER);
    }

    function _publish(IRegionalPoints.Drop memory drop) internal {
        points.publishDrop(drop, officer, _signDrop(OFFICER_KEY, drop));
    }

    function _signDrop(uint256 key, IRegionalPoints.Drop memory drop) internal view returns (bytes memory) {
        bytes32 kind = keccak256(
            "Drop(bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 entriesRoot,uint64 deadline)"
        );
        return _sign(key, address(points), keccak256(abi.encode(kind, drop)));
    }

    /// @dev Entries of a full tree; `people` is rounded up to a power of two with entries of nobody we ask for.
    function _claims(bytes32 campaignId, uint256 people, uint64 amount, uint256 extra)
        internal
        pure
        returns (IRegionalPoints.Claim[] memory claims)
    {
        uint256 depth = 0;
        while (1 << depth < people) ++depth;
        claims = new IRegionalPoints.Claim[](people);
        bytes32[] memory level = new bytes32[](1 << depth);
        for (uint256 i = 0; i < level.length; ++i) {
            IRegionalPoints.Claim memory entry =
                IRegionalPoints.Claim(UDA, campaignId, uint32(i), _holder(i), amount, new bytes32[](depth + extra));
            level[i] = _leafOf(entry);
            if (i < people) claims[i] = entry;
        }
        for (uint256 height = 0; height < depth + extra; ++height) {
            for (uint256 i = 0; i < people; ++i) {
                claims[i].proof[height] = _sibling(level, i >> height, height);
            }
            if (level.length > 1) level = _parents(level);
        }
    }

    function _rootOf(IRegionalPoints.Claim memory entry) internal pure returns (bytes32 node) {
        node = _leafOf(entry);
        for (uint256 i = 0; i < entry.proof.length; ++i) {
            node = _pair(node, entry.proof[i]);
        }
    }

    function _alone(IRegionalPoints.Claim memory entry) internal pure returns (IRegionalPoints.Claim[] memory claims) {
        claims = new IRegionalPoints.Claim[](1);
        claims[0] = entry;
    }

    function _leafOf(IRegionalPoints.Claim memory entry) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(entry.campaignId, entry.index, entry.holder, entry.amount))));
    }

    function _sibling(bytes32[] memory level, uint256 place, uint256 height) private pure returns (bytes32) {
        return level.length > 1 ? level[place ^ 1] : keccak256(abi.encode("sibling", height));
    }

    function _parents(bytes32[] memory level) private pure returns (bytes32[] memory above) {
        above = new bytes32[](level.length / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            above[i] = _pair(level[2 * i], level[2 * i + 1]);
        }
    }

    function _pair(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return left < right ? keccak256(abi.encode(left, right)) : keccak256(abi.encode(right, left));
    }
}
