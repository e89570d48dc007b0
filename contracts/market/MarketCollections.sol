// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";

/// @title Collections that curators open; each is a clone of one template
abstract contract MarketCollections is IMarket, SignedActs {
    using UnorderedNonces for UnorderedNonces.Set;

    bytes32 private constant _NEW_COLLECTION_TYPE =
        keccak256("NewCollection(uint64 collectionId,bytes32 termsHash,uint32 municipality,uint64 deadline)");
    bytes32 private constant _ISSUANCE_TYPE =
        keccak256("Issuance(address collection,address recipient,uint256 nonce,uint64 deadline)");

    IMunicipalityRegistry public immutable municipalities;
    ICollection public immutable template;

    mapping(uint64 collectionId => address) private _collections;
    mapping(address collection => uint32 municipality) private _homes;
    UnorderedNonces.Set private _nonces;

    constructor(IMunicipalityRegistry municipalities_, ICollection template_) {
        municipalities = municipalities_;
        template = template_;
    }

    /// @inheritdoc IMarket
    function createCollection(
        NewCollection calldata newCollection,
        ICollection.Terms calldata terms,
        address officer,
        bytes calldata signature
    ) external returns (address collection) {
        bytes32 structHash = keccak256(abi.encode(_NEW_COLLECTION_TYPE, newCollection));
        _requireSigned(officer, structHash, newCollection.deadline, signature);
        _requireCurator(newCollection.municipality, officer);
        _requireTerms(newCollection, terms);
        uint64 collectionId = newCollection.collectionId;
        if (_collections[collectionId] != address(0)) revert CollectionExists(collectionId);

        collection = Clones.cloneDeterministic(address(template), bytes32(uint256(collectionId)));
        _collections[collectionId] = collection;
        _homes[collection] = newCollection.municipality;
        emit CollectionCreated(collectionId, newCollection.municipality, collection);
        ICollection(collection).initialize(terms, address(this), address(municipalities));
    }

    /// @inheritdoc IMarket
    function issue(Issuance calldata issuance, address officer, bytes calldata signature)
        external
        returns (uint256 tokenId)
    {
        bytes32 structHash = keccak256(abi.encode(_ISSUANCE_TYPE, issuance));
        _requireSigned(officer, structHash, issuance.deadline, signature);
        _requireCuratorOf(issuance.collection, officer);
        _nonces.use(officer, issuance.nonce);
        tokenId = ICollection(issuance.collection).mint(issuance.recipient, 1);
        emit Issued(issuance.collection, tokenId, issuance.recipient);
    }

    /// @inheritdoc IMarket
    function collectionOf(uint64 collectionId) external view returns (address) {
        return _collections[collectionId];
    }

    /// @dev The municipality of a collection opened here; reverts for any other.
    function _municipalityOf(address collection) internal view returns (uint32 municipality) {
        municipality = _homes[collection];
        if (municipality == 0) revert CollectionUnknown(collection);
    }

    function _requireNotPaused(uint32 municipality) internal view {
        if (municipalities.isPaused(municipality)) revert IMunicipalityRegistry.MunicipalityIsPaused(municipality);
    }

    function _requireCurator(uint32 municipality, address officer) internal view {
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Curator, officer);
    }

    /// @return municipality of the collection, whose curator the officer is
    function _requireCuratorOf(address collection, address officer) internal view returns (uint32 municipality) {
        municipality = _municipalityOf(collection);
        _requireCurator(municipality, officer);
    }

    function _requireTerms(NewCollection calldata newCollection, ICollection.Terms calldata terms) private pure {
        bool sameTown = terms.municipality == newCollection.municipality;
        if (!sameTown || keccak256(abi.encode(terms)) != newCollection.termsHash) revert CollectionTermsMismatch();
    }
}
