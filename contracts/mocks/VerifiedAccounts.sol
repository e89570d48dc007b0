// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IAccountSuccession} from "../interfaces/IAccountSuccession.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";

/// @title Identity registry for tests: verified, and successor of an account, is who is said to be
contract VerifiedAccounts is IIdentityRegistry, IAccountSuccession {
    mapping(address account => bool) public isVerified;
    mapping(address former => mapping(address current => bool)) public isSuccessor;

    function set(address account, bool verified) external {
        isVerified[account] = verified;
    }

    function succeed(address former, address current) external {
        isSuccessor[former][current] = true;
    }
}
