// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155MetadataURI} from "@openzeppelin/contracts/token/ERC1155/extensions/IERC1155MetadataURI.sol";
import {ERC1155Utils} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Utils.sol";
import {ERC165, IERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRegionalPoints} from "../interfaces/IRegionalPoints.sol";
import {PointsPrograms} from "./PointsPrograms.sol";

/// @title The standard's face of the points (ERC-1155): balances, and gifts where the program allows them
/// @notice A gift moves spendable, unexpired points only. Takings count in balanceOf but do not move.
abstract contract PointsERC1155 is PointsPrograms, ERC165, IERC1155MetadataURI, ReentrancyGuardTransient {
    bytes32 private constant _GIFT_TYPE =
        keccak256("Gift(address from,address to,uint256 id,uint64 amount,uint256 nonce,uint64 deadline)");

    mapping(address account => mapping(address operator => bool)) private _operators;
    string private _uri;

    /// @notice Sets the address of metadata, with `{id}` in it. Owner only.
    function setURI(string calldata uri_) external onlyOwner {
        _uri = uri_;
    }

    /// @inheritdoc IERC1155
    function setApprovalForAll(address operator, bool approved) external {
        if (operator == address(0)) revert ERC1155InvalidOperator(operator);
        _operators[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @inheritdoc IRegionalPoints
    function give(Gift calldata gift, bytes calldata signature) external nonReentrant returns (bytes32 giftId) {
        giftId = _requireSigned(gift.from, keccak256(abi.encode(_GIFT_TYPE, gift)), gift.deadline, signature);
        _use(gift.from, gift.id, gift.nonce);
        emit Gifted(giftId, gift.from, gift.to, gift.amount);
        _moveOne(gift.from, gift.to, gift.id, gift.amount, "");
    }

    /// @inheritdoc IERC1155
    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes calldata message)
        external
        nonReentrant
    {
        _requireMover(from);
        _moveOne(from, to, id, value, message);
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
        for (uint256 i = 0; i < ids.length; ++i) _gift(from, to, ids[i], values[i]);
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

    /// @inheritdoc IERC1155
    function balanceOf(address account, uint256 id) public view returns (uint256) {
        return spendableOf(account, id) + takingsOf(account, id);
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

    function _moveOne(address from, address to, uint256 id, uint256 value, bytes memory message) private {
        _gift(from, to, id, value);
        emit TransferSingle(msg.sender, from, to, id, value);
        ERC1155Utils.checkOnERC1155Received(msg.sender, from, to, id, value, message);
    }

    function _gift(address from, address to, uint256 id, uint256 value) private {
        if (to == address(0)) revert ERC1155InvalidReceiver(to);
        uint32 programId = _programIdOf(id);
        Terms storage terms = _known(programId);
        if (!terms.transferable) revert PointsNotTransferable(id);
        if (_isExpired(id)) revert PointsExpired(id);
        if (terms.verifiedOnly) _requireVerified(programId, to);
        _give(from, to, id, value);
    }

    function _requireMover(address from) private view {
        if (from != msg.sender && !isApprovedForAll(from, msg.sender)) {
            revert ERC1155MissingApprovalForAll(msg.sender, from);
        }
    }
}
