// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMerchantRegistry} from "../interfaces/IMerchantRegistry.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";

/// @title Merchants and their terminals (see IMerchantRegistry)
contract MerchantRegistry is IMerchantRegistry, SignedActs {
    using UnorderedNonces for UnorderedNonces.Set;

    struct Merchant {
        address account;
        uint32 municipality;
        bool suspended;
    }

    bytes32 private constant _REGISTRATION_TYPE =
        keccak256("Registration(uint64 merchantId,uint32 municipality,address account,uint64 deadline)");
    bytes32 private constant _SUSPENSION_TYPE =
        keccak256("Suspension(uint64 merchantId,bool suspended,uint256 nonce,uint64 deadline)");
    bytes32 private constant _PERMISSION_TYPE = keccak256(
        "TerminalPermission(uint64 merchantId,address terminal,bool allowed,uint256 nonce,uint64 deadline)"
    );

    IMunicipalityRegistry public immutable municipalities;

    mapping(uint64 merchantId => Merchant) private _merchants;
    mapping(uint64 merchantId => mapping(address terminal => bool)) private _terminals;
    UnorderedNonces.Set private _nonces;

    constructor(IMunicipalityRegistry municipalities_) SignedActs("MerchantRegistry") {
        municipalities = municipalities_;
    }

    /// @inheritdoc IMerchantRegistry
    function register(Registration calldata registration, address officer, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_REGISTRATION_TYPE, registration));
        _requireSigned(officer, structHash, registration.deadline, signature);
        _requireRegistrar(registration.municipality, officer);
        if (registration.account == address(0) || registration.merchantId == 0) revert MerchantAccountInvalid();
        if (_merchants[registration.merchantId].account != address(0)) revert MerchantExists(registration.merchantId);

        _merchants[registration.merchantId] = Merchant(registration.account, registration.municipality, false);
        emit MerchantRegistered(registration.merchantId, registration.municipality, registration.account);
    }

    /// @inheritdoc IMerchantRegistry
    function setSuspended(Suspension calldata suspension, address officer, bytes calldata signature) external {
        Merchant storage merchant_ = _known(suspension.merchantId);
        bytes32 structHash = keccak256(abi.encode(_SUSPENSION_TYPE, suspension));
        _requireSigned(officer, structHash, suspension.deadline, signature);
        _requireRegistrar(merchant_.municipality, officer);
        _nonces.use(officer, suspension.nonce);

        merchant_.suspended = suspension.suspended;
        emit MerchantSuspended(suspension.merchantId, suspension.suspended);
    }

    /// @inheritdoc IMerchantRegistry
    function setTerminal(TerminalPermission calldata permission, bytes calldata signature) external {
        address account = _known(permission.merchantId).account;
        bytes32 structHash = keccak256(abi.encode(_PERMISSION_TYPE, permission));
        _requireSigned(account, structHash, permission.deadline, signature);
        _nonces.use(account, permission.nonce);

        _terminals[permission.merchantId][permission.terminal] = permission.allowed;
        emit TerminalSet(permission.merchantId, permission.terminal, permission.allowed);
    }

    /// @inheritdoc IMerchantRegistry
    function merchant(uint64 merchantId)
        external
        view
        returns (address account, uint32 municipality, bool suspended)
    {
        Merchant storage merchant_ = _merchants[merchantId];
        return (merchant_.account, merchant_.municipality, merchant_.suspended);
    }

    /// @inheritdoc IMerchantRegistry
    function mayActFor(uint64 merchantId, address signer) external view returns (bool) {
        address account = _merchants[merchantId].account;
        return account != address(0) && (account == signer || _terminals[merchantId][signer]);
    }

    function _known(uint64 merchantId) private view returns (Merchant storage merchant_) {
        merchant_ = _merchants[merchantId];
        if (merchant_.account == address(0)) revert MerchantUnknown(merchantId);
    }

    function _requireRegistrar(uint32 municipality, address officer) private view {
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Registrar, officer);
    }
}
