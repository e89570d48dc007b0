"""`musubi card-sandbox`: the process that plays the card provider."""

from __future__ import annotations

import click

from app.logs import set_up_logs
from app.sandbox_payments.process import run
from chain.errors import ConfigError
from chain.settings import CardPayments, Settings


@click.command("card-sandbox")
def command() -> None:
    """Play the card provider: a page to pay, fail or pay late. Refused in production."""
    settings = Settings()
    settings.check()
    if settings.card_payments is not CardPayments.SANDBOX:
        raise ConfigError("MUSUBI_CARD_PAYMENTS", "is not sandbox")
    set_up_logs(settings, "card-sandbox")
    host = "127.0.0.1" if settings.web_host == "0.0.0.0" else settings.web_host  # noqa: S104  # nosec B104
    run(settings, f"http://{host}:{settings.web_port}/payments/notices")
