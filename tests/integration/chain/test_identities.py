"""The identity registry as it is deployed: asked by market and points, its attester allowed, found by the doctor."""

from __future__ import annotations

from app.doctor import Level
from app.doctor.identities import identity_registry
from tests.fixtures.chain import Chain


def test_market_and_points_ask_the_registry_that_was_deployed(chain: Chain) -> None:
    registry = chain.contracts.identities
    assert chain.contracts.market.view("identities") == registry.address
    assert chain.contracts.points.view("identities") == registry.address
    assert registry.view("owner") == chain.operator.address
    assert identity_registry(chain.settings).level is Level.OK


def test_what_keeps_verifications_off_the_chain_is_a_finding(chain: Chain) -> None:
    registry, operator = chain.contracts.identities, chain.operator
    assert not operator.allow_attester()  # already may
    operator.send(registry, "setAttester", operator.attester, False)
    found = identity_registry(chain.settings)
    assert (found.level, found.seen) == (Level.PROBLEM, operator.attester)
    assert operator.allow_attester()
    operator.send(chain.contracts.points, "setIdentityRegistry", chain.contracts.merchants.address)
    other = identity_registry(chain.settings)
    assert other.level is Level.PROBLEM
    assert other.fix is not None and "setIdentityRegistry" in other.fix.en
