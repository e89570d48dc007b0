// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title How takings in yen are divided among payees
interface IShares {
    struct Split {
        address payee;
        uint16 basisPoints; // of 10,000; all splits sum to 10,000, the last one takes the remainder
    }

    /// @param saleId what was paid for: a purchase, an auction, a fare's slot, a project
    event SharePaid(bytes32 indexed saleId, address indexed payee, uint64 amount);

    error SplitsInvalid();
}
