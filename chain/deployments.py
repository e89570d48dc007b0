"""Where our contracts are, by chain id, and the check that what is there is what we compiled.

The file var/deployments/<chain id>.json is written by chain/deploying and carries the ABIs, so that a serving process
needs neither compiler nor Ape.
"""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eth_utils import keccak

from chain.client import NodeClient
from chain.errors import ConfigError, WrongChain
from chain.ids import Address
from chain.reverts import register_errors

# Not block 0: Anvil makes a new one at every start, and which of them it shows after the next is chance.
IDENTIFYING_BLOCK = 1
PLATFORM = {
    "MunicipalityRegistry", "MerchantRegistry", "RegionalPoints", "YenToken", "Market", "Collection", "TicketInventory",
    "Crowdfund", "PointsCrowdfund", "PointsMarket", "BallotAnchor", "TokenSale",
    "IdentityRegistry",
}  # fmt: skip
OF_COMMUNITIES = {"RegionGovernor", "Timelock", "TownGuardian"}


@dataclass(frozen=True, slots=True)
class Deployed:
    """One contract. `code_hash` is keccak256 of the code at the address when it was deployed, 0x-hex."""

    address: Address
    block: int
    code_hash: str
    abi: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class CommunityContracts:
    """A community's governor, treasury and guardian, deployed for one voting collection."""

    slug: str
    collection: Address
    governor: Address
    timelock: Address
    guardian: Address
    block: int


@dataclass(slots=True)
class Deployments:
    """`block_one_hash` tells this chain from any other (IDENTIFYING_BLOCK)."""

    chain_id: int
    block_one_hash: str
    contracts: dict[str, Deployed]
    templates: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # ABIs of per-community contracts
    communities: list[CommunityContracts] = field(default_factory=list)

    def abi(self, name: str) -> list[dict[str, Any]]:
        return self.contracts[name].abi if name in self.contracts else self.templates[name]

    def all_abis(self) -> dict[str, list[dict[str, Any]]]:
        return {name: deployed.abi for name, deployed in self.contracts.items()} | self.templates

    def first_block(self) -> int:
        return min(deployed.block for deployed in self.contracts.values())

    def save(self, directory: Path) -> Path:
        """Write atomically: a reader sees the old file or the new one."""
        directory.mkdir(parents=True, exist_ok=True)
        target = directory / f"{self.chain_id}.json"
        fresh = target.with_suffix(".json.new")
        fresh.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        fresh.replace(target)
        return target

    @classmethod
    def load(cls, directory: Path, chain_id: int, *, needed: Set[str] = PLATFORM | OF_COMMUNITIES) -> Deployments:
        """Read the file and make its custom errors known.

        Raises: ConfigError when nothing was deployed yet, or by a version that wrote another form or lacked a contract
            that is `needed`, of the platform or of each community.
        """
        path = directory / f"{chain_id}.json"
        if not path.exists():
            raise ConfigError("MUSUBI_CHAIN_ID", f"nothing is deployed on chain {chain_id}; run `musubi deploy`")
        found = json.loads(path.read_text(encoding="utf-8"))
        known = found.get("contracts", {}).keys() | found.get("templates", {}).keys()
        if "block_one_hash" not in found or not known >= needed:
            raise ConfigError("MUSUBI_STATE_DIR", f"{path} is of an earlier version; start over with `make reset`")
        deployments = cls(
            chain_id=found["chain_id"],
            block_one_hash=found["block_one_hash"],
            contracts={name: Deployed(**one) for name, one in found["contracts"].items()},
            templates=found["templates"],
            communities=[CommunityContracts(**one) for one in found["communities"]],
        )
        for abi in deployments.all_abis().values():
            register_errors(abi)
        return deployments

    def check(self, client: NodeClient) -> None:
        """Compare chain id, block 1 and the code at every address with the file.

        Raises: WrongChain naming what differs, NodeUnavailable.
        """
        seen = client.chain_id()
        if seen != self.chain_id:
            raise WrongChain("chain id", self.chain_id, seen)
        block_one = client.block(IDENTIFYING_BLOCK)
        at_one = block_one and block_one["hash"]
        if at_one != self.block_one_hash:
            raise WrongChain("first block", self.block_one_hash, at_one)
        for name, deployed in self.contracts.items():
            found = code_hash(client, deployed.address)
            if found != deployed.code_hash:
                raise WrongChain(f"code of {name} at {deployed.address}", deployed.code_hash, found)


def code_hash(client: NodeClient, address: Address) -> str:
    return "0x" + keccak(client.code(address)).hex()
