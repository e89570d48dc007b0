"""The embedded devnet: one Anvil whose state survives restarts and which makes a block only when asked.

An idle devnet with a block each second would grow by 72 MB a day; so it is started without mining, and whoever
sends asks for the block (chain/relayer/mining.py).
"""

from __future__ import annotations

import platform
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from chain.client import NodeClient
from chain.errors import ChainError, ConfigError, NodeUnavailable
from chain.settings import Settings

_ROOT = Path(__file__).resolve().parent.parent
_SAVE_EVERY_SECONDS = 5


class Devnet:
    """Anvil on the host and port of `settings.chain_rpc_url`, keeping its state in `settings.chain_state_file`."""

    def __init__(
        self, settings: Settings, *, genesis_time: int | None = None, block_seconds: int | None = None
    ) -> None:
        """
        genesis_time: unix seconds of the first block of a new chain, so that history can be played into the past.
        block_seconds: make a block in this interval instead of on demand (load tests).
        """
        self._settings = settings
        self._genesis_time = genesis_time
        self._block_seconds = block_seconds
        self.client = NodeClient(settings.chain_rpc_url)

    @property
    def is_new(self) -> bool:
        """No state was saved yet: the chain will start empty."""
        return not self._settings.chain_state_file.exists()

    def command(self) -> list[str]:
        """The command line that a supervisor runs. Ended by SIGINT or SIGTERM, Anvil saves its state first."""
        where = urlsplit(self._settings.chain_rpc_url)
        state = self._settings.chain_state_file
        state.parent.mkdir(parents=True, exist_ok=True)
        words = [
            str(anvil_executable()),
            *("--host", where.hostname or "127.0.0.1"),
            *("--port", str(where.port or 8545)),
            *("--chain-id", str(self._settings.chain_id)),
            *("--state", str(state)),
            *("--state-interval", str(_SAVE_EVERY_SECONDS)),
            *("--max-persisted-states", "0"),  # else each old block's whole state goes to the home folder: gigabytes
            *("--order", "fifo"),
            "--silent",
        ]
        words += ["--no-mining"] if self._block_seconds is None else ["--block-time", str(self._block_seconds)]
        if self.is_new and self._genesis_time is not None:
            words += ["--timestamp", str(self._genesis_time)]
        return words

    def start(self) -> subprocess.Popen[bytes]:
        """Start Anvil and wait until it answers.

        Raises: ConfigError when the port is taken, NodeUnavailable when Anvil does not come up.
        """
        self.require_free_port()
        process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            self.wait_ready(process)
        except ChainError:
            process.kill()
            raise
        return process

    def wait_ready(self, process: subprocess.Popen[bytes] | None = None, seconds: float = 30.0) -> None:
        """Return when the node answers with the right chain id.

        Raises: NodeUnavailable.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self.client.chain_id() == self._settings.chain_id:
                    return
            except NodeUnavailable:
                time.sleep(0.05)
            if process is not None and process.poll() is not None:
                break
        raise NodeUnavailable(
            self._settings.chain_rpc_url,
            f"the devnet did not come up; if {self._settings.chain_state_file} is broken, `make reset` starts over",
        )

    def reach(self, moment: int) -> None:
        """Make a block of this unix second, after which the chain's time goes on from there. An earlier one than the
        newest block's changes nothing."""
        newest = self.client.block()
        if newest is not None and int(newest["timestamp"], 16) < moment:
            self.client.request("evm_setNextBlockTimestamp", [moment])
            self.client.request("evm_mine")

    def require_free_port(self) -> None:
        where = urlsplit(self._settings.chain_rpc_url)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((where.hostname or "127.0.0.1", where.port or 8545))
            except OSError as error:
                problem = f"port {where.port} is in use; stop the other program or set another port"
                raise ConfigError("MUSUBI_CHAIN_RPC_URL", problem) from error


def anvil_executable() -> Path:
    """Anvil as npm installed it for this machine, or one on PATH.

    Raises: ConfigError when there is none.
    """
    kind = {"x86_64": "amd64", "AMD64": "amd64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "")
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "")
    packaged = _ROOT / "node_modules" / "@foundry-rs" / f"anvil-{system}-{kind}" / "bin" / "anvil"
    if packaged.exists():
        return packaged
    found = shutil.which("anvil")
    if found is None:
        raise ConfigError("PATH", "Anvil is not installed; run `npm ci`")
    return Path(found)
