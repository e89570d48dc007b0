"""Days that pass for the running installation, as somebody at its machine lets them pass."""

from __future__ import annotations

from datetime import datetime

from click.testing import CliRunner

from app.cli.forward import command
from chain.clock import JST, TrialClock
from tests.fixtures.browser import LivePlatform


def forward(platform: LivePlatform, length: str) -> None:
    """`length`: as `musubi forward` takes it, 90m or 6d."""
    given = platform.settings
    environment = {"MUSUBI_STATE_DIR": str(given.state_dir), "MUSUBI_CHAIN_RPC_URL": given.chain_rpc_url}
    moved = CliRunner().invoke(command, [length], env=environment)
    assert moved.exit_code == 0, moved.output


def in_japan(platform: LivePlatform) -> datetime:
    return TrialClock(platform.settings.time_ahead_file).now().astimezone(JST)
