// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Emits many events, for tests and measurements of the indexer
/// @notice Its events are those of the real contracts: points moving, and a market that creates collections.
contract EventEmitter {
    event TransferSingle(
        address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value
    );
    event CollectionCreated(uint64 indexed collectionId, uint32 indexed municipality, address collection);
    event Noted(uint256 indexed number, string text, bytes blob, uint256[] numbers, address[] people);

    /// @notice Lets `count` transfers of points happen between about `people` accounts, chosen by `seed`.
    function move(uint256 count, uint256 people, uint256 seed) external {
        for (uint256 i = 0; i < count; ++i) {
            uint256 chance = uint256(keccak256(abi.encode(seed, i)));
            emit TransferSingle(
                msg.sender, _account(chance % people), _account((chance >> 128) % people), chance % 7, 1 + chance % 1000
            );
        }
    }

    function note(
        uint256 number,
        string calldata text,
        bytes calldata blob,
        uint256[] calldata numbers,
        address[] calldata people
    ) external {
        emit Noted(number, text, blob, numbers, people);
    }

    /// @notice Creates a contract that emits `count` events of its own at once, before it is announced.
    function create(uint64 collectionId, uint256 count) external returns (address created) {
        EmittingClone clone = new EmittingClone();
        clone.mint(count);
        emit CollectionCreated(collectionId, 292125, address(clone));
        return address(clone);
    }

    function _account(uint256 number) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(number)))));
    }
}

/// @title A contract that another one creates
contract EmittingClone {
    event Minted(address indexed to, uint256 serial);

    uint256 public total;

    function mint(uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            emit Minted(msg.sender, ++total);
        }
    }
}
