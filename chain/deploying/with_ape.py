"""The part that runs under Ape: `python -m chain.deploying.with_ape` reads a plan as JSON from standard input.

The deployer's key comes from MUSUBI_DEPLOYER_KEY and is written nowhere. What was deployed goes to the deployments
file, with the ABIs, the block and the hash of the code found at each address.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from ape import Project, networks
from ape_accounts.accounts import ApeSigner
from eth_utils import keccak

from chain.client import NodeClient
from chain.deploying.run import ROOT
from chain.deployments import IDENTIFYING_BLOCK, OF_COMMUNITIES, CommunityContracts, Deployed, Deployments
from chain.ids import ZERO_ADDRESS, Address


class Deployer:
    def __init__(self, account: ApeSigner, project: Project, client: NodeClient) -> None:
        self._account = account
        self._project = project
        self._client = client
        self.address = Address(str(account.address))

    def deploy(self, name: str, *args: Any) -> Any:
        print(f"deploying {name}", flush=True)
        return self._account.deploy(getattr(self._project, name), *args)

    def send(self, instance: Any, function: str, *args: Any) -> None:
        getattr(instance, function)(*args, sender=self._account)

    def describe(self, name: str, instance: Any) -> Deployed:
        block = int(instance.creation_metadata.block) if instance.creation_metadata else 0
        return self.describe_at(name, Address(str(instance.address)), block)

    def describe_at(self, name: str, address: Address, block: int) -> Deployed:
        return Deployed(address, block, "0x" + keccak(self._client.code(address)).hex(), self.abi(name))

    def abi(self, name: str) -> list[dict[str, Any]]:
        container = getattr(self._project, name)
        return [json.loads(item.model_dump_json(by_alias=True)) for item in container.contract_type.abi]


def deploy_platform(deployer: Deployer, asked: dict[str, Any], client: NodeClient) -> Deployments:
    registry = deployer.deploy("MunicipalityRegistry", deployer.address)
    merchants = deployer.deploy("MerchantRegistry", registry.address)
    yen = deployer.deploy("YenToken", deployer.address)
    template = deployer.deploy("Collection")
    points = deployer.deploy("RegionalPoints", registry.address, merchants.address, deployer.address)
    market = deployer.deploy(
        "Market", registry.address, yen.address, points.address, template.address, deployer.address
    )
    tickets = deployer.deploy("TicketInventory", registry.address, yen.address, points.address, deployer.address)
    crowdfund = deployer.deploy("Crowdfund", registry.address, yen.address, points.address, merchants.address)
    token_sale = deployer.deploy("TokenSale", registry.address, yen.address)
    anchor = deployer.deploy("BallotAnchor", registry.address)
    identities = deployer.deploy("IdentityRegistry", registry.address, deployer.address)
    for asking in (market, points):
        deployer.send(asking, "setIdentityRegistry", identities.address)
    found = {
        "MunicipalityRegistry": registry,
        "MerchantRegistry": merchants,
        "YenToken": yen,
        "Collection": template,
        "Market": market,
        "RegionalPoints": points,
        "TicketInventory": tickets,
        "Crowdfund": crowdfund,
        "TokenSale": token_sale,
        "BallotAnchor": anchor,
        "IdentityRegistry": identities,
    }
    block_one = client.block(IDENTIFYING_BLOCK)
    assert block_one is not None
    contracts = {name: deployer.describe(name, instance) for name, instance in found.items()}
    contracts["PointsMarket"] = deployer.describe_at(  # which the market made
        "PointsMarket", Address(str(market.pointsMarket())), contracts["Market"].block
    )
    contracts["PointsCrowdfund"] = deployer.describe_at(  # which the crowdfund made
        "PointsCrowdfund", Address(str(crowdfund.pointsFund())), contracts["Crowdfund"].block
    )
    return Deployments(
        chain_id=asked["chain_id"],
        block_one_hash=block_one["hash"],
        contracts=contracts,
        templates={name: deployer.abi(name) for name in sorted(OF_COMMUNITIES)},
    )


def deploy_communities(deployer: Deployer, asked: dict[str, Any]) -> Deployments:
    deployments = Deployments.load(Path(asked["directory"]), asked["chain_id"])
    done = {community.slug for community in deployments.communities}
    for plan in asked["plans"]:
        if plan["slug"] not in done:
            registry = deployments.contracts["MunicipalityRegistry"].address
            deployments.communities.append(deploy_community(deployer, plan, registry))
    return deployments


def deploy_community(deployer: Deployer, plan: dict[str, Any], registry: Address) -> CommunityContracts:
    """A timelock that only its governor may fill, that anybody may execute, that its towns may stop through their
    guardian, and that nobody administers."""
    timelock = deployer.deploy("Timelock", plan["timelock_delay"], [], [ZERO_ADDRESS], deployer.address)
    governor = deployer.deploy(
        "RegionGovernor",
        plan["collection"],
        timelock.address,
        plan["voting_delay"],
        plan["voting_period"],
        plan["proposal_threshold"],
        plan["quorum_percent"],
        plan["vote_extension"],
    )
    guardian = deployer.deploy("TownGuardian", registry, governor.address, timelock.address, plan["towns"])
    for role in (timelock.PROPOSER_ROLE(), timelock.CANCELLER_ROLE()):
        deployer.send(timelock, "grantRole", role, governor.address)
    deployer.send(timelock, "grantRole", timelock.CANCELLER_ROLE(), guardian.address)
    deployer.send(timelock, "renounceRole", timelock.DEFAULT_ADMIN_ROLE(), deployer.address)
    return CommunityContracts(
        slug=plan["slug"],
        collection=Address(plan["collection"]),
        governor=Address(str(governor.address)),
        timelock=Address(str(timelock.address)),
        guardian=Address(str(guardian.address)),
        block=int(timelock.creation_metadata.block),
    )


def main() -> None:
    asked = json.loads(sys.stdin.read())
    client = NodeClient(asked["rpc_url"])
    with networks.parse_network_choice(f"ethereum:local:{asked['rpc_url']}"):
        account = ApeSigner(private_key=os.environ["MUSUBI_DEPLOYER_KEY"])
        deployer = Deployer(account, Project(ROOT), client)
        if asked["what"] == "platform":
            deployments = deploy_platform(deployer, asked, client)
        else:
            deployments = deploy_communities(deployer, asked)
    deployments.save(Path(asked["directory"]))


if __name__ == "__main__":
    main()
