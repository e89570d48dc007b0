"""A relayer in a process of its own, so that a test can kill it: at a named checkpoint, or with SIGKILL at any time.

python -m tests.integration.chain.relayer.process DATABASE NODE KEYS [CHECKPOINT]
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from pydantic import SecretStr

from chain.client import NodeClient
from chain.clock import SystemClock
from chain.db import Database
from chain.relayer.relayer import Relayer
from chain.settings import Settings
from tests.integration.chain.relayer.counter import ActionBatch
from tests.integration.chain.relayer.world import BRISK, World

DIED = 9
_ROOT = Path(__file__).parents[4]


def start(world: World, *, die_at: str = "", keys: str = "") -> subprocess.Popen[bytes]:
    """Start one on `world`'s database and node; with `die_at` it ends there without another word."""
    known = keys or world.settings.relayer_keys.get_secret_value()
    words = [sys.executable, "-m", __name__, world.db.url, world.client.url, known, die_at]
    return subprocess.Popen(words, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def main(database: str, node: str, keys: str, die_at: str = "") -> None:
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


if __name__ == "__main__":
    main(*sys.argv[1:])
