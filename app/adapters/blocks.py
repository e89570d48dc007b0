"""A block on request, where nobody else makes one."""

from __future__ import annotations

from collections.abc import Callable

from chain.client import NodeClient
from chain.settings import Mining, Settings


def make_block(settings: Settings, client: NodeClient) -> Callable[[], None]:
    """Does nothing on a network that makes blocks by itself."""

    def mine() -> None:
        if settings.chain_mining is Mining.ON_DEMAND:
            client.request("evm_mine")

    return mine
