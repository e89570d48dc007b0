// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IShares} from "./IShares.sol";
import {IYenReturns} from "./IYenReturns.sol";

/// @title Projects that people support (寄附) in yen token: all or nothing, or whatever comes together
/// @notice Pledges (支援) wait here. A project that is funded is paid out by its milestones; what is not paid out goes back
/// to its supporters when the goal is missed, where the project says so, or when the town gives it up.
/// Its milestones after the first are released by a Curator, or by its supporters' vote (see IMilestoneVotes).
interface ICrowdfund is IYenReturns, IShares {
    /// @notice Signed by a Curator of `municipality`. EIP-712 type `Project` with keccak256(abi.encode(details)) as
    /// `detailsHash`.
    struct Project {
        uint64 projectId; // chosen by the caller, unused so far
        uint32 municipality;
        uint64 goal; // yen
        uint64 opensAt; // unix seconds
        uint64 closesAt;
        bool allOrNothing; // pledges go back when the goal is missed
        address collection; // thanks to supporters are minted there, where this contract is the minter; 0 = none
        uint64 thanksFrom; // yen pledged for a thanks
        uint32 votePeriod; // seconds in which supporters vote on a milestone; 0 = a Curator releases it alone
        bytes32 detailsHash;
        uint64 deadline;
    }

    struct ProjectDetails {
        Split[] splits;
        uint16[] milestones; // basis points paid out at each; they sum to 10,000; the first one at once
    }

    /// @notice hashPledge(pledge) is the nonce of the supporter's ERC-3009 ReceiveWithAuthorization (to = this contract,
    /// value = amount, validAfter = 0, validBefore = validBefore).
    struct Pledge {
        uint64 projectId;
        address supporter;
        uint64 amount;
        uint64 validBefore; // unix seconds
        bytes32 salt;
    }

    /// @notice A milestone after the first was reached. Signed by a Curator. EIP-712 type `MilestoneRelease`. It pays, or
    /// where supporters decide, it opens their vote.
    struct MilestoneRelease {
        uint64 projectId;
        uint8 milestone; // from 1; the one that is next
        bytes32 reportHash; // of what was published about it
        uint64 deadline;
    }

    /// @notice The town gives the project up: what was not paid out goes back. Signed by a Curator. EIP-712 type
    /// `ProjectCancellation`.
    struct ProjectCancellation {
        uint64 projectId;
        uint64 deadline;
    }

    enum State {
        Unknown,
        Open, // until closesAt
        Missed, // pledges go back
        Funded, // paid out by milestones
        Cancelled // what was not paid out goes back
    }

    event ProjectOpened(
        uint64 indexed projectId,
        uint32 indexed municipality,
        uint64 goal,
        uint64 opensAt,
        uint64 closesAt,
        bool allOrNothing,
        address collection,
        uint64 thanksFrom,
        uint32 votePeriod
    );
    event ProjectCancelled(uint64 indexed projectId);
    event Pledged(
        bytes32 indexed pledgeId, uint64 indexed projectId, address indexed supporter, uint64 amount, uint64 raised
    );
    event MilestonePaid(uint64 indexed projectId, uint8 milestone, uint64 amount, bytes32 reportHash);
    event PledgeReturned(uint64 indexed projectId, address indexed supporter, uint64 amount, bool isOwed);
    event Thanked(uint64 indexed projectId, address indexed supporter, uint256 tokenId);

    error ProjectUnknown(uint64 projectId);
    error ProjectExists(uint64 projectId);
    error ProjectInvalid();
    error ProjectNotOpen(uint64 projectId, uint64 opensAt, uint64 closesAt);
    error ProjectNotIn(uint64 projectId, State state);
    error PledgeInvalid();
    error MilestoneOutOfTurn(uint64 projectId, uint8 next);
    error ProjectPaidOut(uint64 projectId);
    error PointsSenderUnauthorized(address sender);

    function openProject(
        Project calldata project,
        ProjectDetails calldata details,
        address officer,
        bytes calldata signature
    ) external;
    function cancelProject(ProjectCancellation calldata cancellation, address officer, bytes calldata signature)
        external;

    /// @param authorization the supporter's signature over the yen token's ReceiveWithAuthorization
    function pledge(Pledge calldata pledge_, bytes calldata authorization) external;

    /// @notice Pledges the sender's own yen, which it allowed this contract to take (ERC-20 `approve`): for accounts that
    /// sign nothing, such as a community's treasury. What goes back goes to the sender.
    /// @return pledgeId of the Pledged event
    function pledgeDirectly(uint64 projectId, uint64 amount) external returns (bytes32 pledgeId);

    /// @notice Pays the first milestone of a funded project. Anybody may call it.
    function payFirst(uint64 projectId) external;
    /// @notice Reverts where supporters decide.
    function payMilestone(MilestoneRelease calldata release, address officer, bytes calldata signature) external;

    /// @notice Gives pledges back, of a project that missed its goal or was given up. Anybody may call it; who has
    /// nothing to get is passed over.
    function giveBack(uint64 projectId, address[] calldata supporters) external;

    /// @notice Mints their thanks to supporters of a project that is funded or keeps whatever comes. Anybody may call
    /// it; who has it, pledged less, or does not take it is passed over.
    function thank(uint64 projectId, address[] calldata supporters) external;

    /// @notice Points towards the goal of a project that takes pledges, a yen each. The points fund calls it.
    function countPoints(uint64 projectId, uint64 amount) external;

    function hashPledge(Pledge calldata pledge_) external view returns (bytes32);
    function stateOf(uint64 projectId) external view returns (State);
    function placeOf(uint64 projectId) external view returns (uint32 municipality, uint64 closesAt);
    function raisedBy(uint64 projectId) external view returns (uint64);
    function pledgedBy(uint64 projectId, address supporter) external view returns (uint64);

    /// @return done milestones paid
    /// @return paid yen of them
    function paidOf(uint64 projectId) external view returns (uint8 done, uint64 paid);
}
