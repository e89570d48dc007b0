// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IBallotAnchor} from "contracts/interfaces/IBallotAnchor.sol";
import {IMunicipalityRegistry} from "contracts/interfaces/IMunicipalityRegistry.sol";
import {ISignatureErrors} from "contracts/interfaces/ISignatureErrors.sol";
import {BallotAnchor} from "contracts/polls/BallotAnchor.sol";
import {Platform} from "./support/Platform.sol";

/// @title Results of polls: by a curator of the town, once, and every ballot can be found in them
contract BallotAnchorTest is Platform {
    bytes32 internal constant POLL = "label";
    bytes32 internal constant TYPE = keccak256(
        "Result(bytes32 poll,uint32 municipality,bytes32 ballotsRoot,bytes32 resultHash,uint32 ballots,uint64 deadline)"
    );

    BallotAnchor internal anchors;

    function setUp() external {
        _deploy();
        anchors = BallotAnchor(_shipped("BallotAnchor", abi.encode(municipalities)));
    }

    function test_a_result_is_anchored_once() external {
        IBallotAnchor.Result memory result = _result("root", 3);
        bytes memory signature = _signed(result, OFFICER_KEY);
        anchors.anchor(result, officer, signature);
        (bytes32 root, bytes32 hash, uint32 ballots) = anchors.resultOf(POLL, UDA);
        assertTrue(root == "root" && hash == "result" && ballots == 3, "kept");
        vm.expectRevert(abi.encodeWithSelector(IBallotAnchor.ResultAnchoredAlready.selector, POLL, UDA));
        anchors.anchor(result, officer, signature);
    }

    function test_only_a_curator_of_the_town_anchors_and_in_time() external {
        IBallotAnchor.Result memory result = _result("root", 3);
        bytes memory foreign = _signed(result, MUKAWA_OFFICER_KEY);
        vm.expectRevert(
            abi.encodeWithSelector(
                IMunicipalityRegistry.OfficerUnauthorized.selector,
                UDA,
                IMunicipalityRegistry.Role.Curator,
                mukawaOfficer
            )
        );
        anchors.anchor(result, mukawaOfficer, foreign);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureInvalid.selector, officer));
        anchors.anchor(result, officer, foreign);
        result.deadline = 1;
        bytes memory late = _signed(result, OFFICER_KEY);
        vm.expectRevert(abi.encodeWithSelector(ISignatureErrors.SignatureExpired.selector, uint64(1)));
        anchors.anchor(result, officer, late);
    }

    function testFuzz_a_ballot_is_found_with_its_proof_and_no_other_is(bytes32 left, bytes32 right) external {
        vm.assume(left != right);
        bytes32 root =
            left < right ? keccak256(abi.encodePacked(left, right)) : keccak256(abi.encodePacked(right, left));
        IBallotAnchor.Result memory result = _result(root, 2);
        anchors.anchor(result, officer, _signed(result, OFFICER_KEY));
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = right;
        assertTrue(anchors.isCounted(POLL, UDA, left, proof), "counted");
        assertTrue(!anchors.isCounted(POLL, UDA, root, proof), "another leaf");
        assertTrue(!anchors.isCounted(POLL, MUKAWA, left, proof), "another town");
    }

    function _result(bytes32 root, uint32 ballots) private pure returns (IBallotAnchor.Result memory) {
        return IBallotAnchor.Result(POLL, UDA, root, "result", ballots, LATER);
    }

    function _signed(IBallotAnchor.Result memory result, uint256 key) private view returns (bytes memory) {
        return _sign(key, address(anchors), keccak256(abi.encode(TYPE, result)));
    }
}
