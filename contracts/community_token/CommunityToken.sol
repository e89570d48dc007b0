// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Community token (コミュニティトークン): shares in belonging, not in profit
/// @notice Whole units up to a fixed cap, each with a vote of its holder from the moment of purchase (ERC20Votes by
/// timestamp). They are not passed on: nobody can trade them, and nobody's vote can be bought from another holder.
contract CommunityToken is ERC20Capped, ERC20Votes {
    /// @notice Who may mint: the sale that made this token.
    address public immutable sale;

    error TokenMinterUnauthorized(address sender);
    error TokenNotTransferable();
    error VotesNotDelegable();

    /// @param cap most units there will ever be
    constructor(string memory name, string memory symbol, uint256 cap)
        ERC20(name, symbol)
        ERC20Capped(cap)
        EIP712(name, "1")
    {
        sale = msg.sender;
    }

    /// @notice Makes `amount` units for `to`, who is their own delegate.
    function mint(address to, uint256 amount) external {
        if (msg.sender != sale) revert TokenMinterUnauthorized(msg.sender);
        if (delegates(to) == address(0)) _delegate(to, to);
        _mint(to, amount);
    }

    /// @notice Delegating to oneself is the case already; to others it is refused.
    function delegate(address delegatee) public view override {
        if (delegatee != _msgSender()) revert VotesNotDelegable();
    }

    /// @notice Refused: votes cannot be delegated.
    function delegateBySig(address, uint256, uint256, uint8, bytes32, bytes32) public pure override {
        revert VotesNotDelegable();
    }

    /// @notice A unit is not divided.
    function decimals() public pure override returns (uint8) {
        return 0;
    }

    /// @notice Votes are counted by the block's timestamp (ERC-6372).
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice See ERC-6372.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function _update(address from, address to, uint256 value) internal override(ERC20Capped, ERC20Votes) {
        if (from != address(0)) revert TokenNotTransferable();
        super._update(from, to, value);
    }
}
