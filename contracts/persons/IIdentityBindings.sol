// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Which account is a verified person's (本人確認), by attesters' signatures
/// @notice A person is a nullifier: a number drawn by chance, from which nobody finds the person. One nullifier has one
/// account, one account one nullifier. No name, birthday or address is here; only the municipality of residence, the
/// kind of check, and the last day (JST) on which it counts. Anybody may send what an attester signed. The acts about
/// one nullifier carry rising revisions: whatever order they arrive in, the newest decides, and none works twice.
interface IIdentityBindings {
    /// @notice Signed by an attester. EIP-712 type `Binding`. Verifies a person, renews it, moves it to another
    /// municipality, or brings it to a new account: afterwards this is what holds.
    struct Binding {
        bytes32 nullifier;
        address account;
        uint32 municipality; // where the person lives: any code, also of a town that is not registered
        uint8 level; // 1: an officer looked at a document, 2: the Digital Authentication App read the person's card
        uint32 validUntil; // last day, in days since 1970-01-01 in Japan
        uint24 revision; // higher than any before of this nullifier
        uint64 deadline; // of the signature
    }

    /// @notice Signed by an attester. EIP-712 type `Revocation`. It gives no reason.
    struct Revocation {
        bytes32 nullifier;
        uint24 revision;
        uint64 deadline;
    }

    event PersonBound(
        bytes32 indexed nullifier,
        address indexed account,
        uint32 indexed municipality,
        uint8 level,
        uint32 validUntil,
        uint24 revision
    );
    event PersonRevoked(bytes32 indexed nullifier, address indexed account, uint24 revision);
    event BindingRejected(bytes32 indexed nullifier, uint24 indexed revision, bytes reason);
    event AttesterSet(address indexed attester, bool allowed);

    error BindingInvalid(bytes32 nullifier);
    error BindingOutdated(bytes32 nullifier, uint24 revision, uint24 recorded);
    /// @notice The account is, at this moment, another person's.
    error BindingAccountTaken(address account);
    /// @notice The transaction ran out of gas within a binding; none of the batch is recorded.
    error BindingGasInsufficient();

    /// @notice Allows or forbids `attester` to sign for every municipality, registered or not. Owner only.
    function setAttester(address attester, bool allowed) external;

    /// @notice Records a binding. The attester is the platform's, or an officer with the role Attester in the binding's
    /// municipality and, while the person is verified in another one, in that one too.
    function bind(Binding calldata binding, address attester, bytes calldata signature) external;

    /// @notice Records many; one that fails emits BindingRejected with its revert data and leaves the others alone.
    function bindBatch(Binding[] calldata bindings, address[] calldata attesters, bytes[] calldata signatures)
        external;

    /// @notice Ends a binding at once, also while the municipality is paused. The attester is the platform's, or an
    /// officer with the role Attester where the person was last verified.
    function revoke(Revocation calldata revocation, address attester, bytes calldata signature) external;

    function isAttester(address attester) external view returns (bool);

    /// @notice What was recorded last of a nullifier, run out or not; `account` is 0 when revoked or never bound.
    function bindingOf(bytes32 nullifier)
        external
        view
        returns (address account, uint32 municipality, uint8 level, uint32 validUntil, uint24 revision);
}
