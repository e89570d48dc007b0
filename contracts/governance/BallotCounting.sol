// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IRegionGovernor} from "../interfaces/IRegionGovernor.sol";

/// @title Counting (集計) of against/for/abstain in which a ballot may be replaced where the proposal allows it
/// @notice Counts as OpenZeppelin's GovernorCountingSimple does. A replaced ballot leaves the sum it stood in; its weight
/// needs no storage, as it is the votes at the snapshot, which never change. A quorum once reached stays reached: else
/// somebody could reach it early, leave, and reach it again in the closing second, when nobody is given more time.
abstract contract BallotCounting is IRegionGovernor, Governor {
    using SafeCast for uint256;

    enum Support {
        Against,
        For,
        Abstain
    }

    struct Count {
        uint80 against;
        uint80 inFavour;
        uint80 abstain;
        bool isChangeable;
        bool hasQuorum;
    }

    struct Cast {
        uint64 revision; // 0 = has not voted
        uint8 support;
    }

    bytes private constant _CHANGEABLE = "#ballots=changeable";
    uint64 private constant _FIRST = 1;

    mapping(uint256 proposalId => Count) private _counts;
    mapping(uint256 proposalId => mapping(address voter => Cast)) private _casts;

    /// @inheritdoc IGovernor
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() public pure override returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    /// @inheritdoc IGovernor
    function hasVoted(uint256 proposalId, address account) public view override returns (bool) {
        return _casts[proposalId][account].revision != 0;
    }

    /// @inheritdoc IRegionGovernor
    function isChangeable(uint256 proposalId) external view returns (bool) {
        return _counts[proposalId].isChangeable;
    }

    /// @inheritdoc IRegionGovernor
    function ballotOf(uint256 proposalId, address voter) external view returns (uint64 revision, uint8 support) {
        Cast storage cast = _casts[proposalId][voter];
        return (cast.revision, cast.support);
    }

    /// @notice Sums of the ballots that count now.
    function proposalVotes(uint256 proposalId)
        external
        view
        returns (uint256 against, uint256 inFavour, uint256 abstain)
    {
        Count storage count = _counts[proposalId];
        return (count.against, count.inFavour, count.abstain);
    }

    /// @dev The description is part of the proposal's id and of what its proposer signs.
    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal virtual override returns (uint256 proposalId) {
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        if (_endsChangeable(bytes(description))) _counts[proposalId].isChangeable = true;
    }

    /// @dev Without a revision (a voter's own transaction) there is only a first ballot.
    function _countVote(uint256 proposalId, address voter, uint8 support, uint256 weight, bytes memory)
        internal
        virtual
        override
        returns (uint256)
    {
        if (hasVoted(proposalId, voter)) revert GovernorAlreadyCastVote(voter);
        _count(proposalId, voter, support, weight, _FIRST);
        return weight;
    }

    /// @dev Casts a ballot with a revision, as Governor._castVote does without one.
    function _castRevision(uint256 proposalId, address voter, uint8 support, uint64 revision)
        internal
        returns (uint256 weight)
    {
        _validateStateBitmap(proposalId, _encodeStateBitmap(ProposalState.Active));
        weight = _getVotes(voter, proposalSnapshot(proposalId), _defaultParams());
        _count(proposalId, voter, support, weight, revision);
        emit VoteCast(voter, proposalId, support, weight, "");
        _tallyUpdated(proposalId);
    }

    /// @dev Whether it is this ballot that brings the quorum about; noted, so that it stays.
    function _bringsQuorum(uint256 proposalId) internal returns (bool brings) {
        Count storage count = _counts[proposalId];
        brings = !count.hasQuorum && _quorumReached(proposalId);
        if (brings) {
            count.hasQuorum = true;
            emit QuorumReached(proposalId);
        }
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        Count storage count = _counts[proposalId];
        return count.hasQuorum || quorum(proposalSnapshot(proposalId)) <= uint256(count.inFavour) + count.abstain;
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        Count storage count = _counts[proposalId];
        return count.inFavour > count.against;
    }

    /// @dev Every way of voting passes here: without a card at the snapshot there is no ballot.
    function _count(uint256 proposalId, address voter, uint8 support, uint256 weight, uint64 revision) private {
        if (weight == 0) revert BallotWithoutCard(proposalId, voter);
        if (support > uint8(Support.Abstain)) revert GovernorInvalidVoteType();
        Count memory count = _counts[proposalId];
        Cast storage cast = _casts[proposalId][voter];
        uint64 earlier = cast.revision;
        if (earlier != 0 && !count.isChangeable) revert GovernorAlreadyCastVote(voter);
        if (revision <= earlier) revert BallotOutdated(voter, revision, earlier);

        uint80 votes = weight.toUint80();
        if (earlier != 0) {
            uint8 replaced = cast.support;
            _add(count, replaced, votes, false);
            emit BallotReplaced(proposalId, voter, replaced, weight);
        }
        _add(count, support, votes, true);
        _casts[proposalId][voter] = Cast(revision, support);
        _counts[proposalId] = count;
    }

    function _add(Count memory count, uint8 support, uint80 votes, bool isMore) private pure {
        if (support == uint8(Support.Against)) count.against = _sum(count.against, votes, isMore);
        else if (support == uint8(Support.For)) count.inFavour = _sum(count.inFavour, votes, isMore);
        else count.abstain = _sum(count.abstain, votes, isMore);
    }

    function _sum(uint80 before, uint80 votes, bool isMore) private pure returns (uint80) {
        return isMore ? before + votes : before - votes;
    }

    function _endsChangeable(bytes memory description) private pure returns (bool) {
        uint256 length = _CHANGEABLE.length;
        if (description.length < length) return false;
        bytes32 ending;
        assembly ("memory-safe") {
            ending := keccak256(add(add(description, 0x20), sub(mload(description), length)), length)
        }
        return ending == keccak256(_CHANGEABLE);
    }
}
