// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Resale between holders in yen token, with royalty (ERC-2981) and the platform's fee
/// @notice A sale joins two signatures, in whichever order they were given: the holder's ask and the buyer's offer.
/// A buyer who takes an ask signs an offer of the same price; a holder who accepts an offer signs an ask of its price.
interface IResale {
    /// @notice Signed by the holder. EIP-712 type `Ask`. Void once the token moved, its asks were withdrawn
    /// (ICollection.withdrawAsks) or the deadline is over.
    struct Ask {
        address collection;
        uint256 tokenId;
        address seller;
        address buyer; // only this account; 0 = anybody
        uint64 price; // yen
        uint64 proceeds; // least that the seller gets of it, whatever royalty and fee are by then
        uint32 moves; // ICollection.movesOf(tokenId)
        uint64 deadline; // unix seconds
    }

    /// @notice The offer's EIP-712 digest is the nonce of the buyer's ERC-3009 ReceiveWithAuthorization (to = this market,
    /// value = price, validAfter = 0, validBefore = validBefore). Cancelled by cancelling that authorization at the yen token.
    struct Offer {
        address collection;
        uint256 tokenId;
        address buyer;
        uint64 price;
        uint16 leastUses; // of a right, that must be left
        uint64 validBefore; // unix seconds
        bytes32 salt;
    }

    event Resold(
        bytes32 indexed offerId,
        address indexed collection,
        uint256 indexed tokenId,
        address seller,
        address buyer,
        uint64 price,
        uint64 royalty,
        uint64 fee
    );
    event ResaleFeeSet(address indexed receiver, uint16 basisPoints);

    error AskMismatch();
    error AskForAnother(address buyer);
    error AskProceedsTooLow(uint64 least, uint256 proceeds);
    error ResaleFeeInvalid();

    /// @param signature the holder's over the ask
    /// @param authorization the buyer's signature over the yen token's ReceiveWithAuthorization
    function resell(Ask calldata ask, bytes calldata signature, Offer calldata offer, bytes calldata authorization)
        external;

    /// @notice Sets the platform's part of resales, at most a tenth. Owner only.
    function setResaleFee(address receiver, uint16 basisPoints) external;

    function resaleFee() external view returns (address receiver, uint16 basisPoints);
}
