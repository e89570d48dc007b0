// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A series of NFTs (作品) of one municipality: ambassador cards, rights, naming rights, resident cards
/// @notice ERC-721 clone (ERC-1167). One token gives its owner one vote from the moment of the mint, without a
/// delegation step, where the series votes. Serial numbers are the token ids, from 1. A token of a series with uses is
/// a right (権利) that is redeemed at places. The EIP-712 domain's name is "Collection".
interface ICollection {
    struct Terms {
        string name;
        string symbol;
        string baseURI; // tokenURI = baseURI + tokenId
        string contractURI; // ERC-7572
        uint32 municipality;
        uint64 maxSupply; // below 2**32
        uint16 royaltyBasisPoints; // ERC-2981, of 10,000
        address royaltyReceiver;
        bool votes; // one token one vote
        bool locked; // ERC-5192: never moves
        uint16 uses; // how often each token is redeemed; 0 = not a right
        uint64 validFrom; // unix seconds; redemptions from then
        uint64 validUntil; // and before then; 0 = without end
        uint64 transfersUntil; // changes hands before then; 0 = always
        uint64 place; // only there it is redeemed (a merchant id); 0 = anywhere
        bool lendable; // ERC-4907
        address minter; // mints beside the market, as a crowdfund for its supporters; 0 = nobody
    }

    /// @notice Signed by a Curator of the collection's municipality. EIP-712 type `MetadataChange`.
    struct MetadataChange {
        string baseURI;
        string contractURI;
        uint256 nonce; // unordered, per officer
        uint64 deadline;
    }

    /// @notice One use of a right at a place. Signed by its user while it is lent, else by its owner. EIP-712 type
    /// `Redemption`. Uses count from 1, so the same signature redeems once.
    struct Redemption {
        uint256 tokenId;
        address holder;
        uint64 place; // merchant id
        uint16 use;
        uint64 deadline;
    }

    /// @notice Lends a right (ERC-4907). Signed by its owner. EIP-712 type `Loan`.
    struct Loan {
        uint256 tokenId;
        address owner;
        address user;
        uint64 expires; // unix seconds
        uint256 nonce; // unordered, per owner
        uint64 deadline;
    }

    /// @notice Gives a lent right back before its time. Signed by the user. EIP-712 type `LoanReturn`.
    struct LoanReturn {
        uint256 tokenId;
        address user;
        uint64 expires; // of the loan that ends
    }

    /// @notice Hands a token to somebody. Signed by its owner. EIP-712 type `Gift`.
    struct Gift {
        uint256 tokenId;
        address from;
        address to;
        uint32 moves; // movesOf(tokenId)
        uint64 deadline;
    }

    /// @notice Voids everything that was signed for a token so far: asks, gifts, approvals. Signed by its owner. EIP-712
    /// type `Withdrawal`.
    struct Withdrawal {
        uint256 tokenId;
        address owner;
        uint32 moves; // movesOf(tokenId)
        uint64 deadline;
    }

    /// @notice Brings a locked token to the new account of the same person. Signed by an Attester of the municipality.
    /// EIP-712 type `Rebinding`.
    struct Rebinding {
        uint256 tokenId;
        address from;
        address to;
        uint64 deadline;
    }

    event CollectionOpened(uint32 indexed municipality, uint64 maxSupply, bool votes, bool locked);
    event Redeemed(
        uint256 indexed tokenId, address indexed holder, uint64 indexed place, uint16 use, uint16 usesLeft
    );
    event AsksWithdrawn(uint256 indexed tokenId, address indexed owner, uint32 moves);
    event Rebound(uint256 indexed tokenId, address indexed from, address indexed to);
    event WinnerRecorded(uint256 indexed tokenId, address indexed winner);

    error CollectionTermsInvalid();
    error CollectionSoldOut(uint64 maxSupply);
    error CollectionLocked(uint256 tokenId);
    error CollectionNotLocked(uint256 tokenId);
    error CollectionMinterUnauthorized(address sender);
    error CollectionTransfersOver(uint64 transfersUntil);
    error CollectionNotLendable();
    error RightHolderWrong(uint256 tokenId, address holder);
    error RightIsLent(uint256 tokenId, address user, uint64 expires);
    error RightNotLent(uint256 tokenId, address user, uint64 expires);
    error RightNotValid(uint64 validFrom, uint64 validUntil);
    error RightElsewhere(uint64 place);
    error RightUsedUp(uint256 tokenId, uint16 uses);
    error RightUseDone(uint256 tokenId, uint16 use);
    error RightUseSkipped(uint256 tokenId, uint16 next);
    error RightUsesFewer(uint256 tokenId, uint16 left);
    error TokenMoved(uint256 tokenId, uint32 moves);
    error AccountNotSuccessor(address from, address to);
    error LoanTimeInvalid(uint64 expires);

    function initialize(Terms calldata terms, address market, address registry) external;

    /// @notice Mints `quantity` consecutive serials. Market and the series' minter only.
    function mint(address to, uint256 quantity) external returns (uint256 firstTokenId);

    /// @notice Mints one serial to the winner of an auction and records the winner on it for good. Market only.
    function mintWon(address winner) external returns (uint256 tokenId);

    /// @notice Moves a token that its owner sold, unless it moved or lost uses since it was signed for. Market only.
    /// @return royaltyReceiver and royaltyBasisPoints as of ERC-2981
    function moveSold(address from, address to, uint256 tokenId, uint32 moves, uint16 leastUses)
        external
        returns (address royaltyReceiver, uint16 royaltyBasisPoints);

    /// @notice Replaces where the metadata is found; emits ERC-4906 and ERC-7572 events.
    function changeMetadata(MetadataChange calldata change, address officer, bytes calldata signature) external;

    function redeem(Redemption calldata redemption, bytes calldata signature) external;
    function lend(Loan calldata loan, bytes calldata signature) external;
    function endLoan(LoanReturn calldata loanReturn, bytes calldata signature) external;
    function give(Gift calldata gift, bytes calldata signature) external;
    function withdrawAsks(Withdrawal calldata withdrawal, bytes calldata signature) external;
    function rebind(Rebinding calldata rebinding, address officer, bytes calldata signature) external;

    function municipality() external view returns (uint32);
    function maxSupply() external view returns (uint64);
    function totalMinted() external view returns (uint64);
    function isVoting() external view returns (bool);

    /// @notice How often a token moved or had its asks withdrawn.
    function movesOf(uint256 tokenId) external view returns (uint32);
    function usesLeftOf(uint256 tokenId) external view returns (uint16);

    /// @notice Who won the auction a token was minted by; zero for others.
    function winnerOf(uint256 tokenId) external view returns (address);

    /// @notice What holds for every token of the series as a right.
    function rules()
        external
        view
        returns (
            uint16 uses,
            uint64 validFrom,
            uint64 validUntil,
            uint64 transfersUntil,
            uint64 place,
            bool lendable
        );
}
