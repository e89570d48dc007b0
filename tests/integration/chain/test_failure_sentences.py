"""The sentences for what contracts refuse are found by names that the contracts have."""

from __future__ import annotations

import pytest

from app.surfaces.dao.sentences import FAILURES as BALLOT_FAILURES
from app.surfaces.marketplace.sentences import ORDER_FAILURES
from app.surfaces.terminal.sentences import FAILURES as PAYMENT_FAILURES
from tests.fixtures.chain import Chain


@pytest.mark.parametrize("sentences", [BALLOT_FAILURES, ORDER_FAILURES, PAYMENT_FAILURES])
def test_every_name_is_an_error_of_some_contract(deployed: Chain, sentences: dict[str, object]) -> None:
    abis = deployed.deployments.all_abis().values()
    errors = {item["name"] for abi in abis for item in abi if item["type"] == "error"}
    asked = {name for name in sentences if name[0].isupper()}  # the others are reasons of our own
    assert asked - errors == set()
