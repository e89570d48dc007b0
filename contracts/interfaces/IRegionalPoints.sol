// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Regional points (地域ポイント), an ERC-1155 whose token id is (program, expiry day)
/// @notice id = programId << 32 | expiryDay. An expiry day counts days since 1970-01-01 in Japan Standard Time;
/// points spend until the end of that day in JST. One point is one yen of value; no fractions.
/// Every act takes an EIP-712 signature (EOA or ERC-1271); whoever sends the transaction only pays for it.
interface IRegionalPoints {
    /// @notice Signed by an Issuer of `issuer`. EIP-712 type `Program`. A program's terms never change.
    struct Program {
        uint32 programId; // chosen by the caller, unused so far, not 0, below 2**31
        uint32 issuer; // municipality code
        uint32 areaId; // shops of these municipalities take the points
        uint64 cap; // most points ever granted
        uint32 firstDay; // first JST day on which points may be granted
        uint32 lastDay; // no expiry day of this program is later
        bool paid; // consideration was paid (前払式支払手段) or the points are free
        bool transferable; // holders may give them to each other
        bool verifiedOnly; // only identity-checked holders (held by IdentityRegistry once deployed)
        bool refundsExpired; // a refund after the expiry day still returns (expired) points
        bytes32 termsHash; // keccak256 of the published terms
        uint64 deadline; // of the signature, unix seconds
    }

    /// @notice A grant (付与) to many, in chunks of any size. Signed once by an Issuer for all chunks. EIP-712 type
    /// `Issue`. `chunksRoot` is the Merkle root (OpenZeppelin standard: sorted pairs, double-hashed leaves) over
    /// keccak256(bytes.concat(keccak256(abi.encode(campaignId, index, holders, amounts)))).
    struct Issue {
        bytes32 campaignId;
        uint32 programId;
        uint32 expiryDay;
        uint64 total; // sum over all chunks
        bytes32 chunksRoot;
        uint64 deadline;
    }

    struct Chunk {
        uint32 index;
        address[] holders;
        uint64[] amounts;
    }

    /// @notice A drop (一斉付与) to any number of people, signed by an Issuer. EIP-712 type `Drop`. `entriesRoot` is the
    /// Merkle root (as above) over
    /// keccak256(bytes.concat(keccak256(abi.encode(campaignId, index, holder, amount)))).
    struct Drop {
        bytes32 campaignId;
        uint32 programId;
        uint32 expiryDay;
        uint64 total; // sum over all entries; no claim goes beyond it
        bytes32 entriesRoot;
        uint64 deadline;
    }

    /// @notice One person's entry of a drop, with its proof.
    struct Claim {
        uint32 issuer;
        bytes32 campaignId;
        uint32 index;
        address holder;
        uint64 amount;
        bytes32[] proof;
    }

    /// @notice A payment (支払い) of `amount` points out of the named lots. Signed by the holder. EIP-712 type
    /// `Payment`. Its id (payment id) is its EIP-712 digest.
    struct Payment {
        address holder;
        uint64 merchantId;
        uint64 amount; // sum of amounts
        uint256[] ids; // lots, each once
        uint64[] amounts;
        uint256 nonce; // unordered, per holder and ids[0]; 0 to 127 cost least
        uint64 deadline; // unix seconds
    }

    /// @notice Takes `amount` points of a payment back to the lots they came from, the latest expiry first. Signed by
    /// the merchant's account or a terminal. EIP-712 type `Refund`.
    struct Refund {
        bytes32 paymentId;
        uint64 amount;
        uint256 nonce; // unordered, per merchant signer
        uint64 deadline;
    }

    /// @notice Burns a merchant's points against money paid out (精算). Signed by a Settler of the program's issuer.
    /// EIP-712 type `Settlement`. A settlement id settles once.
    struct Settlement {
        bytes32 settlementId;
        uint64 merchantId;
        uint256[] ids; // all of programs of one issuer
        uint64[] amounts;
        uint64 deadline;
    }

    /// @notice Gives spendable points to somebody, where the program allows it. Signed by `from`. EIP-712 type `Gift`. Its
    /// id is its EIP-712 digest. Nonces are those of payments that begin with the lot.
    struct Gift {
        address from;
        address to;
        uint256 id;
        uint64 amount;
        uint256 nonce;
        uint64 deadline;
    }

    /// @notice Makes a nonce of one's own unusable for payments that begin with a lot, and gifts of it. EIP-712 type
    /// `NonceCancellation`.
    struct NonceCancellation {
        address holder;
        uint256 id;
        uint256 nonce;
        uint64 deadline;
    }

    event ProgramCreated(
        uint32 indexed programId,
        uint32 indexed issuer,
        uint32 indexed areaId,
        uint64 cap,
        uint32 firstDay,
        uint32 lastDay,
        bool paid,
        bool transferable,
        bool verifiedOnly,
        bool refundsExpired,
        bytes32 termsHash
    );
    event Granted(bytes32 indexed campaignId, uint256 indexed id, uint32 index, uint64 total);
    event DropPublished(bytes32 indexed campaignId, uint256 indexed id, uint64 total, bytes32 entriesRoot);
    event Claimed(bytes32 indexed campaignId, address indexed holder, uint32 index, uint64 amount);
    event Paid(bytes32 indexed paymentId, address indexed holder, uint64 indexed merchantId, uint64 amount);
    event PaymentRejected(bytes32 indexed paymentId, address indexed holder, bytes reason);
    event Refunded(bytes32 indexed paymentId, uint64 indexed merchantId, uint64 amount, uint64 refundedInAll);
    event Gifted(bytes32 indexed giftId, address indexed from, address indexed to, uint64 amount);
    event Settled(bytes32 indexed settlementId, uint64 indexed merchantId, uint32 indexed issuer, uint64 amount);
    event Expired(uint256 indexed id, address indexed holder, uint64 amount);
    event NonceCancelled(address indexed holder, uint256 indexed id, uint256 nonce);
    event IdentityRegistrySet(address registry);

    error ProgramUnknown(uint32 programId);
    error ProgramExists(uint32 programId);
    error ProgramTermsInvalid();
    error ProgramCapExceeded(uint32 programId, uint256 left);
    error GrantTooEarly(uint32 programId, uint32 firstDay);
    error GrantDone(bytes32 campaignId, uint32 index);
    error GrantTotalExceeded(bytes32 campaignId);
    error GrantProofInvalid(bytes32 campaignId, uint32 index);
    error DropUnknown(uint32 issuer, bytes32 campaignId);
    error DropExists(bytes32 campaignId);
    error DropClaimed(bytes32 campaignId, uint32 index);
    error DropTotalExceeded(bytes32 campaignId);
    error DropProofInvalid(bytes32 campaignId, uint32 index);
    error PointsExpired(uint256 id);
    error PointsNotExpired(uint256 id);
    error PointsInsufficient(uint256 id, address holder, uint256 balance, uint256 needed);
    error PointsOutsideArea(uint256 id, uint64 merchantId);
    error PointsNotTransferable(uint256 id);
    error HolderUnverified(uint32 programId, address holder);
    error IdentityRegistryInvalid();
    error PaymentAmountInvalid();
    error PaymentUnknown(bytes32 paymentId);
    error RefundExceedsPayment(bytes32 paymentId, uint64 left);
    error RefundUnauthorized(uint64 merchantId, address signer);
    error SettlementDone(bytes32 settlementId);
    error SettlementInvalid();

    function createProgram(Program calldata program, address officer, bytes calldata signature) external;

    /// @notice Grants one chunk of a signed issue; each chunk exactly once.
    function grant(
        Issue calldata issue,
        address officer,
        bytes calldata signature,
        Chunk calldata chunk,
        bytes32[] calldata proof
    ) external;

    /// @notice Publishes a drop; its total counts against the program's cap at once.
    function publishDrop(Drop calldata drop, address officer, bytes calldata signature) external;

    /// @notice Brings the points of one entry to its holder. Anyone may call it.
    function claim(Claim calldata claim_) external;

    function pay(Payment calldata payment, bytes calldata signature) external returns (bytes32 paymentId);

    /// @notice Pays many; an entry that fails emits PaymentRejected with its revert data and leaves the others alone.
    function payBatch(Payment[] calldata payments, bytes[] calldata signatures) external;

    /// @notice Claims entries of drops and pays. Claims that do not hold are passed over.
    function payFromDrops(Payment calldata payment, bytes calldata signature, Claim[] calldata claims)
        external
        returns (bytes32 paymentId);

    /// @notice payBatch with the claims that each payment needs.
    function payBatchFromDrops(Payment[] calldata payments, bytes[] calldata signatures, Claim[][] calldata claims)
        external;

    function refund(
        Payment calldata payment,
        bytes calldata holderSignature,
        Refund calldata refund_,
        address signer,
        bytes calldata signature
    ) external;

    function settle(Settlement calldata settlement, address officer, bytes calldata signature) external;

    function give(Gift calldata gift, bytes calldata signature) external returns (bytes32 giftId);

    /// @notice Burns what is left of an expired lot. Anyone may call it.
    function sweepExpired(uint256 id, address[] calldata holders) external;

    /// @notice Makes a nonce of the sender unusable for payments that begin with a lot, and gifts of it.
    function cancelNonce(uint256 id, uint256 nonce) external;

    /// @notice cancelNonce by signature.
    function cancelNonceBySig(NonceCancellation calldata cancellation, bytes calldata signature) external;

    /// @notice What `holder` may spend of a lot. balanceOf = spendableOf + takingsOf.
    function spendableOf(address holder, uint256 id) external view returns (uint256);

    /// @notice What a merchant's `account` took in payments and neither refunded nor settled yet. Takings do not expire
    /// and cannot be spent or given away.
    function takingsOf(address account, uint256 id) external view returns (uint256);

    function programOf(uint256 id) external view returns (Program memory);
    function supplyOf(uint256 id) external view returns (uint256);
    function grantedBy(uint32 programId) external view returns (uint256);
    /// @notice What was published under a campaign; zeros when nothing was.
    function dropOf(uint32 issuer, bytes32 campaignId)
        external
        view
        returns (uint256 id, uint64 total, uint64 claimed, bytes32 entriesRoot);

    function isClaimed(uint32 issuer, bytes32 campaignId, uint32 index) external view returns (bool);
    function isSettled(bytes32 settlementId) external view returns (bool);
    /// @notice Whether a nonce of `holder` paid, gave or was cancelled, for payments that begin with lot `id` and gifts of it.
    function isNonceUsed(address holder, uint256 id, uint256 nonce) external view returns (bool);
    function refundedOf(bytes32 paymentId) external view returns (uint64);
    function hashPayment(Payment calldata payment) external view returns (bytes32);

    /// @notice Today's day number in JST by the block's time.
    function today() external view returns (uint32);
}
