// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIdentityBindings} from "contracts/persons/IIdentityBindings.sol";
import {IdentityActs} from "./support/IdentityActs.sol";

/// @title Random bindings, revocations and replays of five persons on five accounts, as time passes
contract IdentityLife is IdentityActs {
    uint256 internal constant MANY = 5;

    struct Kept {
        IIdentityBindings.Binding binding;
        bytes signature;
    }

    mapping(uint256 person => uint24) public revisions;
    mapping(uint256 person => uint32) public lastDay; // 0 = revoked or never bound
    uint256 public replaysThatWorked;
    Kept[] private _kept;

    constructor() {
        _deploy();
        _deployIdentities();
    }

    function bind(uint256 person, uint256 account, uint256 town, uint256 days_) external {
        person %= MANY;
        IIdentityBindings.Binding memory binding =
            _binding(_person(person), _holder(account % MANY), town % 2 == 0 ? UDA : MUKAWA, revisions[person] + 1);
        binding.validUntil = _today() + uint32(bound(days_, 0, 40));
        bytes memory signature = _signBinding(ATTESTER_KEY, binding);
        try identities.bind(binding, attester, signature) {
            revisions[person] = binding.revision;
            lastDay[person] = binding.validUntil;
            _kept.push(Kept(binding, signature));
        } catch {}
    }

    function revoke(uint256 person) external {
        person %= MANY;
        _revoke(_person(person), ++revisions[person]);
        lastDay[person] = 0;
    }

    function replay(uint256 which) external {
        if (_kept.length == 0) return;
        Kept memory kept = _kept[which % _kept.length];
        try identities.bind(kept.binding, attester, kept.signature) {
            ++replaysThatWorked;
        } catch {}
    }

    function letTimePass(uint256 seconds_) external {
        vm.warp(vm.getBlockTimestamp() + 1 + bound(seconds_, 0, 6 days));
    }

    /// @dev How many accounts a person has now.
    function accountsOf(uint256 person) public view returns (uint256 count) {
        for (uint256 i = 0; i < MANY; ++i) {
            if (identities.personOf(_holder(i)) == _person(person)) ++count;
        }
    }

    function isEachOnOneAccountAtMost() external view returns (bool) {
        for (uint256 person = 0; person < MANY; ++person) {
            if (accountsOf(person) > 1) return false;
        }
        return true;
    }

    /// @dev Nobody whose day is over, or who was revoked, is verified anywhere; an account is a verified person's or
    /// nobody's, and a resident is verified.
    function isNobodyVerifiedWhoIsNot() external view returns (bool) {
        for (uint256 person = 0; person < MANY; ++person) {
            if (lastDay[person] < _today() && accountsOf(person) != 0) return false;
        }
        for (uint256 i = 0; i < MANY; ++i) {
            address account = _holder(i);
            bool isVerified = identities.personOf(account) != 0;
            if (identities.isVerified(account) != isVerified) return false;
            if (isVerified != (identities.isResident(account, UDA) || identities.isResident(account, MUKAWA))) {
                return false;
            }
            if (isVerified != identities.livesIn(account, BOTH)) return false;
        }
        return true;
    }

    /// @dev A person's former accounts all lead to the present one, which is verified.
    function isEverySuccessorVerified() external view returns (bool) {
        for (uint256 i = 0; i < MANY; ++i) {
            uint256 successors = 0;
            for (uint256 k = 0; k < MANY; ++k) {
                if (!identities.isSuccessor(_holder(i), _holder(k))) continue;
                if (!identities.isVerified(_holder(k))) return false;
                ++successors;
            }
            if (successors > 1 || (successors == 1 && identities.isVerified(_holder(i)))) return false;
        }
        return true;
    }

    function _person(uint256 number) private pure returns (bytes32) {
        return keccak256(abi.encode("person", number));
    }
}

/// @title What holds for verified persons whatever is recorded, in whatever order
contract IdentityInvariants {
    IdentityLife internal life;

    function setUp() external {
        life = new IdentityLife();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(life);
    }

    function invariant_one_person_has_one_account() external view {
        require(life.isEachOnOneAccountAtMost(), "accounts of a person");
    }

    function invariant_run_out_or_revoked_is_never_verified() external view {
        require(life.isNobodyVerifiedWhoIsNot(), "verified");
    }

    function invariant_an_account_has_one_successor_at_most_and_it_is_verified() external view {
        require(life.isEverySuccessorVerified(), "succession");
    }

    function invariant_nothing_works_twice() external view {
        require(life.replaysThatWorked() == 0, "replayed");
    }
}
