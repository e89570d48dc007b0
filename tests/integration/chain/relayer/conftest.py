"""A fresh Anvil per test: relayer tests rewind, drop and starve it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from eth_account import Account
from pydantic import SecretStr

from chain.client import NodeClient
from chain.db import Database
from chain.devnet import anvil_executable
from chain.errors import NodeUnavailable
from chain.ids import Address
from chain.settings import Settings
from tests.faults.rpc_proxy import RpcProxy
from tests.fixtures.chain import free_port
from tests.integration.chain.relayer.counter import ActionCounter, compiled
from tests.integration.chain.relayer.world import KEYS, World

_DEPLOYER = Address(Account.from_key("0x" + "11" * 32).address)


@pytest.fixture(scope="session", autouse=True)
def counter_compiled() -> None:
    compiled()


@pytest.fixture
def empty_node() -> Iterator[NodeClient]:
    """An Anvil that mines on demand only."""
    port = free_port()
    words = [str(anvil_executable()), "--port", str(port), "--chain-id", "1337", "--no-mining", "--silent"]
    words += ["--max-persisted-states", "0"]
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
    client = NodeClient(f"http://127.0.0.1:{port}", timeout_seconds=10)
    for _ in range(200):
        try:
            client.chain_id()
            break
        except NodeUnavailable:
            time.sleep(0.02)
    yield client
    process.kill()
    process.wait()


@pytest.fixture
def world(empty_node: NodeClient, db: Database, tmp_path: Path) -> World:
    empty_node.request("anvil_setBalance", [_DEPLOYER, hex(10**20)])
    empty_node.request("anvil_impersonateAccount", [_DEPLOYER])
    counter = ActionCounter.deploy(empty_node, _DEPLOYER, 1337)
    settings = Settings(
        _env_file=None,
        state_dir=tmp_path,
        chain_rpc_url=empty_node.url,
        relayer_keys=SecretStr(KEYS[0]),
        relay_poll_seconds=0.05,
    )
    return World(empty_node, counter, db, settings)


@pytest.fixture
def proxy(world: World) -> Iterator[RpcProxy]:
    with RpcProxy(world.client.url) as running:
        yield running
