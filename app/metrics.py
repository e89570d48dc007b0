"""Metrics of the processes without a web server of their own: the port stands in the settings."""

from __future__ import annotations

from prometheus_client import start_http_server

from chain.settings import Settings

_OFFSETS = {"relayer": 0, "indexer": 1, "scheduler": 2}


def serve_metrics(settings: Settings, component: str) -> None:
    """Listen on metrics_port + 0, 1 or 2; does nothing when the setting is 0."""
    if settings.metrics_port:
        start_http_server(settings.metrics_port + _OFFSETS[component], addr="127.0.0.1")
