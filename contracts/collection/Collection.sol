// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IERC5192} from "../interfaces/IERC5192.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {UnorderedNonces} from "../signatures/UnorderedNonces.sol";
import {CollectionMetadata} from "./CollectionMetadata.sol";
import {SerialERC721} from "./SerialERC721.sol";
import {SerialVotes} from "./SerialVotes.sol";

/// @title A series of NFTs of one municipality, made by the market as a clone of this template (see ICollection)
contract Collection is ICollection, IERC2981, IERC5192, CollectionMetadata, SignedActs, Initializable {
    using UnorderedNonces for UnorderedNonces.Set;

    struct Series {
        address market;
        uint64 maxSupply;
        bool votes;
        bool locked;
    }

    struct Home {
        IMunicipalityRegistry registry;
        uint32 municipality;
    }

    struct Royalty {
        address receiver;
        uint16 basisPoints;
    }

    uint256 private constant _WHOLE = 10_000;
    bytes32 private constant _METADATA_CHANGE_TYPE =
        keccak256("MetadataChange(string baseURI,string contractURI,uint256 nonce,uint64 deadline)");

    Series private _series;
    Home private _home;
    Royalty private _royalty;
    UnorderedNonces.Set private _nonces;

    /// @dev Makes the template, which itself is never a collection.
    constructor() SignedActs("Collection") {
        _disableInitializers();
    }

    /// @inheritdoc ICollection
    function initialize(Terms calldata terms, address market, address registry) external initializer {
        _requireValid(terms);
        _setNames(terms.name, terms.symbol);
        _setURIs(terms.baseURI, terms.contractURI);
        _series = Series(market, terms.maxSupply, terms.votes, terms.locked);
        _home = Home(IMunicipalityRegistry(registry), terms.municipality);
        _royalty = Royalty(terms.royaltyReceiver, terms.royaltyBasisPoints);
        emit CollectionOpened(terms.municipality, terms.maxSupply, terms.votes, terms.locked);
    }

    /// @inheritdoc ICollection
    function mint(address to, uint256 quantity) external returns (uint256 firstTokenId) {
        Series memory series = _series;
        if (msg.sender != series.market) revert CollectionMinterUnauthorized(msg.sender);
        if (quantity > series.maxSupply - totalMinted()) revert CollectionSoldOut(series.maxSupply);
        firstTokenId = _mint(to, uint64(quantity));
        if (series.locked) _tellLocked(firstTokenId, quantity);
        _requireReceiver(to, firstTokenId, quantity);
    }

    /// @inheritdoc ICollection
    function changeMetadata(MetadataChange calldata change, address officer, bytes calldata signature) external {
        bytes32 base = keccak256(bytes(change.baseURI));
        bytes32 whole = keccak256(bytes(change.contractURI));
        bytes32 structHash =
            keccak256(abi.encode(_METADATA_CHANGE_TYPE, base, whole, change.nonce, change.deadline));
        _requireSigned(officer, structHash, change.deadline, signature);
        _home.registry.requireRole(_home.municipality, IMunicipalityRegistry.Role.Curator, officer);
        _nonces.use(officer, change.nonce);
        _changeURIs(change.baseURI, change.contractURI);
    }

    /// @inheritdoc ICollection
    function municipality() external view returns (uint32) {
        return _home.municipality;
    }

    /// @inheritdoc ICollection
    function maxSupply() external view returns (uint64) {
        return _series.maxSupply;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        ownerOf(tokenId);
        return _series.locked;
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256, uint256 salePrice) external view returns (address receiver, uint256 amount) {
        return (_royalty.receiver, (salePrice * _royalty.basisPoints) / _WHOLE);
    }

    /// @inheritdoc ICollection
    function totalMinted() public view override(ICollection, SerialERC721) returns (uint64) {
        return super.totalMinted();
    }

    /// @inheritdoc ICollection
    function isVoting() public view override(ICollection, SerialVotes) returns (bool) {
        return _series.votes;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(CollectionMetadata, IERC165)
        returns (bool)
    {
        return interfaceId == type(IERC2981).interfaceId || interfaceId == type(IERC5192).interfaceId
            || super.supportsInterface(interfaceId);
    }

    function _beforeTransfer(uint256 tokenId) internal view override {
        if (_series.locked) revert CollectionLocked(tokenId);
    }

    function _tellLocked(uint256 firstTokenId, uint256 quantity) private {
        for (uint256 i = 0; i < quantity; ++i) emit Locked(firstTokenId + i);
    }

    function _requireValid(Terms calldata terms) private pure {
        bool royaltyGoesNowhere = terms.royaltyBasisPoints != 0 && terms.royaltyReceiver == address(0);
        if (terms.maxSupply == 0 || terms.royaltyBasisPoints > _WHOLE || royaltyGoesNowhere) {
            revert CollectionTermsInvalid();
        }
    }
}
