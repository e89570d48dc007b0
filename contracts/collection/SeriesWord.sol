// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title What every act on a series looks at first, in one storage word
abstract contract SeriesWord {
    struct Series {
        address market; // mints and sells
        uint32 minted;
        uint32 maxSupply;
        bool votes;
        bool locked;
        bool ruled; // has rules of a right (Rights)
        bool marked; // balances are counted from marks (HolderMarks)
    }

    Series internal _series;
}
