// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IRegionGovernor} from "../interfaces/IRegionGovernor.sol";
import {ISignatureErrors} from "../interfaces/ISignatureErrors.sol";
import {Signatures} from "../signatures/Signatures.sol";

/// @title Proposals (提案) by signature
/// @notice Needs no nonce: the same actions and description make the same proposal, which exists once.
abstract contract SignedProposals is IRegionGovernor, ISignatureErrors, Governor {
    bytes32 private constant _PROPOSAL_TYPE =
        keccak256("Proposal(address proposer,bytes32 actionsHash,bytes32 descriptionHash,uint64 deadline)");

    /// @notice The proposal sent is not the one that was signed.
    error ProposalMismatch();

    /// @inheritdoc IRegionGovernor
    function proposeBySig(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        string calldata description,
        Proposal calldata proposal,
        bytes calldata signature
    ) external returns (uint256 proposalId) {
        bytes32 actionsHash = keccak256(abi.encode(targets, values, calldatas));
        bool same = actionsHash == proposal.actionsHash && keccak256(bytes(description)) == proposal.descriptionHash;
        if (!same) revert ProposalMismatch();
        _requireProposer(proposal, description, signature);
        return _propose(targets, values, calldatas, description, proposal.proposer);
    }

    function _requireProposer(Proposal calldata proposal, string calldata description, bytes calldata signature)
        private
        view
    {
        address proposer = proposal.proposer;
        if (block.timestamp > proposal.deadline) revert SignatureExpired(proposal.deadline);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(_PROPOSAL_TYPE, proposal)));
        if (!Signatures.isSignedBy(proposer, digest, signature)) revert SignatureInvalid(proposer);
        if (!_isValidDescriptionForProposer(proposer, description)) revert GovernorRestrictedProposer(proposer);
        uint256 threshold = proposalThreshold();
        uint256 votes = threshold == 0 ? 0 : getVotes(proposer, clock() - 1);
        if (votes < threshold) revert GovernorInsufficientProposerVotes(proposer, votes, threshold);
    }
}
