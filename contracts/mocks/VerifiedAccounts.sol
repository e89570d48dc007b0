// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";

/// @title Identity registry for tests: verified is who is said to be
contract VerifiedAccounts is IIdentityRegistry {
    mapping(address account => bool) public isVerified;

    function set(address account, bool verified) external {
        isVerified[account] = verified;
    }
}
