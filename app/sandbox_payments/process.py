"""Serves the sandbox and sends its notices, until told to stop."""

from __future__ import annotations

import threading
from pathlib import Path

from werkzeug.serving import make_server

from app.sandbox_payments.server import Sandbox
from app.stopping import stop_event
from chain.settings import CardPayments, Settings


def serve(state_dir: str, port: str, notices_url: str) -> None:
    """With the development keys, wherever it is told to."""
    settings = Settings(
        _env_file=None, state_dir=Path(state_dir), card_payments=CardPayments.SANDBOX, card_sandbox_port=int(port)
    )
    run(settings, notices_url)


def run(settings: Settings, notices_url: str) -> None:
    stop, sandbox = stop_event(), Sandbox(settings, notices_url)
    server = make_server(settings.web_host, settings.card_sandbox_port, sandbox.app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sandbox.send_until(stop)
    server.shutdown()
