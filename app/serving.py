"""gunicorn, told by our settings instead of a file. Each worker builds a platform of its own after the fork."""

from __future__ import annotations

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from prometheus_client import multiprocess

from app.factory import create_app
from app.wiring import build_platform
from chain.settings import Mode, Settings

_THREADS = 8


class WebServer(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"{self._settings.web_host}:{self._settings.web_port}",
            "workers": self._settings.web_workers,
            "worker_class": "gthread",
            "threads": _THREADS,
            "graceful_timeout": 10,
            "timeout": 60,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "*" if self._settings.mode is Mode.PRODUCTION else "127.0.0.1",
            "child_exit": _forget_worker,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(build_platform(self._settings))


def _forget_worker(server: Any, worker: Any) -> None:
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
