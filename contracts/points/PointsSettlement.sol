// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {PointsRefunds} from "./PointsRefunds.sol";

/// @title Settlement (精算): a merchant's takings are burned against money that the issuer pays out
abstract contract PointsSettlement is PointsRefunds {
    bytes32 private constant _SETTLEMENT_TYPE = keccak256(
        "Settlement(bytes32 settlementId,uint64 merchantId,uint256[] ids,uint64[] amounts,uint64 deadline)"
    );

    mapping(bytes32 settlementId => bool) private _settled;

    /// @inheritdoc IRegionalPoints
    function settle(Settlement calldata settlement, address officer, bytes calldata signature) external {
        _requireSigned(officer, _hash(settlement), settlement.deadline, signature);
        uint32 issuer = _issuerOf(settlement);
        if (!municipalities.hasRole(issuer, IMunicipalityRegistry.Role.Settler, officer)) {
            revert IMunicipalityRegistry.OfficerUnauthorized(issuer, IMunicipalityRegistry.Role.Settler, officer);
        }
        if (_settled[settlement.settlementId]) revert SettlementDone(settlement.settlementId);
        _settled[settlement.settlementId] = true;
        uint64 sum = _burnAll(settlement);
        emit Settled(settlement.settlementId, settlement.merchantId, issuer, sum);
    }

    /// @inheritdoc IRegionalPoints
    function isSettled(bytes32 settlementId) external view returns (bool) {
        return _settled[settlementId];
    }

    function _burnAll(Settlement calldata settlement) private returns (uint64 sum) {
        (address account,,) = merchants.merchant(settlement.merchantId);
        if (account == address(0)) revert IMerchantRegistry.MerchantUnknown(settlement.merchantId);
        for (uint256 i = 0; i < settlement.ids.length; ++i) {
            sum += settlement.amounts[i];
            _burnTakings(account, settlement.ids[i], settlement.amounts[i]);
        }
    }

    /// @dev The one issuer of all lots; reverts when there are several or none.
    function _issuerOf(Settlement calldata settlement) private view returns (uint32 issuer) {
        uint256 count = settlement.ids.length;
        if (count == 0 || count != settlement.amounts.length) revert SettlementInvalid();
        issuer = _known(_programIdOf(settlement.ids[0])).issuer;
        for (uint256 i = 0; i < count; ++i) {
            bool sameIssuer = _known(_programIdOf(settlement.ids[i])).issuer == issuer;
            if (!sameIssuer || settlement.amounts[i] == 0) revert SettlementInvalid();
        }
    }

    function _hash(Settlement calldata settlement) private pure returns (bytes32) {
        bytes memory words = abi.encode(
            _SETTLEMENT_TYPE,
            settlement.settlementId,
            settlement.merchantId,
            _hashWords(settlement.ids),
            _hashAmounts(settlement.amounts),
            settlement.deadline
        );
        return keccak256(words);
    }
}
