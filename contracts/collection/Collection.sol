// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ICollection} from "../interfaces/ICollection.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {IERC5192} from "../interfaces/IERC5192.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {CollectionMetadata} from "./CollectionMetadata.sol";
import {Moves} from "./Moves.sol";

/// @title A series of NFTs of one municipality, made by the market as a clone of this template (see ICollection)
contract Collection is Moves, IERC2981, IERC5192, Initializable {
    uint256 private constant _WHOLE = 10_000;

    address private _minter;
    mapping(uint256 tokenId => address) private _winners;

    /// @dev Makes the template, which itself is never a collection.
    constructor() SignedActs("Collection") {
        _disableInitializers();
    }

    /// @inheritdoc ICollection
    function initialize(Terms calldata terms, address market, address registry) external initializer {
        _requireValid(terms);
        _setNames(terms.name, terms.symbol);
        _setURIs(terms.baseURI, terms.contractURI);
        _setHome(registry, terms.municipality);
        bool ruled = _setRules(terms);
        bool marked = !terms.votes && terms.maxSupply <= MOST_MARKED;
        _series = Series(market, 0, uint32(terms.maxSupply), terms.votes, terms.locked, ruled, marked);
        _setResale(terms);
        if (terms.minter != address(0)) _minter = terms.minter;
        emit CollectionOpened(terms.municipality, terms.maxSupply, terms.votes, terms.locked);
    }

    /// @inheritdoc ICollection
    function mint(address to, uint256 quantity) external returns (uint256 firstTokenId) {
        if (msg.sender != _series.market && msg.sender != _minter) revert CollectionMinterUnauthorized(msg.sender);
        firstTokenId = _mintNext(to, quantity);
        _requireReceiver(address(0), to, firstTokenId, quantity);
    }

    /// @inheritdoc ICollection
    function mintWon(address winner) external returns (uint256 tokenId) {
        if (msg.sender != _series.market) revert CollectionMinterUnauthorized(msg.sender);
        tokenId = _mintNext(winner, 1);
        _winners[tokenId] = winner;
        emit WinnerRecorded(tokenId, winner);
    }

    /// @inheritdoc ICollection
    function winnerOf(uint256 tokenId) external view returns (address) {
        return _winners[tokenId];
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
        return (_resale.royaltyReceiver, (salePrice * _resale.royaltyBasisPoints) / _WHOLE);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId)
        public
        view
        override(CollectionMetadata, IERC165)
        returns (bool)
    {
        return interfaceId == type(IERC2981).interfaceId || interfaceId == type(IERC5192).interfaceId
            || interfaceId == type(IERC4907).interfaceId || super.supportsInterface(interfaceId);
    }

    function _mintNext(address to, uint256 quantity) private returns (uint256 firstTokenId) {
        Series memory series = _series;
        if (quantity > series.maxSupply - series.minted) revert CollectionSoldOut(series.maxSupply);
        firstTokenId = _mint(to, uint32(quantity));
        if (series.locked) _tellLocked(firstTokenId, quantity);
    }

    function _tellLocked(uint256 firstTokenId, uint256 quantity) private {
        for (uint256 i = 0; i < quantity; ++i) emit Locked(firstTokenId + i);
    }

    function _requireValid(Terms calldata terms) private pure {
        bool royaltyGoesNowhere = terms.royaltyBasisPoints != 0 && terms.royaltyReceiver == address(0);
        bool isSupplyInvalid = terms.maxSupply == 0 || terms.maxSupply > type(uint32).max;
        if (isSupplyInvalid || terms.royaltyBasisPoints > _WHOLE || royaltyGoesNowhere) {
            revert CollectionTermsInvalid();
        }
    }
}
