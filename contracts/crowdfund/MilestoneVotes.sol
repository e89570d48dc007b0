// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICrowdfund} from "../interfaces/ICrowdfund.sol";
import {IMilestoneVotes} from "../interfaces/IMilestoneVotes.sol";
import {Signatures} from "../signatures/Signatures.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {CrowdfundProjects} from "./CrowdfundProjects.sol";

/// @title Milestones after the first: released by a Curator, or by the vote of a project's supporters
abstract contract MilestoneVotes is IMilestoneVotes, CrowdfundProjects {
    struct Support {
        uint64 pledged;
        bool returned;
        bool thanked;
        uint16 votedRound; // the last one in which the supporter voted
    }

    struct Vote {
        bytes32 reportHash;
        uint64 agreed; // second word, yen pledged by who agreed
        uint64 refused;
        uint40 closesAt; // 0 = none is open
        uint16 round; // counts from 1 within a project
        uint8 milestone;
    }

    bytes32 private constant _RELEASE_TYPE =
        keccak256("MilestoneRelease(uint64 projectId,uint8 milestone,bytes32 reportHash,uint64 deadline)");
    bytes32 private constant _BALLOT_TYPE =
        keccak256("MilestoneBallot(uint64 projectId,uint16 round,bytes32 reportHash,address supporter,bool agrees)");

    mapping(uint64 projectId => mapping(address supporter => Support)) internal _supports;
    mapping(uint64 projectId => Vote) private _votes;
    mapping(bytes32 releaseHash => bool) private _isAsked;

    /// @inheritdoc ICrowdfund
    function payMilestone(MilestoneRelease calldata release, address officer, bytes calldata signature)
        external
        nonReentrant
    {
        _requireReleased(release, officer, signature);
        if (_funds[release.projectId].votePeriod != 0) revert SupportersDecide(release.projectId);
        _payNext(release.projectId, release.milestone, release.reportHash);
    }

    /// @inheritdoc IMilestoneVotes
    function askSupporters(MilestoneRelease calldata release, address officer, bytes calldata signature) external {
        bytes32 releaseHash = _requireReleased(release, officer, signature);
        Fund storage fund = _funds[release.projectId];
        Vote storage vote = _votes[release.projectId];
        if (fund.votePeriod == 0 || release.milestone != fund.done || vote.closesAt != 0 || _isAsked[releaseHash]) {
            revert MilestoneVoteInvalid(release.projectId);
        }
        _isAsked[releaseHash] = true;
        (vote.reportHash, vote.milestone) = (release.reportHash, release.milestone);
        (vote.agreed, vote.refused) = (0, 0);
        vote.closesAt = uint40(block.timestamp) + fund.votePeriod;
        vote.round += 1;
        emit MilestoneVoteOpened(release.projectId, vote.round, release.milestone, release.reportHash, vote.closesAt);
    }

    /// @inheritdoc IMilestoneVotes
    function castMilestoneBallots(MilestoneBallot[] calldata ballots, bytes[] calldata signatures) external {
        if (ballots.length != signatures.length) revert MilestoneBallotsMismatched();
        for (uint256 i = 0; i < ballots.length; ++i) {
            BallotObjection objection = _objectionTo(ballots[i]);
            if (objection == BallotObjection.None && !_isSigned(ballots[i], signatures[i])) {
                objection = BallotObjection.SignatureInvalid;
            }
            if (objection == BallotObjection.None) {
                _countBallot(ballots[i]);
            } else {
                emit MilestoneBallotRejected(ballots[i].projectId, ballots[i].supporter, ballots[i].round, objection);
            }
        }
    }

    /// @inheritdoc IMilestoneVotes
    function castMilestoneBallotDirectly(MilestoneBallot calldata ballot) external {
        BallotObjection objection = _objectionTo(ballot);
        if (objection == BallotObjection.None && ballot.supporter != msg.sender) {
            objection = BallotObjection.SignatureInvalid;
        }
        if (objection != BallotObjection.None) revert MilestoneBallotRefused(ballot.projectId, objection);
        _countBallot(ballot);
    }

    /// @inheritdoc IMilestoneVotes
    function closeMilestoneVote(uint64 projectId) external nonReentrant {
        Vote memory vote = _votes[projectId];
        _requireState(projectId, State.Funded);
        if (vote.closesAt == 0 || block.timestamp < vote.closesAt) revert MilestoneVoteInvalid(projectId);
        _votes[projectId].closesAt = 0;
        bool isReleased = vote.agreed > vote.refused;
        emit MilestoneVoteClosed(projectId, vote.round, vote.agreed, vote.refused, isReleased);
        if (isReleased) _payNext(projectId, vote.milestone, vote.reportHash);
    }

    /// @inheritdoc IMilestoneVotes
    function milestoneVoteOf(uint64 projectId)
        external
        view
        returns (uint16 round, uint8 milestone, uint40 closesAt, uint64 agreed, uint64 refused)
    {
        Vote memory vote = _votes[projectId];
        return (vote.round, vote.milestone, vote.closesAt, vote.agreed, vote.refused);
    }

    /// @dev Each milestone is rounded down; the last one pays what is left.
    function _payNext(uint64 projectId, uint8 milestone, bytes32 reportHash) internal {
        Fund storage fund = _funds[projectId];
        ProjectDetails memory details = abi.decode(CodeStorage.read(fund.details), (ProjectDetails));
        if (milestone != fund.done) revert MilestoneOutOfTurn(projectId, fund.done);
        if (milestone >= details.milestones.length) revert ProjectPaidOut(projectId);
        bool isLast = uint256(milestone) + 1 == details.milestones.length;
        uint64 amount = isLast
            ? fund.raised - fund.paid
            : uint64((uint256(fund.raised) * details.milestones[milestone]) / _WHOLE_IN_BASIS_POINTS);
        fund.done = milestone + 1;
        fund.paid += amount;
        emit MilestonePaid(projectId, milestone, amount, reportHash);
        _share(bytes32(uint256(projectId)), details.splits, amount);
    }

    function _countBallot(MilestoneBallot calldata ballot) private {
        Support storage support = _supports[ballot.projectId][ballot.supporter];
        Vote storage vote = _votes[ballot.projectId];
        uint64 weight = support.pledged;
        support.votedRound = vote.round;
        if (ballot.agrees) vote.agreed += weight;
        else vote.refused += weight;
        emit MilestoneBallotCast(ballot.projectId, ballot.supporter, vote.round, ballot.agrees, weight);
    }

    /// @dev What a Curator signs of a funded project's next milestone after the first. Returns the digest.
    function _requireReleased(MilestoneRelease calldata release, address officer, bytes calldata signature)
        private
        view
        returns (bytes32 digest)
    {
        digest = _requireSigned(officer, keccak256(abi.encode(_RELEASE_TYPE, release)), release.deadline, signature);
        _requireCurator(_known(release.projectId).municipality, officer);
        _requireState(release.projectId, State.Funded);
        if (release.milestone == 0) revert MilestoneOutOfTurn(release.projectId, _funds[release.projectId].done);
    }

    /// @dev Whether the supporter says so is asked after this.
    function _objectionTo(MilestoneBallot calldata ballot) private view returns (BallotObjection) {
        Vote storage vote = _votes[ballot.projectId];
        Support storage support = _supports[ballot.projectId][ballot.supporter];
        bool isOpen = block.timestamp < vote.closesAt && stateOf(ballot.projectId) == State.Funded;
        if (!isOpen || ballot.round != vote.round || ballot.reportHash != vote.reportHash) {
            return BallotObjection.Closed;
        }
        if (support.pledged == 0) return BallotObjection.NoSupporter;
        return support.votedRound == vote.round ? BallotObjection.VotedAlready : BallotObjection.None;
    }

    function _isSigned(MilestoneBallot calldata ballot, bytes calldata signature) private view returns (bool) {
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(_BALLOT_TYPE, ballot)));
        return Signatures.isSignedBy(ballot.supporter, digest, signature);
    }
}
