// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {HolderMarks} from "./HolderMarks.sol";
import {HoldingHistory} from "./HoldingHistory.sol";
import {SeriesWord} from "./SeriesWord.sol";

/// @title ERC-721 whose token ids are serial numbers from 1, minted in order and never burned
/// @notice The tokens of one mint share one ownership record (as in ERC-721A): the owner of a token without a record
/// of its own is that of the nearest lower one, at most `_RECORD_EVERY` steps away. A record also keeps the time of
/// the mint, so that the supply at any past time needs no checkpoints, how often a right was used, and how often the
/// token moved: what was signed for a token before it moved (an ask, a gift, an approval) holds no more.
abstract contract SerialERC721 is ERC165, IERC721, IERC721Errors, HoldingHistory, HolderMarks, SeriesWord {
    struct Serial {
        address owner;
        uint32 mintedAt; // unix seconds, until 2106
        uint16 used;
        uint32 moves;
        bool shared; // the token after it may lean on this record
        bool lent; // has been; what the loan says decides (Lending)
    }

    struct Approved {
        address operator;
        uint32 moves; // of the token when it was approved
    }

    uint256 private constant _RECORD_EVERY = 32;

    mapping(uint256 tokenId => Serial) private _serials;
    mapping(uint256 tokenId => Approved) private _approvals;
    mapping(address owner => mapping(address operator => bool)) private _operators;

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
        Serial memory serial = _recordOf(tokenId);
        bool isAllowed = msg.sender == serial.owner || isApprovedForAll(serial.owner, msg.sender);
        if (!isAllowed) revert ERC721InvalidApprover(msg.sender);
        _approvals[tokenId] = Approved(to, serial.moves);
        emit Approval(serial.owner, to, tokenId);
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
        return _approvedFor(tokenId, _recordOf(tokenId).moves);
    }

    /// @notice How many tokens exist; the highest serial number.
    function totalMinted() public view virtual returns (uint64) {
        return _series.minted;
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
    function _mint(address to, uint32 quantity) internal returns (uint256 firstTokenId) {
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        uint32 before = _series.minted;
        firstTokenId = uint256(before) + 1;
        _series.minted = before + quantity;
        for (uint256 i = 0; i < quantity; ++i) {
            uint256 tokenId = firstTokenId + i;
            if (i % _RECORD_EVERY == 0) {
                _serials[tokenId] = Serial(to, uint32(block.timestamp), 0, 0, i + 1 < quantity, false);
            }
            emit Transfer(address(0), to, tokenId);
        }
        _afterMove(address(0), to, firstTokenId, quantity);
    }

    /// @dev Asks a contract account whether it takes the tokens that it just got.
    function _requireReceiver(address from, address to, uint256 firstTokenId, uint256 quantity) internal {
        if (to.code.length == 0) return;
        for (uint256 i = 0; i < quantity; ++i) {
            ERC721Utils.checkOnERC721Received(msg.sender, from, to, firstTokenId + i, "");
        }
    }

    function _transfer(address from, address to, uint256 tokenId) private {
        Serial memory serial = _recordOf(tokenId);
        if (serial.owner != from) revert ERC721IncorrectOwner(from, tokenId, serial.owner);
        if (!_mayMove(serial, msg.sender, tokenId)) revert ERC721InsufficientApproval(msg.sender, tokenId);
        _beforeTransfer(tokenId, serial);
        _move(to, tokenId, serial);
    }

    /// @dev Moves a token whose record was read and whose move is allowed.
    function _move(address to, uint256 tokenId, Serial memory serial) internal {
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        address from = serial.owner;
        serial.owner = to;
        unchecked {
            ++serial.moves;
        }
        _writeRecord(tokenId, serial, from);
        emit Transfer(from, to, tokenId);
        _afterMove(from, to, tokenId, 1);
    }

    /// @dev Writes a token's own record. The token after it loses the one it leaned on: give it its own.
    function _writeRecord(uint256 tokenId, Serial memory serial, address ownerBefore) internal {
        if (serial.shared && serial.owner != ownerBefore) {
            uint256 next = tokenId + 1;
            if (next <= _series.minted && _serials[next].owner == address(0)) {
                _serials[next] = Serial(ownerBefore, serial.mintedAt, 0, 0, true, false);
            }
            serial.shared = false;
        }
        _serials[tokenId] = serial;
    }

    /// @dev Moves the balances, or the marks they are counted from.
    function _afterMove(address from, address to, uint256 firstTokenId, uint64 quantity) private {
        if (from == to) return;
        if (_series.marked) return _mark(firstTokenId, quantity, to);
        if (from != address(0)) _tell(from, _decreaseBalance(from, quantity));
        _tell(to, _increaseBalance(to, quantity));
    }

    /// @dev Tells of votes that changed with a balance.
    function _tell(address account, uint64 before) internal virtual;

    function _balanceOf(address account) internal view override returns (uint64) {
        return _series.marked ? _countMarked(account, _series.minted) : super._balanceOf(account);
    }

    function _isOwner(uint256 tokenId, address account) internal view override returns (bool) {
        return _recordOf(tokenId).owner == account;
    }

    /// @dev Reverts when the token may not change hands.
    function _beforeTransfer(uint256 tokenId, Serial memory serial) internal view virtual;

    /// @dev How many tokens existed at the end of second `timepoint`.
    function _mintedUntil(uint48 timepoint) internal view returns (uint256) {
        uint256 low = 0;
        uint256 high = _series.minted;
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (_recordOf(middle).mintedAt <= timepoint) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// @dev The record of a token; uses, moves and loans of the one it leans on are not its own.
    function _recordOf(uint256 tokenId) internal view returns (Serial memory serial) {
        if (tokenId == 0 || tokenId > _series.minted) revert ERC721NonexistentToken(tokenId);
        serial = _serials[tokenId];
        if (serial.owner != address(0)) return serial;
        while (serial.owner == address(0)) serial = _serials[--tokenId];
        (serial.used, serial.moves, serial.lent) = (0, 0, false);
    }

    function _mayMove(Serial memory serial, address sender, uint256 tokenId) internal view returns (bool) {
        return sender == serial.owner || isApprovedForAll(serial.owner, sender)
            || _approvedFor(tokenId, serial.moves) == sender;
    }

    function _approvedFor(uint256 tokenId, uint32 moves) private view returns (address) {
        Approved memory approved = _approvals[tokenId];
        return approved.moves == moves ? approved.operator : address(0);
    }
}
