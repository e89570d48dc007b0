// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";

/// @title Contract that can neither sign nor receive
contract DeafAccount {}

/// @title Account that burns all the gas it is given when asked for a signature
contract GasBurningAccount is IERC1271 {
    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes memory) external pure returns (bytes4) {
        while (true) {}
        return 0;
    }
}

/// @title Account that answers a question about a signature with far too many bytes
contract LongAnswerAccount {
    fallback() external {
        assembly ("memory-safe") {
            return(0, 100000)
        }
    }
}

/// @title Account that tries something with the points or cards it is just receiving
contract ReentrantAccount is ERC1155Holder, ERC721Holder {
    address public target;
    bytes public action;
    bool public succeeded;

    function prepare(address target_, bytes calldata action_) external {
        target = target_;
        action = action_;
    }

    /// @inheritdoc IERC1155Receiver
    function onERC1155Received(address, address, uint256, uint256, bytes memory) public override returns (bytes4) {
        _strike();
        return this.onERC1155Received.selector;
    }

    function onERC721Received(address, address, uint256, bytes memory) public override returns (bytes4) {
        _strike();
        return this.onERC721Received.selector;
    }

    function _strike() private {
        if (target == address(0)) return;
        // slither-disable-next-line low-level-calls
        (succeeded,) = target.call(action);
    }
}
