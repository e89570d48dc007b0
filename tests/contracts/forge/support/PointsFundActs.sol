// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PointsCrowdfund} from "contracts/crowdfund/PointsCrowdfund.sol";
import {IPointsCrowdfund} from "contracts/interfaces/IPointsCrowdfund.sol";
import {IRegionalPoints} from "contracts/interfaces/IRegionalPoints.sol";
import {FundActs} from "./FundActs.sol";
import {PointsActs} from "./PointsActs.sol";

/// @title Signed acts on projects that take points too
abstract contract PointsFundActs is FundActs, PointsActs {
    PointsCrowdfund internal fund;
    uint256 private _saltOfPoints;

    /// @dev A transferable program of which `holders` people hold `amount` in each of two lots, and a shop.
    function _openForPoints(uint256 holders, uint64 amount) internal {
        fund = crowdfund.pointsFund();
        _openShops();
        IRegionalPoints.Program memory program = _terms(PROGRAM);
        program.transferable = true;
        _createProgram(program);
        _createProgram(_terms(PROGRAM + 1));
        for (uint256 i = 0; i < holders; ++i) {
            _grant(_holder(i), PROGRAM, _lotDay(0), amount);
            _grant(_holder(i), PROGRAM, _lotDay(1), amount);
        }
    }

    /// @dev Good well beyond the thirty days of a project and what is asked beyond them.
    function _lotDay(uint256 which) internal view returns (uint32) {
        return points.today() + 60 + uint32(which % 2) * 30;
    }

    function _setGoal(uint64 projectId, uint32 programId, uint64 merchantId) internal {
        (IPointsCrowdfund.PointsGoal memory goal, bytes memory signature) = _goal(projectId, programId, merchantId);
        fund.setPointsGoal(goal, officer, signature);
    }

    function _goal(uint64 projectId, uint32 programId, uint64 merchantId)
        internal
        view
        returns (IPointsCrowdfund.PointsGoal memory goal, bytes memory signature)
    {
        goal = IPointsCrowdfund.PointsGoal(projectId, programId, merchantId, LATER);
        bytes32 kind = keccak256("PointsGoal(uint64 projectId,uint32 programId,uint64 merchantId,uint64 deadline)");
        signature = _sign(OFFICER_KEY, address(fund), keccak256(abi.encode(kind, goal)));
    }

    function _pointsPledge(uint256 key, uint64 projectId, uint256 id, uint64 amount)
        internal
        returns (IPointsCrowdfund.PointsPledge memory pledge, bytes memory signature)
    {
        pledge = IPointsCrowdfund.PointsPledge(projectId, vm.addr(key), id, amount, bytes32(++_saltOfPoints));
        signature = _signGift(key, _giftOf(pledge));
    }

    function _giftOf(IPointsCrowdfund.PointsPledge memory pledge) internal view returns (IRegionalPoints.Gift memory) {
        uint256 nonce = uint256(fund.hashPointsPledge(pledge));
        return IRegionalPoints.Gift(pledge.supporter, address(fund), pledge.id, pledge.amount, nonce, LATER);
    }

    function _pledgePoints(uint256 key, uint64 projectId, uint256 id, uint64 amount) internal {
        (IPointsCrowdfund.PointsPledge memory pledge, bytes memory signature) =
            _pointsPledge(key, projectId, id, amount);
        fund.pledgePoints(pledge, LATER, signature);
    }
}
