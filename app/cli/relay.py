"""`musubi relay`: the relayer, until told to stop."""

from __future__ import annotations

import click
import structlog

from app.logs import set_up_logs
from app.metrics import serve_metrics
from app.stopping import stop_event
from app.wiring import build_platform
from chain.relayer import build_relayer
from chain.settings import Settings


@click.command("relay")
def command() -> None:
    """Send what the outbox holds to the chain. Several may run at once."""
    settings = Settings()
    set_up_logs(settings, "relayer")
    serve_metrics(settings, "relayer")
    platform = build_platform(settings)
    relayer = build_relayer(settings, platform.db, platform.client, platform.deployments, platform.clock)
    stop = stop_event()
    structlog.get_logger("relayer").info("relayer_ready", signers=len(settings.relayer_private_keys()))
    relayer.run(stop)
