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

    /// @notice Signed by the voter. EIP-712 type `Ballot`. A voter's second ballot is refused, unless the proposal's
    /// description ends in `#ballots=changeable`: then a ballot with a higher revision replaces the one before.
    struct Ballot {
        uint256 proposalId;
        uint8 support; // 0 against, 1 for, 2 abstain
        address voter;
        uint64 revision; // from 1
    }

    event BallotRejected(uint256 indexed proposalId, address indexed voter, bytes reason);

    /// @notice What the voter chose before counts no longer. Follows in the same transaction: VoteCast with the new
    /// choice. The sums are those of all VoteCast less those of all BallotReplaced.
    event BallotReplaced(uint256 indexed proposalId, address indexed voter, uint8 support, uint256 weight);

    /// @notice Once a proposal. It stays reached, whoever changes their mind.
    event QuorumReached(uint256 indexed proposalId);

    error BallotSignatureInvalid(address voter);
    error BallotWithoutCard(uint256 proposalId, address voter);

    /// @notice A ballot that is not newer than the one that counts.
    error BallotOutdated(address voter, uint64 revision, uint64 counted);

    function proposeBySig(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        string calldata description,
        Proposal calldata proposal,
        bytes calldata signature
    ) external returns (uint256 proposalId);

    function castBallot(Ballot calldata ballot, bytes calldata signature) external returns (uint256 weight);

    /// @notice Whether a voter may replace the ballot until the close.
    function isChangeable(uint256 proposalId) external view returns (bool);

    /// @notice The ballot that counts; revision 0 when there is none.
    function ballotOf(uint256 proposalId, address voter) external view returns (uint64 revision, uint8 support);

    /// @notice Casts many; one that fails emits BallotRejected with its revert data and leaves the others alone.
    function castBallots(Ballot[] calldata ballots, bytes[] calldata signatures) external;
}
