// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Authorizations} from "./ERC20Authorizations.sol";

/// @title Development stand-in for a Japanese yen stablecoin
/// @notice One unit is one yen: no decimals. A real coin takes its place by the market's constructor argument; what
/// the market needs of it is ERC-20 and ERC-3009's receiveWithAuthorization with a signature as bytes.
contract YenToken is ERC20Authorizations, ERC20Permit, Ownable2Step {
    mapping(address account => bool) public isMinter;

    event MinterSet(address indexed account, bool allowed);

    error YenMinterUnauthorized(address sender);

    /// @param owner may mint, and say who else may
    constructor(address owner) ERC20("YenToken", "JPYM") ERC20Permit("YenToken") Ownable(owner) {}

    /// @notice Lets `account` mint (a test faucet), or stops it. Owner only.
    function setMinter(address account, bool allowed) external onlyOwner {
        isMinter[account] = allowed;
        emit MinterSet(account, allowed);
    }

    /// @notice Makes `amount` yen for `to`. Owner and minters only.
    function mint(address to, uint256 amount) external {
        if (msg.sender != owner() && !isMinter[msg.sender]) revert YenMinterUnauthorized(msg.sender);
        _mint(to, amount);
    }

    /// @notice Yen have no fractions.
    function decimals() public pure override returns (uint8) {
        return 0;
    }
}
