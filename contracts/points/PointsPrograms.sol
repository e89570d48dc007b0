// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {PointsSigned} from "./PointsSigned.sol";

/// @title Programs (ポイント事業): the terms of points, fixed when they are created
abstract contract PointsPrograms is PointsSigned, Ownable2Step {
    struct Terms {
        uint32 issuer; // first word; 0 = no such program
        uint32 areaId;
        uint64 cap;
        uint32 firstDay;
        uint32 lastDay;
        bool paid;
        bool transferable;
        bool verifiedOnly;
        bool refundsExpired;
        bytes32 termsHash;
        uint64 deadline;
        uint64 granted;
    }

    bytes32 private constant _PROGRAM_TYPE = keccak256(
        "Program(uint32 programId,uint32 issuer,uint32 areaId,uint64 cap,uint32 firstDay,uint32 lastDay,bool paid,bool transferable,bool verifiedOnly,bool refundsExpired,bytes32 termsHash,uint64 deadline)"
    );
    uint256 private constant _JST = 9 hours;

    IMunicipalityRegistry public immutable municipalities;
    IIdentityRegistry public identities;

    mapping(uint32 programId => Terms) private _programs;

    constructor(IMunicipalityRegistry municipalities_, address owner) Ownable(owner) {
        municipalities = municipalities_;
    }

    /// @notice Sets who knows which accounts are identity-checked. Owner only.
    function setIdentityRegistry(IIdentityRegistry registry) external onlyOwner {
        if (address(registry).code.length == 0) revert IdentityRegistryInvalid();
        identities = registry;
        emit IdentityRegistrySet(address(registry));
    }

    /// @inheritdoc IRegionalPoints
    function createProgram(Program calldata program, address officer, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_PROGRAM_TYPE, program));
        _requireSigned(officer, structHash, program.deadline, signature);
        municipalities.requireRole(program.issuer, IMunicipalityRegistry.Role.Issuer, officer);
        if (_programs[program.programId].issuer != 0) revert ProgramExists(program.programId);
        _requireValid(program);
        _store(program);
        _announce(program);
    }

    /// @inheritdoc IRegionalPoints
    function programOf(uint256 id) external view returns (Program memory program) {
        uint32 programId = _programIdOf(id);
        Terms storage terms = _known(programId);
        program.programId = programId;
        program.issuer = terms.issuer;
        program.areaId = terms.areaId;
        program.cap = terms.cap;
        program.firstDay = terms.firstDay;
        program.lastDay = terms.lastDay;
        program.paid = terms.paid;
        program.transferable = terms.transferable;
        program.verifiedOnly = terms.verifiedOnly;
        program.refundsExpired = terms.refundsExpired;
        program.termsHash = terms.termsHash;
        program.deadline = terms.deadline;
    }

    /// @inheritdoc IRegionalPoints
    function grantedBy(uint32 programId) external view returns (uint256) {
        return _programs[programId].granted;
    }

    /// @inheritdoc IRegionalPoints
    function today() public view returns (uint32) {
        return uint32((block.timestamp + _JST) / 1 days);
    }

    /// @dev Counts points into a program; reverts beyond its cap.
    function _countGranted(uint32 programId, uint256 amount) internal {
        Terms storage terms = _programs[programId];
        uint256 left = terms.cap - terms.granted;
        if (amount > left) revert ProgramCapExceeded(programId, left);
        terms.granted += uint64(amount);
    }

    function _known(uint32 programId) internal view returns (Terms storage terms) {
        terms = _programs[programId];
        if (terms.issuer == 0) revert ProgramUnknown(programId);
    }

    /// @dev Issuer and area of a program; zeros when unknown.
    function _placeOf(uint32 programId) internal view returns (uint32 issuer, uint32 areaId) {
        Terms storage terms = _programs[programId];
        return (terms.issuer, terms.areaId);
    }

    /// @dev Whether points that expire on `expiryDay` may be granted today.
    function _requireGrantable(uint32 programId, uint32 expiryDay, Terms storage terms) internal view {
        if (today() < terms.firstDay) revert GrantTooEarly(programId, terms.firstDay);
        if (expiryDay > terms.lastDay) revert ProgramTermsInvalid();
        uint256 id = _lotId(programId, expiryDay);
        if (_isExpired(id)) revert PointsExpired(id);
    }

    function _requireVerified(uint32 programId, address holder) internal view {
        if (!identities.isVerified(holder)) revert HolderUnverified(programId, holder);
    }

    function _isExpired(uint256 id) internal view returns (bool) {
        return today() > _expiryDayOf(id);
    }

    function _programIdOf(uint256 id) internal pure returns (uint32) {
        // an id beyond 64 bits names no program: 0 is never one
        return id >> 64 == 0 ? uint32(id >> 32) : 0;
    }

    function _expiryDayOf(uint256 id) internal pure returns (uint32) {
        return uint32(id);
    }

    function _lotId(uint32 programId, uint32 expiryDay) internal pure returns (uint256) {
        return (uint256(programId) << 32) | expiryDay;
    }

    function _store(Program calldata program) private {
        Terms storage terms = _programs[program.programId];
        terms.issuer = program.issuer;
        terms.areaId = program.areaId;
        terms.cap = program.cap;
        terms.firstDay = program.firstDay;
        terms.lastDay = program.lastDay;
        terms.paid = program.paid;
        terms.transferable = program.transferable;
        terms.verifiedOnly = program.verifiedOnly;
        terms.refundsExpired = program.refundsExpired;
        terms.termsHash = program.termsHash;
        terms.deadline = program.deadline;
    }

    function _announce(Program calldata program) private {
        emit ProgramCreated(
            program.programId,
            program.issuer,
            program.areaId,
            program.cap,
            program.firstDay,
            program.lastDay,
            program.paid,
            program.transferable,
            program.verifiedOnly,
            program.refundsExpired,
            program.termsHash
        );
    }

    function _requireValid(Program calldata program) private view {
        if (!municipalities.areaExists(program.areaId)) revert IMunicipalityRegistry.AreaUnknown(program.areaId);
        bool idValid = program.programId != 0 && program.programId < 2 ** 31;
        bool daysValid = program.firstDay <= program.lastDay && program.lastDay >= today();
        bool checkable = !program.verifiedOnly || address(identities) != address(0);
        if (!idValid || !daysValid || !checkable || program.cap == 0) revert ProgramTermsInvalid();
    }
}
