"""Puts the services of analytics together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.db import Database
from points.analytics.services.rebuild_rollups import RebuildRollups


@dataclass(frozen=True, slots=True)
class AnalyticsServices:
    rebuild: RebuildRollups


def assemble(db: Database) -> AnalyticsServices:
    return AnalyticsServices(rebuild=RebuildRollups(db))
