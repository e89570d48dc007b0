// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {SerialERC721} from "./SerialERC721.sol";

/// @title One token, one vote of its owner, from the mint on
/// @notice ERC-5805 by timestamp (ERC-6372). Everybody is their own delegate, always: a vote follows its card and
/// cannot be handed to somebody without one. Votes are balances, so they need no storage of their own.
abstract contract SerialVotes is SerialERC721, IERC5805 {
    error VotesFutureLookup(uint256 timepoint, uint48 clock);
    error VotesNotDelegable();

    /// @notice Whether this series votes; where it does not, all votes are 0.
    function isVoting() public view virtual returns (bool) {
        return _series.votes;
    }

    /// @inheritdoc IVotes
    function getVotes(address account) external view returns (uint256) {
        return isVoting() ? _balanceOf(account) : 0;
    }

    /// @inheritdoc IVotes
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256) {
        uint48 past = _requirePast(timepoint);
        return isVoting() ? _balanceAt(account, past) : 0;
    }

    /// @inheritdoc IVotes
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256) {
        uint48 past = _requirePast(timepoint);
        return isVoting() ? _mintedUntil(past) : 0;
    }

    /// @inheritdoc IVotes
    function delegates(address account) external pure returns (address) {
        return account;
    }

    /// @notice Delegating to oneself is the case already; to others it is refused.
    function delegate(address delegatee) external view {
        if (delegatee != msg.sender) revert VotesNotDelegable();
    }

    /// @notice Refused: votes cannot be delegated.
    function delegateBySig(address, uint256, uint256, uint8, bytes32, bytes32) external pure {
        revert VotesNotDelegable();
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IERC6372
    function clock() public view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc SerialERC721
    function supportsInterface(bytes4 interfaceId) public view virtual override returns (bool) {
        bool ofVotes = interfaceId == type(IVotes).interfaceId || interfaceId == type(IERC6372).interfaceId;
        return (ofVotes && isVoting()) || super.supportsInterface(interfaceId);
    }

    function _keepsHistory() internal view override returns (bool) {
        return isVoting();
    }

    function _tell(address account, uint64 before) internal override {
        if (isVoting()) emit DelegateVotesChanged(account, before, _balanceOf(account));
    }

    function _requirePast(uint256 timepoint) private view returns (uint48) {
        if (timepoint >= block.timestamp) revert VotesFutureLookup(timepoint, clock());
        return uint48(timepoint);
    }
}
