// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IShares} from "./IShares.sol";

/// @title Capped sales of community tokens (see CommunityToken)
/// @notice A curator of a municipality opens an offering, which makes its token: cap, price and payees never change
/// afterwards. People buy by signing; what they pay is divided at once, nothing stays here.
interface ITokenSale is IShares {
    /// @dev Times in unix seconds. `cap` counts all units ever, `perAccount` those of one account.
    struct Offering {
        uint64 offeringId;
        uint32 municipality;
        uint64 price; // yen a unit
        uint64 cap;
        uint64 perAccount;
        uint64 opensAt;
        uint64 closesAt;
        bytes32 detailsHash;
        uint64 deadline;
    }

    struct OfferingDetails {
        string name;
        string symbol;
        Split[] splits;
    }

    struct TokenPurchase {
        uint64 offeringId;
        address buyer;
        uint64 quantity;
        uint64 total; // yen
        uint64 validBefore;
        bytes32 salt;
    }

    struct OfferingClosure {
        uint64 offeringId;
        uint64 deadline;
    }

    event OfferingOpened(
        uint64 indexed offeringId,
        uint32 indexed municipality,
        address token,
        uint64 price,
        uint64 cap,
        uint64 perAccount,
        uint64 opensAt,
        uint64 closesAt
    );
    event TokensBought(
        bytes32 indexed purchaseId, uint64 indexed offeringId, address indexed buyer, uint64 quantity, uint64 total
    );
    event OfferingClosed(uint64 indexed offeringId);

    error OfferingExists(uint64 offeringId);
    error OfferingUnknown(uint64 offeringId);
    error OfferingInvalid();
    error OfferingNotOpen(uint64 offeringId, uint64 opensAt, uint64 closesAt);
    error OfferingIsClosed(uint64 offeringId);
    error OfferingSoldOut(uint64 offeringId, uint64 left);
    error OfferingLimitPerAccount(uint64 offeringId, uint64 perAccount);
    error TokenPurchaseInvalid();

    /// @notice Opens an offering and makes its token, signed by a curator of the municipality.
    function openOffering(
        Offering calldata offering,
        OfferingDetails calldata details,
        address curator,
        bytes calldata signature
    ) external returns (address token);

    /// @notice Ends an offering before its time, signed by a curator. What was sold stays.
    function closeOffering(OfferingClosure calldata closure, address curator, bytes calldata signature) external;

    /// @notice Buys units. The buyer's yen authorization has `hashPurchase` as its nonce.
    function buy(TokenPurchase calldata purchase, bytes calldata authorization) external;

    /// @notice The token of an offering; zero where there is none.
    function tokenOf(uint64 offeringId) external view returns (address);

    /// @notice Digest of a purchase, which is its id.
    function hashPurchase(TokenPurchase calldata purchase) external view returns (bytes32);
}
