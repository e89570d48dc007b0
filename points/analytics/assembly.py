"""Puts the services of analytics together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from points.analytics.people.assembly import PeopleAnalytics
from points.analytics.people.assembly import assemble as assemble_people
from points.analytics.ports import Homes, TownDoings
from points.analytics.services.rebuild_rollups import RebuildRollups


@dataclass(frozen=True, slots=True)
class AnalyticsServices:
    rebuild: RebuildRollups
    people: PeopleAnalytics


def assemble(db: Database, clock: Clock, homes: Homes, doings: TownDoings) -> AnalyticsServices:
    return AnalyticsServices(rebuild=RebuildRollups(db), people=assemble_people(db, clock, homes, doings))
