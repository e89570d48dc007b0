// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "./ICrowdfund.sol";

/// @title Milestones that a project's supporters release by their vote
/// @notice A Curator publishes the report of a milestone, which opens a vote for the project's `votePeriod`. A supporter
/// votes once, with the yen pledged to the project. At the end the milestone is paid when more agreed than refused;
/// silence counts for nothing, and a tie refuses. After a refusal another report opens another vote, or the town gives
/// the project up and what is left goes back.
interface IMilestoneVotes is ICrowdfund {
    /// @notice EIP-712 type `MilestoneBallot`, signed by the supporter. A round is voted on once.
    struct MilestoneBallot {
        uint64 projectId;
        uint16 round; // of MilestoneVoteOpened
        bytes32 reportHash; // what was read
        address supporter;
        bool agrees;
    }

    enum BallotObjection {
        None,
        Closed, // no such vote is open
        NoSupporter,
        VotedAlready,
        SignatureInvalid
    }

    event MilestoneVoteOpened(
        uint64 indexed projectId, uint16 indexed round, uint8 milestone, bytes32 reportHash, uint64 closesAt
    );
    event MilestoneBallotCast(
        uint64 indexed projectId, address indexed supporter, uint16 indexed round, bool agrees, uint64 weight
    );
    event MilestoneBallotRejected(
        uint64 indexed projectId, address indexed supporter, uint16 indexed round, BallotObjection objection
    );
    event MilestoneVoteClosed(
        uint64 indexed projectId, uint16 indexed round, uint64 agreed, uint64 refused, bool isReleased
    );

    error SupportersDecide(uint64 projectId);
    error MilestoneVoteInvalid(uint64 projectId);
    error MilestoneBallotsMismatched();
    error MilestoneBallotRefused(uint64 projectId, BallotObjection objection);

    /// @notice Opens the vote on the next milestone. A refused report is not asked about again.
    function askSupporters(ICrowdfund.MilestoneRelease calldata release, address officer, bytes calldata signature)
        external;

    /// @notice Counts ballots; one that does not hold emits MilestoneBallotRejected and leaves the others alone.
    function castMilestoneBallots(MilestoneBallot[] calldata ballots, bytes[] calldata signatures) external;

    /// @notice A supporter's own ballot without signature, for accounts that sign nothing (a treasury): the sender is its
    /// supporter. One that does not hold reverts.
    function castMilestoneBallotDirectly(MilestoneBallot calldata ballot) external;

    /// @notice After its end: pays the milestone, or notes the refusal. Anybody may call it.
    function closeMilestoneVote(uint64 projectId) external;

    /// @notice The newest vote of a project; `closesAt` 0 when none waits for its end.
    function milestoneVoteOf(uint64 projectId)
        external
        view
        returns (uint16 round, uint8 milestone, uint40 closesAt, uint64 agreed, uint64 refused);
}
