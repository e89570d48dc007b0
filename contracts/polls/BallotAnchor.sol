// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IBallotAnchor} from "../interfaces/IBallotAnchor.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";

/// @title Results of polls, anchored once (see IBallotAnchor)
contract BallotAnchor is IBallotAnchor, SignedActs {
    struct Anchored {
        bytes32 ballotsRoot;
        bytes32 resultHash;
        uint32 ballots;
        bool exists;
    }

    bytes32 private constant _RESULT_TYPE = keccak256(
        "Result(bytes32 poll,uint32 municipality,bytes32 ballotsRoot,bytes32 resultHash,uint32 ballots,uint64 deadline)"
    );

    IMunicipalityRegistry public immutable municipalities;

    mapping(bytes32 poll => mapping(uint32 municipality => Anchored)) private _anchored;

    constructor(IMunicipalityRegistry municipalities_) SignedActs("BallotAnchor") {
        municipalities = municipalities_;
    }

    /// @inheritdoc IBallotAnchor
    function anchor(Result calldata result, address curator, bytes calldata signature) external {
        _requireSigned(curator, keccak256(abi.encode(_RESULT_TYPE, result)), result.deadline, signature);
        municipalities.requireRole(result.municipality, IMunicipalityRegistry.Role.Curator, curator);
        Anchored storage anchored = _anchored[result.poll][result.municipality];
        if (anchored.exists) revert ResultAnchoredAlready(result.poll, result.municipality);

        _anchored[result.poll][result.municipality] =
            Anchored(result.ballotsRoot, result.resultHash, result.ballots, true);
        emit ResultAnchored(
            result.poll, result.municipality, result.ballotsRoot, result.resultHash, result.ballots
        );
    }

    /// @inheritdoc IBallotAnchor
    function resultOf(bytes32 poll, uint32 municipality)
        external
        view
        returns (bytes32 ballotsRoot, bytes32 resultHash, uint32 ballots)
    {
        Anchored storage anchored = _anchored[poll][municipality];
        return (anchored.ballotsRoot, anchored.resultHash, anchored.ballots);
    }

    /// @inheritdoc IBallotAnchor
    function isCounted(bytes32 poll, uint32 municipality, bytes32 leaf, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        Anchored storage anchored = _anchored[poll][municipality];
        return anchored.ballots != 0 && MerkleProof.verifyCalldata(proof, anchored.ballotsRoot, leaf);
    }
}
