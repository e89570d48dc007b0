// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Binding proposals (提案) of a community: one card, one vote (投票); execution after the timelock
/// @notice OpenZeppelin Governor with counting of against/for/abstain, quorum as a fraction, and a Timelock treasury
/// (金庫). Proposals and ballots come by EIP-712 signature. Events are OpenZeppelin's (ProposalCreated, VoteCast,
/// ProposalExtended, ProposalQueued, ProposalExecuted, ProposalCanceled) plus those here. A vote whose quorum is reached
/// shortly before the close goes on, so that others can still answer (GovernorPreventLateQuorum).
interface IRegionGovernor {
    /// @notice Signed by the proposer. EIP-712 type `Proposal`; actionsHash =
    /// keccak256(abi.encode(targets, values, calldatas)), descriptionHash = keccak256(bytes(description)).
    struct Proposal {
        address proposer;
        bytes32 actionsHash;
        bytes32 descriptionHash;
        uint64 deadline;
    }

    /// @notice Signed by the voter. EIP-712 type `Ballot(uint256 proposalId,uint8 support,address voter)`. No nonce:
    /// a voter's second ballot is refused.
    struct Ballot {
        uint256 proposalId;
        uint8 support; // 0 against, 1 for, 2 abstain
        address voter;
    }

    event BallotRejected(uint256 indexed proposalId, address indexed voter, bytes reason);

    error BallotSignatureInvalid(address voter);
    error BallotWithoutCard(uint256 proposalId, address voter);

    function proposeBySig(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        string calldata description,
        Proposal calldata proposal,
        bytes calldata signature
    ) external returns (uint256 proposalId);

    function castBallot(Ballot calldata ballot, bytes calldata signature) external returns (uint256 weight);

    /// @notice Casts many; one that fails emits BallotRejected with its revert data and leaves the others alone.
    function castBallots(Ballot[] calldata ballots, bytes[] calldata signatures) external;
}
