"""The composition root: the only place that picks what the parts are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from chain.client import NodeClient
from chain.clock import Clock, SystemClock
from chain.contracts import Contracts
from chain.db import Database
from chain.deployments import Deployments
from chain.events import Handler
from chain.settings import Settings
from wallet import WalletServices
from wallet import assemble as assemble_wallet

EXTENSION = "musubi"


@dataclass(frozen=True, slots=True)
class Platform:
    """Everything a surface, a command or a periodic job works with."""

    settings: Settings
    clock: Clock
    db: Database
    client: NodeClient
    deployments: Deployments
    contracts: Contracts
    wallet: WalletServices


def build_platform(
    settings: Settings,
    *,
    clock: Clock | None = None,
    db: Database | None = None,
    client: NodeClient | None = None,
    deployments: Deployments | None = None,
) -> Platform:
    """Assemble the platform; what is given replaces what settings say.

    Does not check that the node runs our contracts; `Deployments.check` and `musubi doctor` do.
    Raises: ConfigError when a setting is unsafe or nothing is deployed.
    """
    settings.check()
    client = client or NodeClient(settings.chain_rpc_url)
    deployments = deployments or Deployments.load(settings.deployments_dir, settings.chain_id)
    clock = clock or SystemClock()
    db = db or Database(settings.sqlalchemy_url)
    return Platform(
        settings=settings,
        clock=clock,
        db=db,
        client=client,
        deployments=deployments,
        contracts=Contracts(deployments, client),
        wallet=assemble_wallet(db, clock, settings, client),
    )


def event_handlers(platform: Platform) -> dict[str, list[Handler]]:
    """Which domain hears which event of another."""
    return {}


def current_platform() -> Platform:
    """The platform of the application that serves this request."""
    return cast(Platform, current_app.extensions[EXTENSION])
