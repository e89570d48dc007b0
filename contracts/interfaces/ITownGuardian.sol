// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

/// @title A town's veto (差し止め) over an accepted proposal, with a public reason, while it waits to be executed
/// @notice Any town of the community may veto, by the signature of one of its curators, until the treasury has paid. The
/// vetoed proposal is cancelled for good; the same may be proposed and voted on again.
interface ITownGuardian {
    /// @notice Signed by a curator of the town. EIP-712 type `Veto`.
    struct Veto {
        uint256 proposalId;
        uint32 municipality;
        bytes32 reasonHash; // of the reason, which is published beside the proposal
        uint64 deadline; // of the signature
    }

    event ProposalVetoed(
        address indexed governor,
        uint256 indexed proposalId,
        uint32 indexed municipality,
        address officer,
        bytes32 reasonHash
    );

    error TownNotOfCommunity(uint32 municipality);
    error ProposalNotWaiting(uint256 proposalId, IGovernor.ProposalState state);
    error VetoMismatch(uint256 signed, uint256 sent);

    /// @notice Cancels a proposal that waits. Anybody may send what an officer signed.
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        Veto calldata veto_,
        address officer,
        bytes calldata signature
    ) external;

    /// @notice Whether a municipality's officers may veto here.
    function isTown(uint32 municipality) external view returns (bool);
}
