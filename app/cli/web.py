"""`musubi web`: gunicorn with the settings' workers."""

from __future__ import annotations

import os
import shutil

import click

from app.logs import set_up_logs
from chain.settings import Settings


@click.command("web")
def command() -> None:
    """Serve the screens."""
    settings = Settings()
    settings.check()
    set_up_logs(settings, "web")
    folder = (settings.state_dir / "metrics").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)  # read by prometheus_client when it is imported
    from app.serving import WebServer

    WebServer(settings).run()
