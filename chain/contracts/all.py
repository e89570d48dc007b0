"""All contracts of one deployment, by the attribute names the domains use."""

from __future__ import annotations

from typing import TypeVar

from chain.client import NodeClient
from chain.contracts.ballot_anchor import BallotAnchor
from chain.contracts.collection import Collection
from chain.contracts.contract import Contract
from chain.contracts.crowdfund import Crowdfund
from chain.contracts.identity_registry import IdentityRegistry
from chain.contracts.market import Market
from chain.contracts.merchant_registry import MerchantRegistry
from chain.contracts.municipality_registry import MunicipalityRegistry
from chain.contracts.paid_in_yen import PaidInYen
from chain.contracts.points_crowdfund import PointsCrowdfund
from chain.contracts.points_market import PointsMarket
from chain.contracts.region_governor import RegionGovernor, Timelock, TownGuardian
from chain.contracts.regional_points import RegionalPoints
from chain.contracts.ticket_inventory import TicketInventory
from chain.contracts.token_sale import TokenSale
from chain.contracts.yen_token import YenToken
from chain.deployments import Deployments
from chain.ids import Address

Wrapper = TypeVar("Wrapper", bound=Contract)
Payable = TypeVar("Payable", bound=PaidInYen)


class Contracts:
    def __init__(self, deployments: Deployments, client: NodeClient) -> None:
        self._deployments = deployments
        self._client = client
        self.municipalities = self._single(MunicipalityRegistry, "MunicipalityRegistry")
        self.merchants = self._single(MerchantRegistry, "MerchantRegistry")
        self.points = self._single(RegionalPoints, "RegionalPoints")
        self.yen = self._single(YenToken, "YenToken")
        self.market = self._paid_in_yen(Market, "Market")
        self.points_market = self._single(PointsMarket, "PointsMarket")
        self.crowdfund = self._paid_in_yen(Crowdfund, "Crowdfund")
        self.points_crowdfund = self._single(PointsCrowdfund, "PointsCrowdfund")
        self.token_sale = self._paid_in_yen(TokenSale, "TokenSale")
        self.tickets = self._paid_in_yen(TicketInventory, "TicketInventory")
        self.ballot_anchor = self._single(BallotAnchor, "BallotAnchor")
        self.identities = self._single(IdentityRegistry, "IdentityRegistry")
        self.collection_template = self._single(Collection, "Collection")

    def collection(self, address: Address) -> Collection:
        return self._clone(Collection, "Collection", address)

    def governor(self, address: Address) -> RegionGovernor:
        return self._clone(RegionGovernor, "RegionGovernor", address)

    def timelock(self, address: Address) -> Timelock:
        return self._clone(Timelock, "Timelock", address)

    def guardian(self, address: Address) -> TownGuardian:
        return self._clone(TownGuardian, "TownGuardian", address)

    def _paid_in_yen(self, wrapper: type[Payable], name: str) -> Payable:
        found = self._deployments.contracts[name]
        return wrapper(name, found.address, found.abi, self._client, self._deployments.chain_id, self.yen)

    def _single(self, wrapper: type[Wrapper], name: str) -> Wrapper:
        return self._clone(wrapper, name, self._deployments.contracts[name].address)

    def _clone(self, wrapper: type[Wrapper], name: str, address: Address) -> Wrapper:
        return wrapper(name, address, self._deployments.abi(name), self._client, self._deployments.chain_id)
