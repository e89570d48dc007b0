// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Collection} from "contracts/collection/Collection.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {IMerchantRegistry} from "contracts/interfaces/IMerchantRegistry.sol";
import {Market} from "contracts/market/Market.sol";
import {MerchantRegistry} from "contracts/merchants/MerchantRegistry.sol";
import {MunicipalityRegistry} from "contracts/municipality/MunicipalityRegistry.sol";
import {RegionalPoints} from "contracts/points/RegionalPoints.sol";
import {YenToken} from "contracts/yen/YenToken.sol";
import {Checks} from "./Checks.sol";

/// @title All contracts deployed as in production, two towns with officers, and keys that sign
abstract contract Platform is Checks {
    uint32 internal constant UDA = 292125; // 宇陀市
    uint32 internal constant MUKAWA = 15865; // むかわ町
    uint32 internal constant OTSUKI = 192066; // 大月市
    uint32 internal constant UDA_ONLY = 1;
    uint32 internal constant BOTH = 2;
    uint64 internal constant LATER = type(uint64).max;

    uint256 internal constant OFFICER_KEY = 0x0ff1ce;
    uint256 internal constant MUKAWA_OFFICER_KEY = 0x0ff1ce2;
    uint256 internal constant SHOP_KEY = 0x5109;
    uint256 internal constant FIRST_HOLDER_KEY = 0xa11ce00;

    address internal owner = address(0x0a11);
    address internal officer = vm.addr(OFFICER_KEY);
    address internal mukawaOfficer = vm.addr(MUKAWA_OFFICER_KEY);

    MunicipalityRegistry internal municipalities;
    MerchantRegistry internal merchants;
    YenToken internal yen;
    Market internal market;
    RegionalPoints internal points;

    function _deploy() internal {
        vm.warp(1_780_000_000); // 28 May 2026
        municipalities = MunicipalityRegistry(_shipped("MunicipalityRegistry", abi.encode(owner)));
        merchants = MerchantRegistry(_shipped("MerchantRegistry", abi.encode(municipalities)));
        yen = YenToken(_shipped("YenToken", abi.encode(owner)));
        points = RegionalPoints(_shipped("RegionalPoints", abi.encode(municipalities, merchants, owner)));
        market = _deployMarket();
        _registerTowns();
    }

    /// @dev A market whose coin is `yen`.
    function _deployMarket() internal returns (Market) {
        address template = _shipped("Collection", "");
        return Market(_shipped("Market", abi.encode(municipalities, yen, points, template, owner)));
    }

    function _registerTowns() private {
        _town(UDA, "Uda", officer);
        _town(MUKAWA, "Mukawa", mukawaOfficer);
        _town(OTSUKI, "Otsuki", officer);
        uint32[] memory one = new uint32[](1);
        one[0] = UDA;
        uint32[] memory two = new uint32[](2);
        (two[0], two[1]) = (UDA, MUKAWA);
        vm.prank(owner);
        municipalities.defineArea(UDA_ONLY, "Uda", one);
        vm.prank(owner);
        municipalities.defineArea(BOTH, "Uda and Mukawa", two);
    }

    function _town(uint32 code, string memory name, address officer_) private {
        vm.prank(owner);
        municipalities.registerMunicipality(code, name);
        vm.prank(owner);
        municipalities.setOfficerRoles(code, officer_, 31);
    }

    function _pause(uint32 code, bool paused) internal {
        vm.prank(owner);
        municipalities.setPaused(code, paused);
    }

    /// @dev A 65-byte signature over a struct in the domain of `verifier`.
    function _sign(uint256 key, address verifier, bytes32 structHash) internal view returns (bytes memory) {
        return _signDigest(key, _digest(verifier, structHash));
    }

    function _signDigest(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _digest(address verifier, bytes32 structHash) internal view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(_domainOf(verifier), structHash);
    }

    function _domainOf(address verifier) private view returns (bytes32) {
        (, string memory name, string memory version, uint256 chain,,,) = EIP712(verifier).eip712Domain();
        bytes32 kind = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
        return keccak256(abi.encode(kind, keccak256(bytes(name)), keccak256(bytes(version)), chain, verifier));
    }

    function _registerMerchant(uint64 merchantId, uint32 code, address account) internal {
        IMerchantRegistry.Registration memory registration =
            IMerchantRegistry.Registration(merchantId, code, account, LATER);
        bytes memory signature = _sign(OFFICER_KEY, address(merchants), _hashRegistration(registration));
        merchants.register(registration, officer, signature);
    }

    function _hashRegistration(IMerchantRegistry.Registration memory registration) internal pure returns (bytes32) {
        bytes32 kind = keccak256("Registration(uint64 merchantId,uint32 municipality,address account,uint64 deadline)");
        return keccak256(abi.encode(kind, registration));
    }

    function _holderKey(uint256 index) internal pure returns (uint256) {
        return FIRST_HOLDER_KEY + index;
    }

    function _holder(uint256 index) internal pure returns (address) {
        return vm.addr(_holderKey(index));
    }
}
