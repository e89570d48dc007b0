"""The embedded devnet across restarts: the same chain, whose identity does not depend on how often it was started."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chain.deployments import IDENTIFYING_BLOCK
from chain.devnet import Devnet
from chain.errors import ConfigError
from chain.settings import Settings
from tests.fixtures.chain import free_port


@pytest.fixture
def devnet(tmp_path: Path) -> Devnet:
    url = f"http://127.0.0.1:{free_port()}"
    return Devnet(Settings.model_validate({"state_dir": str(tmp_path), "chain_rpc_url": url}))


@contextmanager
def running(devnet: Devnet) -> Iterator[subprocess.Popen[bytes]]:
    process = devnet.start()
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def test_blocks_and_balances_are_the_same_after_every_restart(devnet: Devnet) -> None:
    holder = "0x" + "ab" * 20
    with running(devnet):
        devnet.client.request("anvil_setBalance", [holder, hex(10**18)])
        devnet.client.request("anvil_mine", [hex(3)])
        blocks = [devnet.client.block(number) for number in range(IDENTIFYING_BLOCK, 4)]
    for _ in range(5):  # Anvil keeps block 0 of every start and shows one of them: two restarts would not tell
        with running(devnet):
            assert [devnet.client.block(number) for number in range(IDENTIFYING_BLOCK, 4)] == blocks
            assert int(devnet.client.request("eth_getBalance", [holder, "latest"]), 16) == 10**18


def test_a_port_in_use_is_named(devnet: Devnet) -> None:
    with running(devnet), pytest.raises(ConfigError, match="is in use"):
        devnet.start()


def test_old_blocks_leave_nothing_in_the_home_folder(
    devnet: Devnet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    with running(devnet):
        devnet.client.request("anvil_mine", [hex(700)])  # more than Anvil keeps in memory
        assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
