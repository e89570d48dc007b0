// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {PointsERC1155} from "./PointsERC1155.sol";
import {PointsExpiry} from "./PointsExpiry.sol";
import {PointsGrants} from "./PointsGrants.sol";
import {PointsPayments} from "./PointsPayments.sol";
import {PointsPrograms} from "./PointsPrograms.sol";
import {PointsSettlement} from "./PointsSettlement.sol";

/// @title Regional points (地域ポイント) of all municipalities (see IRegionalPoints)
contract RegionalPoints is PointsSettlement, PointsGrants, PointsExpiry, PointsERC1155 {
    /// @param municipalities officers, areas and pauses
    /// @param merchants who takes points
    /// @param owner the platform operator, who may name the identity registry
    constructor(IMunicipalityRegistry municipalities, IMerchantRegistry merchants, address owner)
        SignedActs("RegionalPoints")
        PointsPrograms(municipalities, owner)
        PointsPayments(merchants)
    {}
}
