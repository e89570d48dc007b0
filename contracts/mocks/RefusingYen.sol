// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {YenToken} from "../yen/YenToken.sol";

/// @title A yen coin whose issuer freezes accounts, as real ones can
contract RefusingYen is YenToken {
    mapping(address account => bool) public isFrozen;

    error AccountFrozen(address account);

    constructor(address owner) YenToken(owner) {}

    function freeze(address account, bool frozen) external {
        isFrozen[account] = frozen;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (isFrozen[from] || isFrozen[to]) revert AccountFrozen(isFrozen[from] ? from : to);
        super._update(from, to, value);
    }
}
