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
        mapping(uint256 word => uint256 bits) chunks;
    }

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
        uint256 sum = _sum(chunk.amounts);
        _countChunk(_campaigns[terms.issuer][issue.campaignId], issue, chunk.index, sum);
        _countGranted(issue.programId, sum);

        uint256 id = _lotId(issue.programId, issue.expiryDay);
        _increaseSupply(id, sum);
        emit Granted(issue.campaignId, id, chunk.index, uint64(sum));
        if (terms.verifiedOnly) _requireAllVerified(issue.programId, chunk.holders);
        _mintAll(id, chunk.holders, chunk.amounts);
    }

    /// @notice Whether a chunk of an issuer's campaign was granted.
    function isChunkGranted(uint32 issuer, bytes32 campaignId, uint32 index) external view returns (bool) {
        return _campaigns[issuer][campaignId].chunks[index >> 8] & (1 << (index & 0xff)) != 0;
    }

    function _countChunk(Campaign storage campaign, Issue calldata issue, uint32 index, uint256 sum) private {
        uint256 bit = 1 << (index & 0xff);
        uint256 bits = campaign.chunks[index >> 8];
        if (bits & bit != 0) revert GrantDone(issue.campaignId, index);
        if (campaign.granted + sum > issue.total) revert GrantTotalExceeded(issue.campaignId);
        campaign.chunks[index >> 8] = bits | bit;
        campaign.granted += uint64(sum);
    }

    function _mintAll(uint256 id, address[] calldata holders, uint64[] calldata amounts) private {
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            if (holder == address(0)) revert ERC1155InvalidReceiver(holder);
            _mint(holder, id, amounts[i]);
            _requireReceiver(address(0), holder, id, amounts[i]);
        }
    }

    function _requireAllVerified(uint32 programId, address[] calldata holders) private view {
        for (uint256 i = 0; i < holders.length; ++i) {
            _requireVerified(programId, holders[i]);
        }
    }

    function _requireChunk(Issue calldata issue, Chunk calldata chunk, bytes32[] calldata proof) private pure {
        bytes memory entry = abi.encode(issue.campaignId, chunk.index, chunk.holders, chunk.amounts);
        bytes32 leaf = keccak256(bytes.concat(keccak256(entry)));
        bool proven = MerkleProof.verifyCalldata(proof, issue.chunksRoot, leaf);
        if (!proven || chunk.holders.length != chunk.amounts.length) {
            revert GrantProofInvalid(issue.campaignId, chunk.index);
        }
    }

    function _sum(uint64[] calldata amounts) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < amounts.length; ++i) {
            sum += amounts[i];
        }
    }
}
