// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Yen in escrow that go back to whom they came from
/// @notice They are sent. Where the coin refuses (a frozen account), they are noted as owed, so that one account never
/// stops the others.
interface IYenReturns {
    event Withdrawn(address indexed account, uint256 amount);

    error NothingToWithdraw(address account);

    /// @notice Sends yen that could not be given back to their owner. Anybody may call it.
    function withdraw(address account) external;

    /// @notice Yen of `account` that wait for `withdraw`.
    function owedTo(address account) external view returns (uint256);
}
