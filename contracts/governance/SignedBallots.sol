// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IRegionGovernor} from "../interfaces/IRegionGovernor.sol";
import {ISignatureErrors} from "../interfaces/ISignatureErrors.sol";
import {Signatures} from "../signatures/Signatures.sol";
import {BallotCounting} from "./BallotCounting.sol";

/// @title Ballots (投票) by signature, one or a batch in which a bad one fails alone
abstract contract SignedBallots is IRegionGovernor, ISignatureErrors, BallotCounting {
    bytes32 private constant _BALLOT_TYPE =
        keccak256("Ballot(uint256 proposalId,uint8 support,address voter,uint64 revision)");

    /// @notice The transaction ran out of gas within a ballot; none of the batch is counted.
    error BallotGasInsufficient();

    /// @inheritdoc IRegionGovernor
    function castBallots(Ballot[] calldata ballots, bytes[] calldata signatures) external {
        uint256 count = ballots.length;
        if (count != signatures.length) revert SignaturesMismatched(count, signatures.length);
        for (uint256 i = 0; i < count; ++i) {
            try this.castBallot(ballots[i], signatures[i]) {}
            catch (bytes memory reason) {
                _requireReason(reason);
                emit BallotRejected(ballots[i].proposalId, ballots[i].voter, reason);
            }
        }
    }

    /// @inheritdoc IRegionGovernor
    function castBallot(Ballot calldata ballot, bytes calldata signature) public returns (uint256 weight) {
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(_BALLOT_TYPE, ballot)));
        if (!Signatures.isSignedBy(ballot.voter, digest, signature)) revert BallotSignatureInvalid(ballot.voter);
        return _castRevision(ballot.proposalId, ballot.voter, ballot.support, ballot.revision);
    }

    /// @dev A ballot that failed for want of gas was not refused: the whole batch fails and may be sent again.
    function _requireReason(bytes memory reason) private pure {
        if (reason.length == 0 || bytes4(reason) == Signatures.SignatureGasInsufficient.selector) {
            revert BallotGasInsufficient();
        }
    }
}
