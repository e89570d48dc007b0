"""Serves one sample service, sends its events and does its periodic work, until told to stop."""

from __future__ import annotations

import logging
import threading

from werkzeug.serving import make_server

from app.sandbox_services.common.making import make_app
from app.sandbox_services.common.site import Site
from app.stopping import stop_event

_PAUSE_SECONDS = 0.5


def run(site: Site, host: str, port: int) -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    stop = stop_event()
    server = make_server(host, port, make_app(site), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while not stop.wait(_PAUSE_SECONDS):
        try:
            site.step()
        except Exception:  # one round gone wrong; the page goes on and so does the next round
            logging.getLogger(__name__).exception("a round of %s failed", site.about.name)
            stop.wait(5)
    server.shutdown()
