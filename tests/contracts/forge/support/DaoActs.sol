// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {RegionGovernor} from "contracts/governance/RegionGovernor.sol";
import {Timelock} from "contracts/governance/Timelock.sol";
import {TownGuardian} from "contracts/governance/TownGuardian.sol";
import {IRegionGovernor} from "contracts/interfaces/IRegionGovernor.sol";
import {ITownGuardian} from "contracts/interfaces/ITownGuardian.sol";
import {MarketActs} from "./MarketActs.sol";

/// @title A community with a card, a governor and a treasury, and its signed acts
abstract contract DaoActs is MarketActs {
    uint48 internal constant DELAY = 1 hours;
    uint32 internal constant PERIOD = 3 days;
    uint48 internal constant EXTENSION = 1 days;
    uint256 internal constant TIMELOCK_DELAY = 2 days;

    struct Actions {
        address[] targets;
        uint256[] values;
        bytes[] calldatas;
        string description;
    }

    Collection internal card;
    uint64 internal cardListing;
    RegionGovernor internal governor;
    Timelock internal vault;
    TownGuardian internal guardian;
    uint256 private _salt;

    function _found() internal {
        card = _createCollection(true, false);
        cardListing = _open(_listingOf(card, 1_000, 10_000, 0));
        address[] memory nobody = new address[](0);
        address[] memory anybody = new address[](1);
        vault = Timelock(payable(_shipped("Timelock", abi.encode(TIMELOCK_DELAY, nobody, anybody, address(this)))));
        bytes memory rules = abi.encode(card, vault, DELAY, PERIOD, 1, 20, EXTENSION);
        governor = RegionGovernor(payable(_shipped("RegionGovernor", rules)));
        vault.grantRole(vault.PROPOSER_ROLE(), address(governor));
        vault.grantRole(vault.CANCELLER_ROLE(), address(governor));
        uint32[] memory towns = new uint32[](2);
        (towns[0], towns[1]) = (UDA, OTSUKI);
        guardian = TownGuardian(_shipped("TownGuardian", abi.encode(municipalities, governor, vault, towns)));
        vault.grantRole(vault.CANCELLER_ROLE(), address(guardian));
        vault.renounceRole(vault.DEFAULT_ADMIN_ROLE(), address(this));
    }

    function _giveCards(uint256 holderIndex, uint32 quantity) internal {
        address holder = _holder(holderIndex);
        _fund(holder, 1_000 * quantity);
        _buy(_holderKey(holderIndex), _purchase(cardListing, holder, quantity, 1_000 * quantity, ++_salt));
    }

    function _yenTransfer(address to, uint256 amount, string memory why)
        internal
        view
        returns (Actions memory actions)
    {
        actions.targets = new address[](1);
        actions.values = new uint256[](1);
        actions.calldatas = new bytes[](1);
        actions.targets[0] = address(yen);
        actions.calldatas[0] = abi.encodeCall(yen.transfer, (to, amount));
        actions.description = why;
    }

    function _propose(uint256 key, Actions memory actions) internal returns (uint256) {
        (IRegionGovernor.Proposal memory proposal, bytes memory signature) = _signedProposal(key, actions);
        return governor.proposeBySig(
            actions.targets, actions.values, actions.calldatas, actions.description, proposal, signature
        );
    }

    function _signedProposal(uint256 key, Actions memory actions)
        internal
        view
        returns (IRegionGovernor.Proposal memory proposal, bytes memory signature)
    {
        proposal = IRegionGovernor.Proposal(
            vm.addr(key),
            keccak256(abi.encode(actions.targets, actions.values, actions.calldatas)),
            keccak256(bytes(actions.description)),
            LATER
        );
        signature = _signProposal(key, proposal);
    }

    function _signProposal(uint256 key, IRegionGovernor.Proposal memory proposal) internal view returns (bytes memory) {
        bytes32 kind =
            keccak256("Proposal(address proposer,bytes32 actionsHash,bytes32 descriptionHash,uint64 deadline)");
        return _sign(key, address(governor), keccak256(abi.encode(kind, proposal)));
    }

    function _signBallot(uint256 key, IRegionGovernor.Ballot memory ballot) internal view returns (bytes memory) {
        bytes32 kind = keccak256("Ballot(uint256 proposalId,uint8 support,address voter,uint64 revision)");
        return _sign(key, address(governor), keccak256(abi.encode(kind, ballot)));
    }

    function _vote(uint256 holderIndex, uint256 proposalId, uint8 support) internal returns (uint256) {
        return _voteAgain(holderIndex, proposalId, support, 1);
    }

    function _voteAgain(uint256 holderIndex, uint256 proposalId, uint8 support, uint64 revision)
        internal
        returns (uint256)
    {
        address voter = _holder(holderIndex);
        IRegionGovernor.Ballot memory ballot = IRegionGovernor.Ballot(proposalId, support, voter, revision);
        return governor.castBallot(ballot, _signBallot(_holderKey(holderIndex), ballot));
    }

    function _signVeto(uint256 key, ITownGuardian.Veto memory veto) internal view returns (bytes memory) {
        bytes32 kind = keccak256("Veto(uint256 proposalId,uint32 municipality,bytes32 reasonHash,uint64 deadline)");
        return _sign(key, address(guardian), keccak256(abi.encode(kind, veto)));
    }

    function _veto(Actions memory actions, ITownGuardian.Veto memory veto, address officer_, bytes memory signature)
        internal
    {
        bytes32 description = keccak256(bytes(actions.description));
        guardian.veto(actions.targets, actions.values, actions.calldatas, description, veto, officer_, signature);
    }

    function _queue(Actions memory actions) internal {
        governor.queue(actions.targets, actions.values, actions.calldatas, keccak256(bytes(actions.description)));
    }

    function _execute(Actions memory actions) internal {
        governor.execute(actions.targets, actions.values, actions.calldatas, keccak256(bytes(actions.description)));
    }

    function _skip(uint256 seconds_) internal {
        vm.warp(vm.getBlockTimestamp() + seconds_);
    }
}
