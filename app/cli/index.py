"""`musubi index`: the indexer, until told to stop; with --rebuild, once from nothing."""

from __future__ import annotations

import click
import structlog

from app.logs import set_up_logs
from app.metrics import serve_metrics
from app.stopping import stop_event
from app.wiring import build_platform, projectors
from chain.indexer import Indexer
from chain.settings import Settings


@click.command("index")
@click.option("--rebuild", is_flag=True, help="Project the whole chain again, then end; the rows come out identical.")
def command(rebuild: bool) -> None:
    """Turn the chain's logs into rows."""
    settings = Settings()
    set_up_logs(settings, "indexer")
    platform = build_platform(settings)
    indexer = Indexer(
        platform.db, platform.client, platform.deployments, projectors(platform), settings, platform.clock
    )
    stop = stop_event()
    log = structlog.get_logger("indexer")
    if rebuild:
        indexer.rebuild(stop)
        log.info("rebuild_done")
        return
    serve_metrics(settings, "indexer")
    log.info("indexer_ready")
    indexer.run(stop)
