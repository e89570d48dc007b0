// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IAccountSuccession} from "../interfaces/IAccountSuccession.sol";
import {IIdentityBindings} from "./IIdentityBindings.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IPersonRegistry} from "../interfaces/IPersonRegistry.sol";
import {Signatures} from "../signatures/Signatures.sol";
import {SignedActs} from "../signatures/SignedActs.sol";

/// @title Verified persons and their accounts (see IIdentityBindings, IPersonRegistry, IAccountSuccession)
contract IdentityRegistry is IIdentityBindings, IPersonRegistry, IAccountSuccession, SignedActs, Ownable2Step {
    /// @dev One word.
    struct Bound {
        address account; // 0 = revoked, or never bound
        uint32 municipality;
        uint32 validUntil;
        uint24 revision;
        uint8 level;
    }

    bytes32 private constant _BINDING_TYPE = keccak256(
        "Binding(bytes32 nullifier,address account,uint32 municipality,uint8 level,uint32 validUntil,uint24 revision,uint64 deadline)"
    );
    bytes32 private constant _REVOCATION_TYPE =
        keccak256("Revocation(bytes32 nullifier,uint24 revision,uint64 deadline)");
    uint256 private constant _JST = 9 hours;

    IMunicipalityRegistry public immutable municipalities;

    /// @inheritdoc IIdentityBindings
    mapping(address attester => bool) public isAttester;
    mapping(bytes32 nullifier => Bound) private _bindings;
    mapping(address account => bytes32 nullifier) private _lastPersons; // whose the account is, or was last

    /// @param municipalities_ officers and areas
    /// @param owner the platform operator, who names the platform's attesters
    constructor(IMunicipalityRegistry municipalities_, address owner) SignedActs("IdentityRegistry") Ownable(owner) {
        municipalities = municipalities_;
    }

    /// @inheritdoc IIdentityBindings
    function setAttester(address attester, bool allowed) external onlyOwner {
        isAttester[attester] = allowed;
        emit AttesterSet(attester, allowed);
    }

    /// @inheritdoc IIdentityBindings
    function bindBatch(Binding[] calldata bindings, address[] calldata attesters, bytes[] calldata signatures)
        external
    {
        uint256 count = bindings.length;
        if (count != signatures.length) revert SignaturesMismatched(count, signatures.length);
        if (count != attesters.length) revert SignaturesMismatched(count, attesters.length);
        for (uint256 i = 0; i < count; ++i) {
            try this.bind(bindings[i], attesters[i], signatures[i]) {}
            catch (bytes memory reason) {
                _requireReason(reason);
                emit BindingRejected(bindings[i].nullifier, bindings[i].revision, reason);
            }
        }
    }

    /// @inheritdoc IIdentityBindings
    function revoke(Revocation calldata revocation, address attester, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_REVOCATION_TYPE, revocation));
        _requireSigned(attester, structHash, revocation.deadline, signature);
        Bound memory bound = _bindings[revocation.nullifier];
        _requireNewer(revocation.nullifier, revocation.revision, bound.revision);
        _requireMayRevoke(bound.municipality, attester);

        emit PersonRevoked(revocation.nullifier, bound.account, revocation.revision);
        (bound.account, bound.revision) = (address(0), revocation.revision);
        _bindings[revocation.nullifier] = bound;
    }

    /// @inheritdoc IIdentityBindings
    function bindingOf(bytes32 nullifier)
        external
        view
        returns (address account, uint32 municipality, uint8 level, uint32 validUntil, uint24 revision)
    {
        Bound memory bound = _bindings[nullifier];
        return (bound.account, bound.municipality, bound.level, bound.validUntil, bound.revision);
    }

    function isVerified(address account) external view returns (bool) {
        return personOf(account) != 0;
    }

    /// @inheritdoc IPersonRegistry
    function isResident(address account, uint32 municipality) external view returns (bool) {
        (bytes32 person, Bound memory bound) = _validOn(account);
        return person != 0 && bound.municipality == municipality;
    }

    /// @inheritdoc IPersonRegistry
    function livesIn(address account, uint32 areaId) external view returns (bool) {
        (bytes32 person, Bound memory bound) = _validOn(account);
        return person != 0 && municipalities.isInArea(areaId, bound.municipality);
    }

    /// @inheritdoc IAccountSuccession
    /// @dev However many accounts lie between the two.
    function isSuccessor(address former, address current) external view returns (bool) {
        bytes32 person = _lastPersons[former];
        return person != 0 && former != current && personOf(current) == person;
    }

    /// @inheritdoc IIdentityBindings
    function bind(Binding calldata binding, address attester, bytes calldata signature) public {
        _requireSigned(attester, keccak256(abi.encode(_BINDING_TYPE, binding)), binding.deadline, signature);
        Bound memory before = _bindings[binding.nullifier];
        _requireNewer(binding.nullifier, binding.revision, before.revision);
        _requireSensible(binding);
        _requireMayBind(binding.municipality, before, attester);
        bytes32 present = personOf(binding.account);
        if (present != 0 && present != binding.nullifier) revert BindingAccountTaken(binding.account);

        _lastPersons[binding.account] = binding.nullifier;
        _bindings[binding.nullifier] =
            Bound(binding.account, binding.municipality, binding.validUntil, binding.revision, binding.level);
        emit PersonBound(
            binding.nullifier,
            binding.account,
            binding.municipality,
            binding.level,
            binding.validUntil,
            binding.revision
        );
    }

    /// @inheritdoc IPersonRegistry
    function personOf(address account) public view returns (bytes32 person) {
        (person,) = _validOn(account);
    }

    /// @dev The person whose verified account this is today, and the binding; 0 when it is nobody's.
    function _validOn(address account) private view returns (bytes32 person, Bound memory bound) {
        person = _lastPersons[account];
        bound = _bindings[person];
        if (bound.account != account || !_isValid(bound)) person = 0;
    }

    function _isValid(Bound memory bound) private view returns (bool) {
        return bound.account != address(0) && _today() <= bound.validUntil;
    }

    function _today() private view returns (uint256) {
        return (block.timestamp + _JST) / 1 days;
    }

    function _requireSensible(Binding calldata binding) private view {
        bool isNamed = binding.nullifier != 0 && binding.account != address(0);
        if (!isNamed || binding.municipality == 0 || binding.level == 0 || binding.validUntil < _today()) {
            revert BindingInvalid(binding.nullifier);
        }
    }

    function _requireMayBind(uint32 municipality, Bound memory before, address attester) private view {
        if (isAttester[attester]) return; // people live everywhere, also where no town is on the platform
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Attester, attester);
        if (before.municipality != municipality && _isValid(before)) {
            municipalities.requireRole(before.municipality, IMunicipalityRegistry.Role.Attester, attester);
        }
    }

    function _requireMayRevoke(uint32 municipality, address attester) private view {
        IMunicipalityRegistry.Role role = IMunicipalityRegistry.Role.Attester;
        if (!isAttester[attester] && !municipalities.hasRole(municipality, role, attester)) {
            revert IMunicipalityRegistry.OfficerUnauthorized(municipality, role, attester);
        }
    }

    function _requireNewer(bytes32 nullifier, uint24 revision, uint24 recorded) private pure {
        if (revision <= recorded) revert BindingOutdated(nullifier, revision, recorded);
    }

    /// @dev A binding that failed for want of gas was not refused: the whole batch fails and may be sent again.
    function _requireReason(bytes memory reason) private pure {
        if (reason.length == 0 || bytes4(reason) == Signatures.SignatureGasInsufficient.selector) {
            revert BindingGasInsufficient();
        }
    }
}
