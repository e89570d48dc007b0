"""Serves the sandbox until told to stop."""

from __future__ import annotations

import threading

from werkzeug.serving import make_server

from app.sandbox_identity.server import IdentitySandbox
from app.stopping import stop_event
from chain.clock import TrialClock
from chain.settings import Settings
from wallet.oidc.provider import Provider


def run(settings: Settings, provider: Provider) -> None:
    stop = stop_event()
    sandbox = IdentitySandbox(settings, provider, TrialClock(settings.time_ahead_file))
    server = make_server(settings.web_host, settings.identity_sandbox_port, sandbox.app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stop.wait()
    server.shutdown()
