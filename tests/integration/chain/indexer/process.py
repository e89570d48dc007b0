"""An indexer in a process of its own, so that a test can kill it."""

from __future__ import annotations

import threading
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bench.emitting import CHAIN_ID
from bench.projection import TransferProjector
from chain.client import NodeClient
from chain.clock import SystemClock
from chain.db import Database
from chain.deployments import Deployments
from chain.indexer.indexer import Indexer
from chain.settings import Settings
from tests.fixtures.processes import start_process
from tests.integration.chain.indexer.clones import CloneProjector
from tests.integration.chain.indexer.world import World


def start(world: World) -> ForkServerProcess:
    """Start one on `world`'s database and node."""
    folder = world.settings.deployments_dir
    world.emitter.deployments.save(folder)
    return start_process(_index, world.db.url, world.client.url, str(folder))


def _index(database: str, node: str, folder: str) -> None:
    settings = Settings(_env_file=None, chain_rpc_url=node, index_poll_seconds=0.01, index_batch_blocks=2)
    deployments = Deployments.load(Path(folder), CHAIN_ID, needed=set())
    projectors = [TransferProjector(), CloneProjector()]
    indexer = Indexer(Database(database), NodeClient(node), deployments, projectors, settings, SystemClock())
    indexer.run(threading.Event())
