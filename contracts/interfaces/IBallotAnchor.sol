// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Results of polls (アンケート投票) counted off chain, so that nobody can change them later
/// @notice A poll is known by the hash of its rules. Its ballots are signed and public; the anchor holds the root of
/// their Merkle tree and the hash of the result, once, signed by a curator of the town that holds the poll.
interface IBallotAnchor {
    /// @notice Signed by a curator. EIP-712 type `Result`.
    struct Result {
        bytes32 poll; // keccak256 of the rules
        uint32 municipality;
        bytes32 ballotsRoot; // leaves hashed twice, sorted pairs, as OpenZeppelin's MerkleProof; 0 without a ballot
        bytes32 resultHash; // keccak256 of the counted result
        uint32 ballots;
        uint64 deadline; // of the signature
    }

    event ResultAnchored(
        bytes32 indexed poll, uint32 indexed municipality, bytes32 ballotsRoot, bytes32 resultHash, uint32 ballots
    );

    error ResultAnchoredAlready(bytes32 poll, uint32 municipality);

    /// @notice Anchors a result for good.
    function anchor(Result calldata result, address curator, bytes calldata signature) external;

    /// @notice What was anchored; all zero when nothing was.
    function resultOf(bytes32 poll, uint32 municipality)
        external
        view
        returns (bytes32 ballotsRoot, bytes32 resultHash, uint32 ballots);

    /// @notice Whether a ballot's leaf is in the anchored tree.
    function isCounted(bytes32 poll, uint32 municipality, bytes32 leaf, bytes32[] calldata proof)
        external
        view
        returns (bool);
}
