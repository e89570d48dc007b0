"""`musubi schedule`: the periodic jobs, until told to stop."""

from __future__ import annotations

import click

from app.jobs import all_jobs
from app.logs import set_up_logs
from app.metrics import serve_metrics
from app.scheduler import Scheduler
from app.stopping import stop_event
from app.wiring import build_platform
from chain.db import Changes
from chain.settings import Settings


@click.command("schedule")
def command() -> None:
    """Route domain events, clean up, and let time pass on the devnet."""
    settings = Settings()
    set_up_logs(settings, "scheduler")
    serve_metrics(settings, "scheduler")
    platform = build_platform(settings)
    Scheduler(all_jobs(platform), Changes(platform.db)).run(stop_event())
