// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {ITownGuardian} from "../interfaces/ITownGuardian.sol";
import {SignedActs} from "../signatures/SignedActs.sol";

/// @title A town's veto (差し止め) over what waits in a community's treasury (see ITownGuardian)
/// @notice Its one right is the timelock's role of a canceller: it proposes, moves and changes nothing.
contract TownGuardian is ITownGuardian, SignedActs {
    bytes32 private constant _VETO_TYPE =
        keccak256("Veto(uint256 proposalId,uint32 municipality,bytes32 reasonHash,uint64 deadline)");

    IMunicipalityRegistry public immutable municipalities;
    IGovernor public immutable governor;
    TimelockController public immutable treasury;

    /// @inheritdoc ITownGuardian
    mapping(uint32 municipality => bool) public isTown;

    /// @param registry where the towns' officers stand
    /// @param governor_ of the community
    /// @param treasury_ timelock that the governor fills
    /// @param towns whose officers may veto
    constructor(
        IMunicipalityRegistry registry,
        IGovernor governor_,
        TimelockController treasury_,
        uint32[] memory towns
    ) SignedActs("TownGuardian") {
        municipalities = registry;
        governor = governor_;
        treasury = treasury_;
        for (uint256 i = 0; i < towns.length; ++i) isTown[towns[i]] = true;
    }

    /// @inheritdoc ITownGuardian
    function veto(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash,
        Veto calldata veto_,
        address officer,
        bytes calldata signature
    ) external {
        _requireSigned(officer, keccak256(abi.encode(_VETO_TYPE, veto_)), veto_.deadline, signature);
        if (!isTown[veto_.municipality]) revert TownNotOfCommunity(veto_.municipality);
        municipalities.requireRole(veto_.municipality, IMunicipalityRegistry.Role.Curator, officer);
        _requireWaiting(veto_.proposalId, governor.getProposalId(targets, values, calldatas, descriptionHash));

        emit ProposalVetoed(address(governor), veto_.proposalId, veto_.municipality, officer, veto_.reasonHash);
        treasury.cancel(_operationOf(targets, values, calldatas, descriptionHash));
    }

    function _requireWaiting(uint256 signed, uint256 sent) private view {
        if (sent != signed) revert VetoMismatch(signed, sent);
        IGovernor.ProposalState state = governor.state(signed);
        if (state != IGovernor.ProposalState.Queued) revert ProposalNotWaiting(signed, state);
    }

    /// @dev What the treasury calls the proposal, with the salt that GovernorTimelockControl makes.
    function _operationOf(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas,
        bytes32 descriptionHash
    ) private view returns (bytes32) {
        bytes32 salt = bytes20(address(governor)) ^ descriptionHash;
        return treasury.hashOperationBatch(targets, values, calldatas, 0, salt);
    }
}
