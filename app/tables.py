"""Imports every module that declares tables, so that `Base.metadata` is complete (migrations, tests)."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.util import find_spec

_CHAIN = (
    "chain.audit_log",
    "chain.events",
    "chain.municipalities",
    "chain.outbox.entries",
    "chain.relayer.models",
    "chain.indexer.models",
)
_DOMAINS = (
    "points",
    "points.bridges",
    "points.bridges.rules",
    "points.analytics",
    "marketplace",
    "dao",
    "wallet",
    "wallet.openid",
)


def import_tables() -> None:
    for name in _CHAIN:
        if find_spec(name) is not None:
            import_module(name)
    for domain in _DOMAINS:
        if find_spec(f"{domain}.models") is None:
            continue
        models = import_module(f"{domain}.models")
        for found in pkgutil.walk_packages(getattr(models, "__path__", ()), f"{domain}.models."):
            import_module(found.name)
