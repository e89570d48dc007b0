"""Where the sample services of the demonstration stand (app/sandbox_services), and how `musubi run` starts them."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import click

from app.sandbox_services.common.about import About
from app.sandbox_services.registry import SERVICES, port_of
from app.supervisor import Child, Supervisor
from chain.settings import Mode, Settings

_FIRST_AFTER_SECONDS, _APART_SECONDS = 1.0, 1.0  # the web answers people first


def samples(settings: Settings) -> tuple[About, ...]:
    """None in production, and none without the demonstration."""
    is_shown = settings.mode is Mode.EMBEDDED and settings.demo and settings.service_sandbox_port > 0
    return SERVICES if is_shown else ()


def folder_of(settings: Settings) -> Path:
    return settings.state_dir / "services"


def host_of(settings: Settings) -> str:
    return "127.0.0.1" if settings.web_host == "0.0.0.0" else settings.web_host  # noqa: S104  # nosec B104


def address_of(settings: Settings, about: About) -> str:
    return f"http://{host_of(settings)}:{port_of(about, settings.service_sandbox_port)}"


def near_origins(settings: Settings) -> frozenset[str]:
    """To which messages may go by plain http."""
    return frozenset(address_of(settings, about) for about in samples(settings))


def start(settings: Settings, supervisor: Supervisor) -> None:
    """One after the other, in the background. A service whose port is taken is left out: all else works without it."""
    after = _FIRST_AFTER_SECONDS
    for about in samples(settings):
        port = port_of(about, settings.service_sandbox_port)
        if _is_taken(host_of(settings), port):
            _tell_taken(about, port)
            continue
        command = [sys.executable, "-m", "app.cli", "service-sandbox", about.name]
        supervisor.add_later(Child(about.name, command), after)
        after += _APART_SECONDS


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _tell_taken(about: About, port: int) -> None:
    click.echo(
        f"  ポート {port} が使用中のため「{about.title[0]}」は起動しません。MUSUBI_SERVICE_SANDBOX_PORT で変えられます"
        f" / {about.title[1]} is left out: port {port} is used. MUSUBI_SERVICE_SANDBOX_PORT chooses another.",
        err=True,
    )
