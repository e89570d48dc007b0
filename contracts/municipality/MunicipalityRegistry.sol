// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {MunicipalityCode} from "./MunicipalityCode.sol";

/// @title Municipalities, their officers and areas, kept by the platform operator (see IMunicipalityRegistry)
contract MunicipalityRegistry is IMunicipalityRegistry, Ownable2Step {
    struct Standing {
        bool registered;
        bool paused;
    }

    mapping(uint32 code => Standing) private _standings;
    mapping(uint32 code => mapping(address officer => uint256 roles)) private _roles;
    mapping(uint32 areaId => bool) private _areas;
    mapping(uint32 areaId => mapping(uint32 code => bool)) private _members;

    /// @param owner the platform operator
    constructor(address owner) Ownable(owner) {}

    /// @inheritdoc IMunicipalityRegistry
    function registerMunicipality(uint32 code, string calldata name) external onlyOwner {
        if (!MunicipalityCode.isValid(code)) revert MunicipalityCodeInvalid(code);
        if (_standings[code].registered) revert MunicipalityExists(code);
        _standings[code].registered = true;
        emit MunicipalityRegistered(code, name);
    }

    /// @inheritdoc IMunicipalityRegistry
    function setOfficerRoles(uint32 code, address officer, uint256 roles) external onlyOwner {
        _requireRegistered(code);
        _roles[code][officer] = roles;
        emit OfficerRolesSet(code, officer, roles);
    }

    /// @inheritdoc IMunicipalityRegistry
    function setPaused(uint32 code, bool paused) external onlyOwner {
        _requireRegistered(code);
        _standings[code].paused = paused;
        emit MunicipalityPaused(code, paused);
    }

    /// @inheritdoc IMunicipalityRegistry
    function defineArea(uint32 areaId, string calldata name, uint32[] calldata codes) external onlyOwner {
        if (_areas[areaId]) revert AreaExists(areaId);
        if (codes.length == 0) revert AreaEmpty(areaId);
        _areas[areaId] = true;
        for (uint256 i = 0; i < codes.length; ++i) {
            _requireRegistered(codes[i]);
            _members[areaId][codes[i]] = true;
        }
        emit AreaDefined(areaId, name, codes);
    }

    /// @inheritdoc IMunicipalityRegistry
    function isRegistered(uint32 code) external view returns (bool) {
        return _standings[code].registered;
    }

    /// @inheritdoc IMunicipalityRegistry
    function isPaused(uint32 code) external view returns (bool) {
        return _standings[code].paused;
    }

    /// @inheritdoc IMunicipalityRegistry
    function rolesOf(uint32 code, address officer) external view returns (uint256) {
        return _roles[code][officer];
    }

    /// @inheritdoc IMunicipalityRegistry
    function isInArea(uint32 areaId, uint32 code) external view returns (bool) {
        return _members[areaId][code];
    }

    /// @inheritdoc IMunicipalityRegistry
    function areaExists(uint32 areaId) external view returns (bool) {
        return _areas[areaId];
    }

    /// @inheritdoc IMunicipalityRegistry
    function requireRole(uint32 code, Role role, address officer) external view {
        if (!hasRole(code, role, officer)) revert OfficerUnauthorized(code, role, officer);
        if (_standings[code].paused) revert MunicipalityIsPaused(code);
    }

    /// @inheritdoc IMunicipalityRegistry
    function hasRole(uint32 code, Role role, address officer) public view returns (bool) {
        return _roles[code][officer] & (1 << uint8(role)) != 0;
    }

    function _requireRegistered(uint32 code) private view {
        if (!_standings[code].registered) revert MunicipalityUnknown(code);
    }
}
