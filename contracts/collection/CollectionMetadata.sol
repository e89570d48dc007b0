// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {SerialVotes} from "./SerialVotes.sol";

/// @title Names and addresses of metadata: ERC-721 Metadata, ERC-4906, ERC-7572
abstract contract CollectionMetadata is SerialVotes, IERC721Metadata {
    bytes4 private constant _ERC4906 = 0x49064906;

    string private _name;
    string private _symbol;
    string private _baseURI;
    string private _contractURI;

    event MetadataUpdate(uint256 _tokenId); // ERC-4906
    event BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId); // ERC-4906
    event ContractURIUpdated(); // ERC-7572

    /// @inheritdoc IERC721Metadata
    function name() external view returns (string memory) {
        return _name;
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external view returns (string memory) {
        return _symbol;
    }

    /// @notice Metadata of the series as a whole (ERC-7572).
    function contractURI() external view returns (string memory) {
        return _contractURI;
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return string.concat(_baseURI, Strings.toString(tokenId));
    }

    /// @inheritdoc SerialVotes
    function supportsInterface(bytes4 interfaceId) public view virtual override(SerialVotes, IERC165) returns (bool) {
        return interfaceId == type(IERC721Metadata).interfaceId || interfaceId == _ERC4906
            || super.supportsInterface(interfaceId);
    }

    function _setNames(string calldata name_, string calldata symbol_) internal {
        _name = name_;
        _symbol = symbol_;
    }

    function _setURIs(string calldata baseURI, string calldata contractURI_) internal {
        _baseURI = baseURI;
        _contractURI = contractURI_;
    }

    function _changeURIs(string calldata baseURI, string calldata contractURI_) internal {
        _setURIs(baseURI, contractURI_);
        if (totalMinted() != 0) emit BatchMetadataUpdate(1, totalMinted());
        emit ContractURIUpdated();
    }
}
