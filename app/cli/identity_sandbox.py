"""`musubi identity-sandbox`: the process that plays the Digital Authentication App."""

from __future__ import annotations

import click

from app.logs import set_up_logs
from app.sandbox_identity.process import run
from chain.errors import ConfigError
from chain.settings import IdentityCheck, Settings
from wallet.oidc.provider import provider_of


@click.command("identity-sandbox")
def command() -> None:
    """Play the identity provider: invented people give their card. Refused in production."""
    settings = Settings()
    settings.check()
    provider = provider_of(settings)
    if settings.identity_check is not IdentityCheck.SANDBOX or provider is None:
        raise ConfigError("MUSUBI_IDENTITY_CHECK", "is not sandbox")
    set_up_logs(settings, "identity-sandbox")
    run(settings, provider)
