"""A relayer in a process of its own, so that a test can kill it: at a named checkpoint, or with SIGKILL at any time."""

from __future__ import annotations

import os
import threading
from multiprocessing.context import ForkServerProcess

from pydantic import SecretStr

from chain.client import NodeClient
from chain.clock import SystemClock
from chain.db import Database
from chain.relayer.relayer import Relayer
from chain.settings import Settings
from tests.fixtures.processes import start_process
from tests.integration.chain.relayer.counter import ActionBatch
from tests.integration.chain.relayer.world import BRISK, World

DIED = 9


def start(world: World, *, die_at: str = "", keys: str = "") -> ForkServerProcess:
    """Start one on `world`'s database and node; with `die_at` it ends there without another word."""
    known = keys or world.settings.relayer_keys.get_secret_value()
    return start_process(_relay, world.db.url, world.client.url, known, die_at)


def _relay(database: str, node: str, keys: str, die_at: str) -> None:
    settings = Settings(_env_file=None, chain_rpc_url=node, relayer_keys=SecretStr(keys), relay_poll_seconds=0.05)

    def checkpoint(name: str) -> None:
        if name == die_at:
            os._exit(DIED)

    relayer = Relayer(
        settings,
        Database(database),
        NodeClient(node, timeout_seconds=5),
        SystemClock(),
        [ActionBatch()],
        pace=BRISK,
        checkpoint=checkpoint,
    )
    relayer.run(threading.Event())
