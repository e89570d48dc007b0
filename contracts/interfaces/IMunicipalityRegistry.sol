// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Municipalities, their officers and the areas they form
/// @notice A municipality is known by its 6-digit code (団体コード) including the check digit, as a number:
/// 016390 (更別村) is 16390. An area (エリア) is a named set of municipalities in whose shops a point is accepted.
interface IMunicipalityRegistry {
    /// @notice What an officer may do for one municipality. Values are bit positions in `rolesOf`.
    enum Role {
        Issuer, // creates point programs, grants points
        Registrar, // registers and suspends merchants
        Settler, // settles merchants' points
        Attester, // attests residents
        Curator // publishes listings and collections
    }

    event MunicipalityRegistered(uint32 indexed code, string name);
    event OfficerRolesSet(uint32 indexed code, address indexed officer, uint256 roles);
    event MunicipalityPaused(uint32 indexed code, bool paused);
    event AreaDefined(uint32 indexed areaId, string name, uint32[] codes);

    error MunicipalityUnknown(uint32 code);
    error MunicipalityCodeInvalid(uint32 code);
    error MunicipalityExists(uint32 code);
    error MunicipalityIsPaused(uint32 code);
    error AreaUnknown(uint32 areaId);
    error AreaExists(uint32 areaId);
    error AreaEmpty(uint32 areaId);
    error OfficerUnauthorized(uint32 code, Role role, address officer);

    /// @notice Registers a municipality. Owner (platform operator) only.
    function registerMunicipality(uint32 code, string calldata name) external;

    /// @notice Replaces the roles of `officer` in `code` with the bit set `roles`. Owner only.
    function setOfficerRoles(uint32 code, address officer, uint256 roles) external;

    /// @notice Stops (or resumes) issuing, paying and selling for one municipality. Owner only.
    function setPaused(uint32 code, bool paused) external;

    /// @notice Defines an area once; its set never changes, a wider one is a new area. Owner only.
    function defineArea(uint32 areaId, string calldata name, uint32[] calldata codes) external;

    function isRegistered(uint32 code) external view returns (bool);
    function isPaused(uint32 code) external view returns (bool);
    function rolesOf(uint32 code, address officer) external view returns (uint256);
    function hasRole(uint32 code, Role role, address officer) external view returns (bool);
    function isInArea(uint32 areaId, uint32 code) external view returns (bool);
    function areaExists(uint32 areaId) external view returns (bool);

    /// @notice Reverts with OfficerUnauthorized unless `officer` has `role` in `code`, MunicipalityIsPaused when paused.
    function requireRole(uint32 code, Role role, address officer) external view;
}
