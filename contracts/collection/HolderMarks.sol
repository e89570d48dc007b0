// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A byte of each token's owner, 32 tokens to a word
/// @notice Where nobody votes, a balance is asked for far less often than a token is sold. A mark changes a word that
/// mostly exists, where a balance costs each new holder a word of their own (22,100 gas). Balances are counted: the
/// marks name the few tokens to look at, and the owners' records decide.
abstract contract HolderMarks {
    uint256 internal constant MOST_MARKED = 10_000; // tokens: 313 words to read for one balance

    uint256 private constant _EACH_BYTE = type(uint256).max / 0xff; // 0x0101…01
    uint256 private constant _HIGH_BITS = _EACH_BYTE << 7; // 0x8080…80

    mapping(uint256 index => uint256 marks) private _marks;

    /// @dev Whether the token, which exists, belongs to `account`.
    function _isOwner(uint256 tokenId, address account) internal view virtual returns (bool);

    /// @dev Marks `quantity` tokens from `firstTokenId` on as those of `account`.
    function _mark(uint256 firstTokenId, uint256 quantity, address account) internal {
        uint256 end = firstTokenId + quantity;
        for (uint256 tokenId = firstTokenId; tokenId < end;) {
            uint256 index = tokenId >> 5;
            uint256 marks = _marks[index];
            do {
                uint256 shift = (tokenId & 31) << 3;
                marks = (marks & ~(uint256(0xff) << shift)) | (uint256(uint8(uint160(account))) << shift);
            } while (++tokenId < end && tokenId >> 5 == index);
            _marks[index] = marks;
        }
    }

    /// @dev How many of the tokens 1 to `last` belong to `account`.
    function _countMarked(address account, uint256 last) internal view returns (uint64 count) {
        uint256 wanted = uint256(uint8(uint160(account))) * _EACH_BYTE;
        for (uint256 index = 0; index <= last >> 5; ++index) {
            uint256 difference = _marks[index] ^ wanted;
            if (_hasZeroByte(difference)) count += _countIn(index, difference, account, last);
        }
    }

    function _hasZeroByte(uint256 word) private pure returns (bool) {
        unchecked {
            return (word - _EACH_BYTE) & ~word & _HIGH_BITS != 0;
        }
    }

    function _countIn(uint256 index, uint256 difference, address account, uint256 last) private view returns (uint64 count) {
        for (uint256 place = 0; place < 32; ++place) {
            uint256 tokenId = (index << 5) | place;
            if (tokenId == 0 || (difference >> (place << 3)) & 0xff != 0) continue;
            if (tokenId > last) break;
            if (_isOwner(tokenId, account)) ++count;
        }
    }
}
