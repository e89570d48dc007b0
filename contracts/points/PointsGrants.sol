// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {PointsPrograms} from "./PointsPrograms.sol";

/// @title Grants (付与): one signature of an officer, many holders, sent in chunks
/// @notice What was granted is kept per issuer and campaign, so that no town can use up the campaign of another and
/// an issue signed anew under the same campaign cannot grant a chunk twice.
abstract contract PointsGrants is PointsPrograms, ReentrancyGuardTransient {
    struct Campaign {
        uint64 granted;
        uint192 chunks; // the first ones, in the word that each grant writes anyway
        mapping(uint256 word => uint256 bits) later;
    }

    uint256 private constant _CHUNKS_IN_WORD = 192;

    bytes32 private constant _ISSUE_TYPE = keccak256(
        "Issue(bytes32 campaignId,uint32 programId,uint32 expiryDay,uint64 total,bytes32 chunksRoot,uint64 deadline)"
    );

    mapping(uint32 issuer => mapping(bytes32 campaignId => Campaign)) private _campaigns;

    /// @inheritdoc IRegionalPoints
    function grant(
        Issue calldata issue,
        address officer,
        bytes calldata signature,
        Chunk calldata chunk,
        bytes32[] calldata proof
    ) external nonReentrant {
        _requireSigned(officer, keccak256(abi.encode(_ISSUE_TYPE, issue)), issue.deadline, signature);
        Terms storage terms = _known(issue.programId);
        municipalities.requireRole(terms.issuer, IMunicipalityRegistry.Role.Issuer, officer);
        _requireGrantable(issue.programId, issue.expiryDay, terms);
        _requireChunk(issue, chunk, proof);
        if (terms.verifiedOnly) _requireAllVerified(issue.programId, chunk.holders);

        uint256 id = _lotId(issue.programId, issue.expiryDay);
        (uint256 sum, bool isAsked) = _mintAll(id, chunk.holders, chunk.amounts);
        _countChunk(_campaigns[terms.issuer][issue.campaignId], issue, chunk.index, sum);
        _countGranted(issue.programId, sum);
        _increaseSupply(id, sum);
        emit Granted(issue.campaignId, id, chunk.index, uint64(sum));
        if (isAsked) _askAll(id, chunk.holders, chunk.amounts);
    }

    /// @notice Whether a chunk of an issuer's campaign was granted.
    function isChunkGranted(uint32 issuer, bytes32 campaignId, uint32 index) external view returns (bool) {
        Campaign storage campaign = _campaigns[issuer][campaignId];
        if (index < _CHUNKS_IN_WORD) return campaign.chunks & (1 << index) != 0;
        return campaign.later[index >> 8] & (1 << (index & 0xff)) != 0;
    }

    function _countChunk(Campaign storage campaign, Issue calldata issue, uint32 index, uint256 sum) private {
        bool isFirst = index < _CHUNKS_IN_WORD;
        uint256 bits = isFirst ? campaign.chunks : campaign.later[index >> 8];
        uint256 bit = 1 << (index & 0xff);
        if (bits & bit != 0) revert GrantDone(issue.campaignId, index);
        uint256 granted = campaign.granted + sum;
        if (granted > issue.total) revert GrantTotalExceeded(issue.campaignId);
        campaign.granted = uint64(granted);
        if (isFirst) campaign.chunks = uint192(bits | bit);
        else campaign.later[index >> 8] = bits | bit;
    }

    function _requireAllVerified(uint32 programId, address[] calldata holders) private view {
        for (uint256 i = 0; i < holders.length; ++i) {
            _requireVerified(programId, holders[i]);
        }
    }

    function _requireChunk(Issue calldata issue, Chunk calldata chunk, bytes32[] calldata proof) private pure {
        bytes32 leaf = _leafOf(issue.campaignId, chunk.index, chunk.holders, chunk.amounts);
        bool proven = MerkleProof.verifyCalldata(proof, issue.chunksRoot, leaf);
        if (!proven || chunk.holders.length != chunk.amounts.length) {
            revert GrantProofInvalid(issue.campaignId, chunk.index);
        }
    }

    /// @dev keccak256(bytes.concat(keccak256(abi.encode(campaignId, index, holders, amounts)))), with each array copied
    /// whole instead of word by word: 150 gas less a holder. `_mintAll` refuses words that are no addresses or
    /// amounts. Uses memory beyond what is taken.
    function _leafOf(bytes32 campaignId, uint32 index, address[] calldata holders, uint64[] calldata amounts)
        private
        pure
        returns (bytes32 leaf)
    {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let holdersSize := shl(5, holders.length)
            let amountsSize := shl(5, amounts.length)
            mstore(free, campaignId)
            mstore(add(free, 0x20), index)
            mstore(add(free, 0x40), 0x80)
            mstore(add(free, 0x60), add(0xa0, holdersSize))
            mstore(add(free, 0x80), holders.length)
            calldatacopy(add(free, 0xa0), holders.offset, holdersSize)
            let second := add(add(free, 0xa0), holdersSize)
            mstore(second, amounts.length)
            calldatacopy(add(second, 0x20), amounts.offset, amountsSize)
            mstore(0x00, keccak256(free, add(add(0xc0, holdersSize), amountsSize)))
            leaf := keccak256(0x00, 0x20)
        }
    }
}
