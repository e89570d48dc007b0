// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {ITownGuardian} from "contracts/interfaces/ITownGuardian.sol";
import {DaoActs} from "./support/DaoActs.sol";

/// @title A town stops what waits, for good, with a reason; nobody else does, and nothing else is stopped
contract TownGuardianTest is DaoActs {
    address internal payee = address(0xbeef);
    Actions internal actions;
    uint256 internal proposalId;

    function setUp() external {
        _deploy();
        _found();
        _giveCards(0, 1);
        _fund(address(vault), 1_000);
        _skip(1);
        actions = _yenTransfer(payee, 300, "pay");
        proposalId = _propose(_holderKey(0), actions);
        _skip(DELAY + 1);
        _vote(0, proposalId, 1);
        vm.warp(governor.proposalDeadline(proposalId) + 1);
    }

    function test_what_a_town_vetoed_is_never_executed() external {
        _queue(actions);
        ITownGuardian.Veto memory veto = _vetoOf(UDA);
        _veto(actions, veto, officer, _signVeto(OFFICER_KEY, veto));
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Canceled), "cancelled");
        _skip(TIMELOCK_DELAY + 1);
        _assertNeverPaid();
        Actions memory again = _yenTransfer(payee, 300, "pay, as voted anew"); // the town's word is not the last one
        uint256 second = _propose(_holderKey(0), again);
        _skip(DELAY + 1);
        _vote(0, second, 1);
        vm.warp(governor.proposalDeadline(second) + 1);
        _queue(again);
        _skip(TIMELOCK_DELAY);
        _execute(again);
        assertEq(yen.balanceOf(payee), 300, "paid");
    }

    function test_nothing_is_vetoed_before_it_waits_nor_after_it_was_paid() external {
        ITownGuardian.Veto memory veto = _vetoOf(UDA);
        _refused(veto, officer, OFFICER_KEY, _notWaiting(IGovernor.ProposalState.Succeeded));
        _queue(actions);
        _skip(TIMELOCK_DELAY);
        _execute(actions);
        _refused(veto, officer, OFFICER_KEY, _notWaiting(IGovernor.ProposalState.Executed));
        assertEq(yen.balanceOf(payee), 300, "paid");
    }

    function test_only_a_curator_of_a_town_of_the_community_vetoes() external {
        _queue(actions);
        ITownGuardian.Veto memory foreign = _vetoOf(MUKAWA);
        bytes memory notOurs = abi.encodeWithSelector(ITownGuardian.TownNotOfCommunity.selector, MUKAWA);
        _refused(foreign, mukawaOfficer, MUKAWA_OFFICER_KEY, notOurs);

        ITownGuardian.Veto memory veto = _vetoOf(UDA);
        _refused(veto, mukawaOfficer, MUKAWA_OFFICER_KEY, _unauthorized(mukawaOfficer));
        _refused(veto, _holder(0), _holderKey(0), _unauthorized(_holder(0)));
        bytes memory forged = abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, officer);
        _refused(veto, officer, _holderKey(0), forged);

        vm.prank(owner);
        municipalities.setOfficerRoles(UDA, officer, 15); // every role but the curator's
        _refused(veto, officer, OFFICER_KEY, _unauthorized(officer));
        vm.prank(owner);
        municipalities.setOfficerRoles(UDA, officer, 31);
        veto.deadline = uint64(vm.getBlockTimestamp() - 1);
        bytes memory late = abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, veto.deadline);
        _refused(veto, officer, OFFICER_KEY, late);
        assertEq(uint256(governor.state(proposalId)), uint256(IGovernor.ProposalState.Queued), "still waits");
    }

    function test_a_veto_of_one_proposal_stops_no_other() external {
        _queue(actions);
        ITownGuardian.Veto memory veto = _vetoOf(UDA);
        veto.proposalId = proposalId + 1;
        bytes memory other =
            abi.encodeWithSelector(ITownGuardian.VetoMismatch.selector, proposalId + 1, proposalId);
        _refused(veto, officer, OFFICER_KEY, other);
    }

    function test_the_guardian_itself_moves_nothing() external view {
        assertTrue(vault.hasRole(vault.CANCELLER_ROLE(), address(guardian)), "may cancel");
        assertTrue(!vault.hasRole(vault.PROPOSER_ROLE(), address(guardian)), "proposes nothing");
        assertTrue(!vault.hasRole(vault.DEFAULT_ADMIN_ROLE(), address(guardian)), "gives no role");
        assertTrue(guardian.isTown(UDA) && guardian.isTown(OTSUKI) && !guardian.isTown(MUKAWA), "towns");
    }

    function _vetoOf(uint32 town) private view returns (ITownGuardian.Veto memory) {
        return ITownGuardian.Veto(proposalId, town, keccak256("why"), LATER);
    }

    function _refused(ITownGuardian.Veto memory veto, address by, uint256 key, bytes memory why) private {
        bytes memory signature = _signVeto(key, veto);
        vm.expectRevert(why);
        _veto(actions, veto, by, signature);
    }

    function _notWaiting(IGovernor.ProposalState state) private view returns (bytes memory) {
        return abi.encodeWithSelector(ITownGuardian.ProposalNotWaiting.selector, proposalId, state);
    }

    function _unauthorized(address who) private pure returns (bytes memory) {
        IMunicipalityRegistry.Role curator = IMunicipalityRegistry.Role.Curator;
        return abi.encodeWithSelector(IMunicipalityRegistry.OfficerUnauthorized.selector, UDA, curator, who);
    }

    function _assertNeverPaid() private {
        bytes32 description = keccak256(bytes(actions.description));
        (bool queued,) = address(governor)
            .call(abi.encodeCall(governor.queue, (actions.targets, actions.values, actions.calldatas, description)));
        (bool paid,) = address(governor)
            .call(abi.encodeCall(governor.execute, (actions.targets, actions.values, actions.calldatas, description)));
        assertTrue(!queued && !paid && yen.balanceOf(payee) == 0, "never");
    }
}
