// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {ITokenSale} from "../interfaces/ITokenSale.sol";
import {IYenToken} from "../interfaces/IYenToken.sol";
import {SignedActs} from "../signatures/SignedActs.sol";
import {CodeStorage} from "../storage/CodeStorage.sol";
import {YenShares} from "../yen/YenShares.sol";
import {CommunityToken} from "./CommunityToken.sol";

/// @title Capped sales of community tokens (see ITokenSale)
contract TokenSale is ITokenSale, SignedActs, YenShares, ReentrancyGuardTransient {
    struct Terms {
        CommunityToken token; // first word; zero = no such offering
        uint40 opensAt;
        uint40 closesAt;
        bool closed;
        uint64 price; // second word
        uint64 perAccount;
        uint32 municipality;
        address splits; // third word: code that holds them
    }

    bytes32 private constant _OFFERING_TYPE = keccak256(
        "Offering(uint64 offeringId,uint32 municipality,uint64 price,uint64 cap,uint64 perAccount,uint64 opensAt,uint64 closesAt,bytes32 detailsHash,uint64 deadline)"
    );
    bytes32 private constant _CLOSURE_TYPE = keccak256("OfferingClosure(uint64 offeringId,uint64 deadline)");
    bytes32 private constant _PURCHASE_TYPE = keccak256(
        "TokenPurchase(uint64 offeringId,address buyer,uint64 quantity,uint64 total,uint64 validBefore,bytes32 salt)"
    );

    IMunicipalityRegistry public immutable municipalities;

    mapping(uint64 offeringId => Terms) private _terms;

    /// @param registry whose curators open offerings
    /// @param yen coin in which people pay
    constructor(IMunicipalityRegistry registry, IYenToken yen) SignedActs("TokenSale") YenShares(yen) {
        municipalities = registry;
    }

    /// @inheritdoc ITokenSale
    function openOffering(
        Offering calldata offering,
        OfferingDetails calldata details,
        address curator,
        bytes calldata signature
    ) external returns (address) {
        bytes32 structHash = keccak256(abi.encode(_OFFERING_TYPE, offering));
        _requireSigned(curator, structHash, offering.deadline, signature);
        _requireCurator(offering.municipality, curator);
        if (address(_terms[offering.offeringId].token) != address(0)) revert OfferingExists(offering.offeringId);
        if (_isInvalid(offering) || keccak256(abi.encode(details)) != offering.detailsHash) revert OfferingInvalid();
        _requireSplits(details.splits, keccak256(abi.encode(details.splits)));

        CommunityToken token = new CommunityToken(details.name, details.symbol, offering.cap);
        _terms[offering.offeringId] = Terms({
            token: token,
            opensAt: uint40(offering.opensAt),
            closesAt: uint40(offering.closesAt),
            closed: false,
            price: offering.price,
            perAccount: offering.perAccount,
            municipality: offering.municipality,
            splits: CodeStorage.write(abi.encode(details.splits))
        });
        emit OfferingOpened(
            offering.offeringId,
            offering.municipality,
            address(token),
            offering.price,
            offering.cap,
            offering.perAccount,
            offering.opensAt,
            offering.closesAt
        );
        return address(token);
    }

    /// @inheritdoc ITokenSale
    function closeOffering(OfferingClosure calldata closure, address curator, bytes calldata signature) external {
        bytes32 structHash = keccak256(abi.encode(_CLOSURE_TYPE, closure));
        _requireSigned(curator, structHash, closure.deadline, signature);
        Terms storage terms = _known(closure.offeringId);
        _requireCurator(terms.municipality, curator);
        if (terms.closed) revert OfferingIsClosed(closure.offeringId);
        terms.closed = true;
        emit OfferingClosed(closure.offeringId);
    }

    /// @inheritdoc ITokenSale
    function buy(TokenPurchase calldata purchase, bytes calldata authorization) external nonReentrant {
        Terms memory terms = _known(purchase.offeringId);
        _requireOpen(purchase.offeringId, terms);
        if (purchase.quantity == 0 || uint256(terms.price) * purchase.quantity != purchase.total) {
            revert TokenPurchaseInvalid();
        }
        uint256 left = terms.token.cap() - terms.token.totalSupply();
        if (purchase.quantity > left) revert OfferingSoldOut(purchase.offeringId, uint64(left));
        if (terms.token.balanceOf(purchase.buyer) + purchase.quantity > terms.perAccount) {
            revert OfferingLimitPerAccount(purchase.offeringId, terms.perAccount);
        }
        bytes32 purchaseId = hashPurchase(purchase);
        emit TokensBought(purchaseId, purchase.offeringId, purchase.buyer, purchase.quantity, purchase.total);
        terms.token.mint(purchase.buyer, purchase.quantity);
        _receive(purchase.buyer, purchase.total, purchase.validBefore, purchaseId, authorization);
        _share(purchaseId, abi.decode(CodeStorage.read(terms.splits), (Split[])), purchase.total);
    }

    /// @inheritdoc ITokenSale
    function tokenOf(uint64 offeringId) external view returns (address) {
        return address(_terms[offeringId].token);
    }

    /// @inheritdoc ITokenSale
    function hashPurchase(TokenPurchase calldata purchase) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(_PURCHASE_TYPE, purchase)));
    }

    function _known(uint64 offeringId) private view returns (Terms storage terms) {
        terms = _terms[offeringId];
        if (address(terms.token) == address(0)) revert OfferingUnknown(offeringId);
    }

    function _requireCurator(uint32 municipality, address curator) private view {
        municipalities.requireRole(municipality, IMunicipalityRegistry.Role.Curator, curator);
    }

    function _requireOpen(uint64 offeringId, Terms memory terms) private view {
        if (terms.closed) revert OfferingIsClosed(offeringId);
        if (block.timestamp < terms.opensAt || block.timestamp >= terms.closesAt) {
            revert OfferingNotOpen(offeringId, terms.opensAt, terms.closesAt);
        }
        if (municipalities.isPaused(terms.municipality)) {
            revert IMunicipalityRegistry.MunicipalityIsPaused(terms.municipality);
        }
    }

    function _isInvalid(Offering calldata offering) private view returns (bool) {
        bool neverOpen = offering.closesAt <= offering.opensAt || offering.closesAt <= block.timestamp;
        bool nothing = offering.price == 0 || offering.cap == 0 || offering.perAccount == 0;
        return neverOpen || nothing || offering.closesAt > type(uint40).max;
    }
}
