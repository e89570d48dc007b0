// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICollection} from "../interfaces/ICollection.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {CollectionMetadata} from "./CollectionMetadata.sol";
import {SerialERC721} from "./SerialERC721.sol";
import {SerialVotes} from "./SerialVotes.sol";

/// @title What officers and holders sign about a series: its town, its nonces, its metadata
abstract contract CollectionActs is ICollection, CollectionMetadata, SignedActs {
    using UnorderedNonces for UnorderedNonces.Set;

    struct Home {
        IMunicipalityRegistry registry;
        uint32 municipality;
    }

    bytes32 private constant _METADATA_CHANGE_TYPE =
        keccak256("MetadataChange(string baseURI,string contractURI,uint256 nonce,uint64 deadline)");

    Home private _home;
    UnorderedNonces.Set private _nonces;

    /// @inheritdoc ICollection
    function changeMetadata(MetadataChange calldata change, address officer, bytes calldata signature) external {
        bytes32 base = keccak256(bytes(change.baseURI));
        bytes32 whole = keccak256(bytes(change.contractURI));
        bytes32 structHash =
            keccak256(abi.encode(_METADATA_CHANGE_TYPE, base, whole, change.nonce, change.deadline));
        _requireSigned(officer, structHash, change.deadline, signature);
        _requireOfficer(IMunicipalityRegistry.Role.Curator, officer);
        _useNonce(officer, change.nonce);
        _changeURIs(change.baseURI, change.contractURI);
    }

    /// @inheritdoc ICollection
    function municipality() external view returns (uint32) {
        return _home.municipality;
    }

    /// @inheritdoc ICollection
    function totalMinted() public view override(ICollection, SerialERC721) returns (uint64) {
        return super.totalMinted();
    }

    /// @inheritdoc ICollection
    function isVoting() public view override(ICollection, SerialVotes) returns (bool) {
        return super.isVoting();
    }

    function _setHome(address registry, uint32 municipality_) internal {
        _home = Home(IMunicipalityRegistry(registry), municipality_);
    }

    function _useNonce(address signer, uint256 nonce) internal {
        _nonces.use(signer, nonce);
    }

    function _requireOfficer(IMunicipalityRegistry.Role role, address officer) internal view {
        _home.registry.requireRole(_home.municipality, role, officer);
    }
}
