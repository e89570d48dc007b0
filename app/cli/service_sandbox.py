"""`musubi service-sandbox`: the process of one sample service."""

from __future__ import annotations

import click

from app.logs import set_up_logs
from app.sample_services import folder_of, samples
from app.sandbox_services.common.connection import Connection
from app.sandbox_services.common.process import run
from app.sandbox_services.common.site import build_site
from app.sandbox_services.registry import find_service, port_of
from app.words import Stop, Words
from chain.clock import TrialClock
from chain.errors import ConfigError
from chain.settings import Settings


@click.command("service-sandbox")
@click.argument("name")
def command(name: str) -> None:
    """Play a service that is connected with Musubi, as the gym's door. Refused in production."""
    settings = Settings()
    settings.check()
    about = find_service(name)
    if about is None:
        raise Stop(Words(f"{name} という見本のサービスはありません。", f"There is no sample service {name}."))
    if about not in samples(settings):
        raise ConfigError("MUSUBI_SERVICE_SANDBOX_PORT", "sample services run with the demonstration only")
    connection = Connection.read(folder_of(settings), name)
    if connection is None:
        raise Stop(
            Words(
                "まだつながっていません。`musubi run` が登録します。",
                "It is not connected yet. `musubi run` registers it.",
            )
        )
    set_up_logs(settings, name)
    clock = TrialClock(settings.time_ahead_file)
    site = build_site(about, folder_of(settings), settings.public_url, connection, clock.now)
    run(site, settings.web_host, port_of(about, settings.service_sandbox_port))
