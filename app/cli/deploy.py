"""`musubi deploy`: compile the contracts and put them on the chain of the settings, once."""

from __future__ import annotations

import click

from app.embedded import tell_contracts
from app.words import Stop, Words
from chain.client import NodeClient
from chain.deploying import compile_contracts, deploy_platform
from chain.deployments import Deployments
from chain.settings import Settings


@click.command("deploy")
def command() -> None:
    """Compile and deploy the contracts with Ape."""
    settings = Settings()
    settings.check()
    if (settings.deployments_dir / f"{settings.chain_id}.json").exists():
        known = Deployments.load(settings.deployments_dir, settings.chain_id)
        known.check(NodeClient(settings.chain_rpc_url))
        tell_contracts(settings, known)  # the public address or the key may be another one now
        raise Stop(
            Words(
                f"チェーン {settings.chain_id} にはすでに配備されています。",
                f"The contracts are already on chain {settings.chain_id}; nothing was done.",
            )
        )
    compile_contracts()
    deployments = deploy_platform(settings)
    tell_contracts(settings, deployments)
    for name, deployed in deployments.contracts.items():
        click.echo(f"{name:22} {deployed.address}")
