// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountSuccession} from "../interfaces/IAccountSuccession.sol";
import {IPersonRegistry} from "../interfaces/IPersonRegistry.sol";

/// @title Identity registry for tests: verified, resident and successor of an account is who is said to be
contract VerifiedAccounts is IPersonRegistry, IAccountSuccession {
    mapping(address account => bool) public isVerified;
    mapping(address account => bytes32) public personOf;
    mapping(address account => mapping(uint32 municipality => bool)) public isResident;
    mapping(address account => mapping(uint32 areaId => bool)) public livesIn;
    mapping(address former => mapping(address current => bool)) public isSuccessor;

    function set(address account, bool verified) external {
        isVerified[account] = verified;
    }

    function setPerson(address account, bytes32 person) external {
        personOf[account] = person;
    }

    function settle(address account, uint32 municipality, uint32 areaId, bool lives) external {
        isResident[account][municipality] = lives;
        livesIn[account][areaId] = lives;
    }

    function succeed(address former, address current) external {
        isSuccessor[former][current] = true;
    }
}
