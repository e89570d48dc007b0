// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IMunicipalityRegistry} from "../interfaces/IMunicipalityRegistry.sol";
import {IPersonRegistry} from "../interfaces/IPersonRegistry.sol";

/// @title Who may buy from a restricted listing (see MarketRestrictions), and which restrictions make sense
/// @notice A contract of its own, made by the market with it, as the market's code is as long as a contract's may be.
/// It keeps nothing and answers with the market's errors, so that callers of the market see no difference.
contract EligibilityChecks {
    /// @notice Reverts unless `buyer` meets every condition that is set.
    /// @param identities the market's identity registry, which also knows persons, towns and areas
    /// @param town whose residents alone may buy, where the restriction says so
    /// @param proof that the buyer is among the winners; empty where the restriction names none
    /// @return counted whom the limit per buyer counts: the person where the restriction says so, else the account
    function requireEligible(
        IIdentityRegistry identities,
        uint64 listingId,
        address buyer,
        IMarket.Restriction calldata restriction,
        uint32 town,
        bytes32[] calldata proof
    ) external view returns (bytes32 counted) {
        if (restriction.verified && !identities.isVerified(buyer)) revert IMarket.BuyerUnverified(buyer);
        IPersonRegistry persons = IPersonRegistry(address(identities));
        if (restriction.residents && !persons.isResident(buyer, town)) revert IMarket.BuyerNotResident(buyer, town);
        if (restriction.outsideArea != 0) _requireOutside(persons, buyer, restriction.outsideArea);
        if (restriction.holding != address(0) && IERC721(restriction.holding).balanceOf(buyer) == 0) {
            revert IMarket.BuyerHoldsNone(buyer, restriction.holding);
        }
        if (restriction.winnersRoot != 0) _requireChosen(listingId, buyer, restriction.winnersRoot, proof);
        return restriction.perPerson ? _personOf(persons, buyer) : bytes32(uint256(uint160(buyer)));
    }

    /// @notice Reverts for a restriction that asks nothing, asks of persons while nobody knows them, names an area that
    /// does not exist, or counts persons without a limit.
    /// @param perBuyer the listing's limit
    function requireSensible(
        IMarket.Restriction calldata restriction,
        uint32 perBuyer,
        IIdentityRegistry identities,
        IMunicipalityRegistry municipalities
    ) external view {
        bool ofPersons = restriction.verified || restriction.residents || restriction.perPerson;
        bool ofArea = restriction.outsideArea != 0;
        if ((ofPersons || ofArea) && address(identities) == address(0)) revert IMarket.IdentityRegistryInvalid();
        bool limitsNothing = restriction.perPerson && perBuyer == 0;
        bool asksNothing = !ofPersons && !ofArea && restriction.holding == address(0) && restriction.winnersRoot == 0;
        bool unknownArea = ofArea && !municipalities.areaExists(restriction.outsideArea);
        if (limitsNothing || asksNothing || unknownArea) revert IMarket.ListingInvalid();
    }

    function _personOf(IPersonRegistry persons, address buyer) private view returns (bytes32 person) {
        person = persons.personOf(buyer);
        if (person == 0) revert IMarket.BuyerUnverified(buyer);
    }

    function _requireOutside(IPersonRegistry persons, address buyer, uint32 areaId) private view {
        if (!persons.isVerified(buyer)) revert IMarket.BuyerUnverified(buyer);
        if (persons.livesIn(buyer, areaId)) revert IMarket.BuyerLivesInArea(buyer, areaId);
    }

    function _requireChosen(uint64 listingId, address buyer, bytes32 root, bytes32[] calldata proof) private pure {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(buyer))));
        if (!MerkleProof.verifyCalldata(proof, root, leaf)) revert IMarket.BuyerNotChosen(listingId, buyer);
    }
}
