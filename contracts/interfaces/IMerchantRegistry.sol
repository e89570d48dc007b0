// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Merchants (加盟店) and their terminals (加盟店端末)
/// @notice The account receives the points. Names, addresses and payout accounts are never on chain.
interface IMerchantRegistry {
    /// @notice Signed by a Registrar of `municipality`. EIP-712 type `Registration`.
    struct Registration {
        uint64 merchantId; // chosen by the caller, unused so far, not 0
        uint32 municipality;
        address account;
        uint64 deadline; // unix seconds
    }

    /// @notice Signed by a Registrar of the merchant's municipality. EIP-712 type `Suspension`.
    struct Suspension {
        uint64 merchantId;
        bool suspended;
        uint256 nonce; // unordered
        uint64 deadline;
    }

    /// @notice Signed by the merchant's account. EIP-712 type `TerminalPermission`.
    struct TerminalPermission {
        uint64 merchantId;
        address terminal;
        bool allowed;
        uint256 nonce; // unordered
        uint64 deadline;
    }

    event MerchantRegistered(uint64 indexed merchantId, uint32 indexed municipality, address indexed account);
    event MerchantSuspended(uint64 indexed merchantId, bool suspended);
    event TerminalSet(uint64 indexed merchantId, address indexed terminal, bool allowed);

    error MerchantUnknown(uint64 merchantId);
    error MerchantExists(uint64 merchantId);
    error MerchantIsSuspended(uint64 merchantId);
    error MerchantAccountInvalid();

    function register(Registration calldata registration, address officer, bytes calldata signature) external;
    function setSuspended(Suspension calldata suspension, address officer, bytes calldata signature) external;
    function setTerminal(TerminalPermission calldata permission, bytes calldata signature) external;

    /// @return account receives points; 0 when unknown
    /// @return municipality code of the merchant's municipality
    /// @return suspended true when no payment may be taken
    function merchant(uint64 merchantId)
        external
        view
        returns (address account, uint32 municipality, bool suspended);

    /// @notice True for the merchant's own account and for each allowed terminal.
    function mayActFor(uint64 merchantId, address signer) external view returns (bool);
}
