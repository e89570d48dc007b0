// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {HoldingHistory} from "./HoldingHistory.sol";

/// @title ERC-721 whose token ids are serial numbers from 1, minted in order and never burned
/// @notice The tokens of one mint share one ownership record (as in ERC-721A): the owner of a token without a record
/// of its own is that of the nearest lower one, at most `_RECORD_EVERY` steps away. A record also keeps the time of
/// the mint, so that the supply at any past time needs no checkpoints.
abstract contract SerialERC721 is ERC165, IERC721, IERC721Errors, HoldingHistory {
    struct Serial {
        address owner;
        uint48 mintedAt;
    }

    uint256 private constant _RECORD_EVERY = 32;

    mapping(uint256 tokenId => Serial) private _serials;
    mapping(uint256 tokenId => address) private _approvals;
    mapping(address owner => mapping(address operator => bool)) private _operators;
    uint64 private _minted;

    /// @inheritdoc IERC721
    function transferFrom(address from, address to, uint256 tokenId) external {
        _transfer(from, to, tokenId);
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address from, address to, uint256 tokenId) external {
        _transfer(from, to, tokenId);
        ERC721Utils.checkOnERC721Received(msg.sender, from, to, tokenId, "");
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address from, address to, uint256 tokenId, bytes calldata message) external {
        _transfer(from, to, tokenId);
        ERC721Utils.checkOnERC721Received(msg.sender, from, to, tokenId, message);
    }

    /// @inheritdoc IERC721
    function approve(address to, uint256 tokenId) external {
        address owner = ownerOf(tokenId);
        if (msg.sender != owner && !isApprovedForAll(owner, msg.sender)) revert ERC721InvalidApprover(msg.sender);
        _approvals[tokenId] = to;
        emit Approval(owner, to, tokenId);
    }

    /// @inheritdoc IERC721
    function setApprovalForAll(address operator, bool approved) external {
        if (operator == address(0)) revert ERC721InvalidOperator(operator);
        _operators[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @inheritdoc IERC721
    function balanceOf(address owner) external view returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        return _balanceOf(owner);
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 tokenId) external view returns (address) {
        _recordOf(tokenId);
        return _approvals[tokenId];
    }

    /// @notice How many tokens exist; the highest serial number.
    function totalMinted() public view virtual returns (uint64) {
        return _minted;
    }

    /// @inheritdoc IERC721
    function ownerOf(uint256 tokenId) public view returns (address) {
        return _recordOf(tokenId).owner;
    }

    /// @inheritdoc IERC721
    function isApprovedForAll(address owner, address operator) public view returns (bool) {
        return _operators[owner][operator];
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view virtual override(ERC165, IERC165) returns (bool) {
        return interfaceId == type(IERC721).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Mints the next `quantity` serials. The receiver is not asked: see {_requireReceiver}.
    function _mint(address to, uint64 quantity) internal returns (uint256 firstTokenId) {
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        uint64 before = _minted;
        firstTokenId = uint256(before) + 1;
        _minted = before + quantity;
        for (uint256 i = 0; i < quantity; ++i) {
            uint256 tokenId = firstTokenId + i;
            if (i % _RECORD_EVERY == 0) _serials[tokenId] = Serial(to, uint48(block.timestamp));
            emit Transfer(address(0), to, tokenId);
        }
        _afterMove(address(0), to, quantity);
    }

    /// @dev Asks a contract account whether it takes the tokens that it was just minted.
    function _requireReceiver(address to, uint256 firstTokenId, uint256 quantity) internal {
        if (to.code.length == 0) return;
        for (uint256 i = 0; i < quantity; ++i) {
            ERC721Utils.checkOnERC721Received(msg.sender, address(0), to, firstTokenId + i, "");
        }
    }

    function _transfer(address from, address to, uint256 tokenId) private {
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        Serial memory serial = _recordOf(tokenId);
        if (serial.owner != from) revert ERC721IncorrectOwner(from, tokenId, serial.owner);
        if (!_mayMove(from, msg.sender, tokenId)) revert ERC721InsufficientApproval(msg.sender, tokenId);
        _beforeTransfer(tokenId);

        if (_approvals[tokenId] != address(0)) delete _approvals[tokenId];
        _keepRecordAfter(tokenId, serial);
        _serials[tokenId] = Serial(to, serial.mintedAt);
        emit Transfer(from, to, tokenId);
        _afterMove(from, to, 1);
    }

    /// @dev The token after the one that leaves loses the record it leaned on: give it its own.
    function _keepRecordAfter(uint256 tokenId, Serial memory serial) private {
        uint256 next = tokenId + 1;
        if (next <= _minted && _serials[next].owner == address(0)) _serials[next] = serial;
    }

    /// @dev Moves the balances. A series with votes tells of them here.
    function _afterMove(address from, address to, uint64 quantity) internal virtual {
        if (from == to) return;
        if (from != address(0)) _decreaseBalance(from, quantity);
        _increaseBalance(to, quantity);
    }

    /// @dev Reverts when the token may not change hands.
    function _beforeTransfer(uint256 tokenId) internal view virtual;

    /// @dev How many tokens existed at the end of second `timepoint`.
    function _mintedUntil(uint48 timepoint) internal view returns (uint256) {
        uint256 low = 0;
        uint256 high = _minted;
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (_recordOf(middle).mintedAt <= timepoint) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    function _recordOf(uint256 tokenId) private view returns (Serial memory serial) {
        if (tokenId == 0 || tokenId > _minted) revert ERC721NonexistentToken(tokenId);
        serial = _serials[tokenId];
        while (serial.owner == address(0)) serial = _serials[--tokenId];
    }

    function _mayMove(address owner, address sender, uint256 tokenId) private view returns (bool) {
        return sender == owner || isApprovedForAll(owner, sender) || _approvals[tokenId] == sender;
    }
}
