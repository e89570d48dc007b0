// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Collection} from "contracts/collection/Collection.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ICollection} from "contracts/interfaces/ICollection.sol";
import {TradeActs} from "./support/TradeActs.sol";

/// @title Balances that are counted from marks, and the interfaces of all standards
/// forge-config: default.fuzz.runs = 40
contract BalancesTest is TradeActs {
    uint256 internal constant PEOPLE = 5;

    Collection internal card;
    uint64 internal listing;

    function setUp() external {
        _deploy();
        card = _createCollection(_rightTerms());
        listing = _open(_listingOf(card, 1, 10_000, 0));
        for (uint256 i = 0; i < PEOPLE; ++i) _fund(_holder(i), 100_000);
    }

    function testFuzz_balances_are_the_tokens_owned(uint256 seed) external {
        for (uint256 i = 0; i < 6; ++i) {
            uint256 person = uint256(keccak256(abi.encode(seed, i))) % PEOPLE;
            uint32 quantity = uint32(uint256(keccak256(abi.encode(seed, i, "quantity"))) % 70) + 1;
            _buy(_holderKey(person), _purchase(listing, _holder(person), quantity, quantity, i));
        }
        for (uint256 i = 0; i < 20; ++i) {
            uint256 tokenId = 1 + uint256(keccak256(abi.encode(seed, i, "token"))) % card.totalMinted();
            address from = card.ownerOf(tokenId);
            if (i % 5 == 0) _lendFor(tokenId, from, i);
            else _moveTo(tokenId, from, _holder(uint256(keccak256(abi.encode(seed, i, "to"))) % PEOPLE));
        }
        uint256[PEOPLE] memory owned;
        for (uint256 tokenId = 1; tokenId <= card.totalMinted(); ++tokenId) {
            address owner_ = card.ownerOf(tokenId);
            for (uint256 i = 0; i < PEOPLE; ++i) if (owner_ == _holder(i)) ++owned[i];
        }
        for (uint256 i = 0; i < PEOPLE; ++i) assertEq(card.balanceOf(_holder(i)), owned[i], "balance");
        assertEq(card.balanceOf(_holder(PEOPLE)), 0, "of somebody else");
    }

    function test_a_mark_alone_makes_nobody_an_owner() external {
        _buy(_holderKey(0), _purchase(listing, _holder(0), 40, 40, 1));
        address sameMark = address(uint160(0xabcd00) | uint160(uint8(uint160(_holder(0)))));
        assertEq(card.balanceOf(sameMark), 0, "the last byte is the same");
        assertEq(card.balanceOf(address(uint160(0xabcd00))), 0, "a byte of zeros");
        assertEq(card.balanceOf(_holder(0)), 40, "the owner");
    }

    function test_a_large_series_keeps_balances() external {
        ICollection.Terms memory terms = _cardTerms(false, false);
        terms.maxSupply = 10_001;
        Collection large = _createCollection(terms);
        uint64 number = _open(_listingOf(large, 1, 10, 0));
        _buy(_holderKey(0), _purchase(number, _holder(0), 3, 3, 1));
        vm.prank(_holder(0));
        large.transferFrom(_holder(0), _holder(1), 2);
        assertEq(large.balanceOf(_holder(0)), 2, "two left");
        assertEq(large.balanceOf(_holder(1)), 1, "one there");
    }

    function test_ids_of_the_standards_are_what_their_texts_say() external {
        _answersFor(0x01ffc9a7, true); // ERC-165
        _answersFor(0x80ac58cd, true); // ERC-721
        _answersFor(0x5b5e139f, true); // ERC-721 Metadata
        _answersFor(0x2a55205a, true); // ERC-2981
        _answersFor(0x49064906, true); // ERC-4906
        _answersFor(0xb45a3c0e, true); // ERC-5192
        _answersFor(0xad092b5c, true); // ERC-4907
        _answersFor(0x780e9d63, false); // ERC-721 Enumerable
        _answersFor(0xe90fb3f6, false); // votes, which this series has none of
        _answersFor(0xffffffff, false);
        assertTrue(card.contractURI.selector == bytes4(0xe8a3d485), "ERC-7572");
        Collection voting = _createCollection(true, false);
        assertTrue(voting.supportsInterface(0xe90fb3f6), "ERC-5805");
        assertTrue(voting.supportsInterface(0xda287a1d), "ERC-6372");
    }

    function _answersFor(bytes4 interfaceId, bool expected) private view {
        assertTrue(IERC165(address(card)).supportsInterface(interfaceId) == expected, "interface");
    }

    function _lendFor(uint256 tokenId, address owner_, uint256 nonce) private {
        uint256 signer = _holderKey(0);
        while (vm.addr(signer) != owner_) ++signer;
        uint64 until = uint64(vm.getBlockTimestamp() + 60);
        if (card.userOf(tokenId) == address(0)) _lend(signer, card, tokenId, _holder(9), until, nonce);
        assertEq(card.userOf(tokenId), _holder(9), "lent");
    }

    function _moveTo(uint256 tokenId, address from, address to) private {
        bool isLent = card.userOf(tokenId) != address(0);
        vm.prank(from);
        try card.transferFrom(from, to, tokenId) {
            assertTrue(!isLent, "moved while lent");
        } catch {
            assertTrue(isLent, "stayed without reason");
        }
    }
}
