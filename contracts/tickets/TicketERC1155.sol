// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ITicketInventory} from "../interfaces/ITicketInventory.sol";

/// @title Who holds how many tickets of an id, and which of them were used
/// @notice One storage word per holder and id: the number held, and for each of seven legs a bit per ticket. So a leg is
/// cancelled at the price of a change, and what was used cannot leave its holder.
abstract contract TicketERC1155 is
    ITicketInventory,
    ERC165,
    IERC1155MetadataURI,
    IERC1155Errors,
    Ownable2Step,
    ReentrancyGuardTransient
{
    uint256 internal constant _MOST_LEGS = 7;
    uint256 private constant _BITS = 32;

    mapping(uint256 id => mapping(address holder => uint256 word)) private _holdings;
    mapping(address holder => mapping(address operator => bool)) private _operators;
    string private _uri;
    string private _contractURI;

    /// @inheritdoc ITicketInventory
    function setURIs(string calldata uri_, string calldata contractURI_) external onlyOwner {
        _uri = uri_;
        _contractURI = contractURI_;
        emit ContractURIUpdated();
    }

    /// @inheritdoc IERC1155
    function setApprovalForAll(address operator, bool approved) external {
        if (operator == address(0)) revert ERC1155InvalidOperator(operator);
        _operators[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @inheritdoc IERC1155
    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes calldata message)
        external
        nonReentrant
    {
        _requireMover(from);
        _transfer(from, to, id, value);
        ERC1155Utils.checkOnERC1155Received(msg.sender, from, to, id, value, message);
    }

    /// @inheritdoc IERC1155
    function safeBatchTransferFrom(
        address from,
        address to,
        uint256[] calldata ids,
        uint256[] calldata values,
        bytes calldata message
    ) external nonReentrant {
        if (ids.length != values.length) revert ERC1155InvalidArrayLength(ids.length, values.length);
        _requireMover(from);
        for (uint256 i = 0; i < ids.length; ++i) {
            _requireTransferable(ids[i]);
            _takeFrom(from, ids[i], values[i]);
            _addTo(to, ids[i], values[i]);
        }
        emit TransferBatch(msg.sender, from, to, ids, values);
        ERC1155Utils.checkOnERC1155BatchReceived(msg.sender, from, to, ids, values, message);
    }

    /// @inheritdoc IERC1155
    function balanceOfBatch(address[] calldata accounts, uint256[] calldata ids)
        external
        view
        returns (uint256[] memory balances)
    {
        if (accounts.length != ids.length) revert ERC1155InvalidArrayLength(ids.length, accounts.length);
        balances = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) balances[i] = balanceOf(accounts[i], ids[i]);
    }

    /// @inheritdoc IERC1155MetadataURI
    function uri(uint256) external view returns (string memory) {
        return _uri;
    }

    /// @inheritdoc ITicketInventory
    function contractURI() external view returns (string memory) {
        return _contractURI;
    }

    /// @inheritdoc ITicketInventory
    function usedOf(uint256 id, address holder, uint8 leg) external view returns (uint32) {
        return leg < _MOST_LEGS ? _usedIn(_holdings[id][holder], leg) : 0;
    }

    /// @inheritdoc IERC1155
    function balanceOf(address account, uint256 id) public view returns (uint256) {
        return uint32(_holdings[id][account]);
    }

    /// @inheritdoc IERC1155
    function isApprovedForAll(address account, address operator) public view returns (bool) {
        return _operators[account][operator];
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC165, IERC165) returns (bool) {
        return interfaceId == type(IERC1155).interfaceId || interfaceId == type(IERC1155MetadataURI).interfaceId
            || super.supportsInterface(interfaceId);
    }

    /// @dev Reverts when tickets of this id may not change hands now.
    function _requireTransferable(uint256 id) internal view virtual;

    function _mint(address to, uint256 id, uint256 quantity) internal {
        _addTo(to, id, quantity);
        emit TransferSingle(msg.sender, address(0), to, id, quantity);
    }

    function _burn(address from, uint256 id, uint256 quantity) internal {
        _takeFrom(from, id, quantity);
        emit TransferSingle(msg.sender, from, address(0), id, quantity);
    }

    function _transfer(address from, address to, uint256 id, uint256 quantity) internal {
        _requireTransferable(id);
        _takeFrom(from, id, quantity);
        _addTo(to, id, quantity);
        emit TransferSingle(msg.sender, from, to, id, quantity);
    }

    /// @dev Marks a leg of the tickets `units` as used.
    function _markUsed(address holder, uint256 id, uint8 leg, uint32 units) internal {
        uint256 word = _holdings[id][holder];
        uint32 used = _usedIn(word, leg);
        if (used & units != 0) revert TicketUsed(id, leg, used & units);
        if (_count(used | units) > uint32(word)) revert TicketsNotHeld(id, holder, uint32(word) - _count(used));
        _holdings[id][holder] = word | (uint256(units) << (_BITS + _BITS * leg));
    }

    function _addTo(address to, uint256 id, uint256 quantity) private {
        if (to == address(0)) revert ERC1155InvalidReceiver(to);
        uint256 word = _holdings[id][to];
        if (quantity > type(uint32).max - uint32(word)) revert BookingInvalid();
        _holdings[id][to] = word + quantity;
    }

    /// @dev Only tickets none of whose legs was used leave a holder.
    function _takeFrom(address from, uint256 id, uint256 quantity) private {
        uint256 word = _holdings[id][from];
        uint256 most = 0;
        for (uint8 leg = 0; leg < _MOST_LEGS; ++leg) {
            uint256 used = _count(_usedIn(word, leg));
            if (used > most) most = used;
        }
        uint256 unused = uint32(word) - most;
        if (quantity > unused) revert TicketsNotHeld(id, from, unused);
        _holdings[id][from] = word - quantity;
    }

    function _requireMover(address from) private view {
        if (msg.sender != from && !isApprovedForAll(from, msg.sender)) {
            revert ERC1155MissingApprovalForAll(msg.sender, from);
        }
    }

    function _usedIn(uint256 word, uint8 leg) private pure returns (uint32) {
        return uint32(word >> (_BITS + _BITS * leg));
    }

    function _count(uint32 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }
}
