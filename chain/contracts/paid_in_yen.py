"""A contract to which people pay by signing an authorization of the yen token."""

from __future__ import annotations

from typing import Any

from chain.client import NodeClient
from chain.contracts.contract import Contract
from chain.contracts.yen_token import YenToken
from chain.ids import Address


class PaidInYen(Contract):
    def __init__(
        self, name: str, address: Address, abi: list[dict[str, Any]], client: NodeClient, chain_id: int, yen: YenToken
    ) -> None:
        super().__init__(name, address, abi, client, chain_id)
        self.yen = yen
