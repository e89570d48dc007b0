// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A series of NFTs (作品) of one municipality: ambassador cards, rights, resident cards
/// @notice ERC-721 clone (ERC-1167). One token gives its owner one vote from the moment of the mint, without a
/// delegation step, where the series votes. Serial numbers are the token ids, from 1.
interface ICollection {
    struct Terms {
        string name;
        string symbol;
        string baseURI; // tokenURI = baseURI + tokenId
        string contractURI; // ERC-7572
        uint32 municipality;
        uint64 maxSupply;
        uint16 royaltyBasisPoints; // ERC-2981, of 10,000
        address royaltyReceiver;
        bool votes; // one token one vote
        bool locked; // ERC-5192: never moves
    }

    event CollectionOpened(uint32 indexed municipality, uint64 maxSupply, bool votes, bool locked);

    /// @notice Signed by a Curator of the collection's municipality. EIP-712 type `MetadataChange`; the domain's name
    /// is "Collection".
    struct MetadataChange {
        string baseURI;
        string contractURI;
        uint256 nonce; // unordered, per officer
        uint64 deadline;
    }

    error CollectionTermsInvalid();
    error CollectionSoldOut(uint64 maxSupply);
    error CollectionLocked(uint256 tokenId);
    error CollectionMinterUnauthorized(address sender);

    function initialize(Terms calldata terms, address market, address registry) external;

    /// @notice Mints `quantity` consecutive serials. Market only.
    function mint(address to, uint256 quantity) external returns (uint256 firstTokenId);

    /// @notice Replaces where the metadata is found; emits ERC-4906 and ERC-7572 events.
    function changeMetadata(MetadataChange calldata change, address officer, bytes calldata signature) external;

    function municipality() external view returns (uint32);
    function maxSupply() external view returns (uint64);
    function totalMinted() external view returns (uint64);
    function isVoting() external view returns (bool);
}
