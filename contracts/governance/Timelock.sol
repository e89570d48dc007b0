// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title Treasury (金庫) of a community: holds its money and moves it only after a delay
contract Timelock is TimelockController {
    /// @param minDelay seconds between an accepted proposal and its execution
    /// @param proposers who may schedule: the community's governor
    /// @param executors who may execute; the zero address means anybody
    /// @param admin may set roles while the community is set up; the zero address means nobody
    constructor(uint256 minDelay, address[] memory proposers, address[] memory executors, address admin)
        TimelockController(minDelay, proposers, executors, admin)
    {}
}
