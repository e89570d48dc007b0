from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from eth_account import Account

from chain.contracts.market import CollectionTerms, NewCollection
from chain.contracts.typed_data import sign
from chain.deploying import CommunityPlan, deploy_communities
from chain.deployments import Deployments
from chain.errors import ConfigError, ContractReverted, WrongChain
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from tests.fixtures.chain import JOINT_AREA, MUKAWA, OTSUKI, UDA, Chain

_SOON = 10**10


def test_what_is_deployed_passes_its_own_check(chain: Chain) -> None:
    loaded = Deployments.load(chain.settings.deployments_dir, chain.settings.chain_id)
    loaded.check(chain.client)
    assert set(loaded.contracts) >= {"MunicipalityRegistry", "RegionalPoints", "Market", "YenToken"}
    assert all(deployed.block > 0 for deployed in loaded.contracts.values())


def test_other_code_at_a_known_address_is_noticed(chain: Chain) -> None:
    market = chain.deployments.contracts["Market"]
    chain.client.request("anvil_setCode", [market.address, "0x00"])
    with pytest.raises(WrongChain, match="code of Market"):
        chain.deployments.check(chain.client)


def test_another_chain_with_the_same_number_is_noticed(chain: Chain) -> None:
    foreign = dataclasses.replace(chain.deployments, block_one_hash="0x" + "00" * 32)
    with pytest.raises(WrongChain, match="first block"):
        foreign.check(chain.client)


def test_a_chain_without_deployment_says_what_to_do(chain: Chain) -> None:
    with pytest.raises(ConfigError, match="musubi deploy"):
        Deployments.load(chain.settings.deployments_dir, 4242)


def test_a_file_of_a_version_that_knew_fewer_contracts_says_what_to_do(chain: Chain, tmp_path: Path) -> None:
    known = {name: one for name, one in chain.deployments.contracts.items() if name != "TicketInventory"}
    dataclasses.replace(chain.deployments, contracts=known).save(tmp_path)
    with pytest.raises(ConfigError, match="make reset"):
        Deployments.load(tmp_path, chain.settings.chain_id)


def test_the_operator_registers_towns_areas_and_officers(chain: Chain) -> None:
    registry = chain.contracts.municipalities
    sarabetsu = MunicipalityCode("016390")
    assert not registry.is_registered(sarabetsu)
    chain.operator.register_municipality(sarabetsu, "更別村")
    assert registry.is_registered(sarabetsu)
    assert registry.is_in_area(JOINT_AREA, OTSUKI)
    assert not registry.is_in_area(JOINT_AREA, MUKAWA)


def test_registering_a_town_twice_is_refused_by_name_before_anything_is_sent(chain: Chain) -> None:
    before = chain.client.block_number()
    with pytest.raises(ContractReverted) as refused:
        chain.operator.register_municipality(UDA, "宇陀市")
    assert refused.value.name == "MunicipalityExists"
    assert refused.value.args_by_name == {"code": UDA.number}
    assert chain.client.block_number() == before


def test_a_community_gets_a_treasury_that_only_its_governor_fills(chain: Chain) -> None:
    card = _open_card(chain)
    plan = CommunityPlan("four-towns", card, 60, 3600, 10, 30, towns=[UDA.number])
    deployments = deploy_communities(chain.settings, [plan])
    community = deployments.communities[-1]
    timelock = chain.contracts.timelock(community.timelock)
    governor = chain.contracts.governor(community.governor)
    assert (governor.voting_delay(), governor.voting_period(), timelock.min_delay()) == (60, 3600, 30)
    assert timelock.view("hasRole", timelock.view("PROPOSER_ROLE"), community.governor)
    assert not timelock.view("hasRole", timelock.view("DEFAULT_ADMIN_ROLE"), chain.operator.address)
    assert timelock.view("hasRole", timelock.view("CANCELLER_ROLE"), community.guardian)
    guardian = chain.contracts.guardian(community.guardian)
    assert guardian.is_town(UDA.number) and not guardian.is_town(UDA.number + 1)
    assert deploy_communities(chain.settings, [plan]).communities == deployments.communities
    chain.deployments.save(chain.settings.deployments_dir)


def _open_card(chain: Chain) -> Address:
    terms = CollectionTerms("Card", "CARD", "https://x/", "https://x", UDA.number, 10, 500, ZERO_ADDRESS, True, False)
    new = NewCollection(1, terms.terms_hash(), UDA.number, _SOON)
    market = chain.contracts.market
    signature = sign(market.new_collection_message(new), chain.officer.key)
    call = market.create_collection(new, terms, Address(chain.officer.address), signature)
    payer = Account.create()
    chain.fund(Address(payer.address))
    chain.client.request("anvil_impersonateAccount", [payer.address])
    request = {"from": payer.address, "to": call.to, "data": "0x" + call.calldata.hex()}
    chain.client.request("eth_sendTransaction", [request])
    chain.mine()
    return market.collection_of(1)
