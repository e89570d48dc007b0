// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Counts what reaches it, for tests of the relayer
/// @notice Deliberately without any protection of its own: an action sent twice happens twice and shows.
contract ActionCounter {
    struct Action {
        bytes32 key;
        bool refused;
    }

    event Done(bytes32 indexed key);
    event ActionRejected(bytes32 indexed key, bytes reason);

    error ActionRefused(bytes32 key);
    error CounterClosed();
    error SelfOnly();

    bool public isClosed;
    uint256 public total;

    /// @notice Opens or closes the counter.
    function setClosed(bool closed) external {
        isClosed = closed;
    }

    function act(Action calldata action, bytes calldata signature) external {
        _act(action, signature);
    }

    /// @notice Does many; a refused one emits ActionRejected and leaves the others alone, a closed counter refuses all.
    function actMany(Action[] calldata actions, bytes[] calldata signatures) external {
        require(!isClosed, CounterClosed());
        for (uint256 i = 0; i < actions.length; ++i) {
            try this.actAlone(actions[i], signatures[i]) {}
            catch (bytes memory reason) {
                emit ActionRejected(actions[i].key, reason);
            }
        }
    }

    function actAlone(Action calldata action, bytes calldata signature) external {
        require(msg.sender == address(this), SelfOnly());
        _act(action, signature);
    }

    function _act(Action calldata action, bytes calldata) private {
        require(!isClosed, CounterClosed());
        require(!action.refused, ActionRefused(action.key));
        ++total;
        emit Done(action.key);
    }
}
