"""A fresh Anvil and a fresh database per test, since these tests rewind and break what they get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.emitting import Emitter, anvil, compiled
from bench.projection import BenchBase
from chain.client import NodeClient
from chain.db import Database
from chain.settings import Settings
from tests.faults.rpc_proxy import RpcProxy
from tests.integration.chain.indexer.world import World


@pytest.fixture(scope="session", autouse=True)
def emitter_compiled() -> None:
    compiled()


@pytest.fixture
def empty_node() -> Iterator[NodeClient]:
    with anvil() as client:
        yield client


@pytest.fixture
def world(empty_node: NodeClient, db: Database, tmp_path: Path) -> World:
    BenchBase.metadata.create_all(db.engine)
    settings = Settings(
        _env_file=None,
        state_dir=tmp_path,
        chain_rpc_url=empty_node.url,
        database_url=db.url,
        index_poll_seconds=0.01,
    )
    return World(Emitter.deploy(empty_node), db, settings)


@pytest.fixture
def proxy(world: World) -> Iterator[RpcProxy]:
    with RpcProxy(world.client.url) as running:
        yield running
