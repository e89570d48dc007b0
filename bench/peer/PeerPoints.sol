// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// @title What one builds of OpenZeppelin's parts for the same jobs, to measure ours beside it
/// @notice No terms, areas, pauses, caps, expiry or officers' signatures: it does less than RegionalPoints.
contract PeerPoints is ERC1155, ERC2771Context {
    using BitMaps for BitMaps.BitMap;

    bytes32 public root;
    BitMaps.BitMap private _claimed;

    constructor(address forwarder) ERC1155("") ERC2771Context(forwarder) {}

    function grant(uint256 id, address[] calldata holders, uint256[] calldata amounts) external {
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], id, amounts[i], "");
        }
    }

    function publish(bytes32 root_) external {
        root = root_;
    }

    function claim(uint256 id, uint256 index, address holder, uint256 amount, bytes32[] calldata proof) external {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, holder, amount))));
        require(MerkleProof.verifyCalldata(proof, root, leaf) && !_claimed.get(index));
        _claimed.set(index);
        _mint(holder, id, amount, "");
    }

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength() internal view override(Context, ERC2771Context) returns (uint256) {
        return ERC2771Context._contextSuffixLength();
    }
}

contract PeerForwarder is ERC2771Forwarder("PeerForwarder") {}
