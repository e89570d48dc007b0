"""Puts the evaluations of people together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from points.analytics.people.take_download import TakeDownload
from points.analytics.ports import Homes, TownDoings


@dataclass(frozen=True, slots=True)
class PeopleAnalytics:
    homes: Homes
    doings: TownDoings
    downloads: TakeDownload


def assemble(db: Database, clock: Clock, homes: Homes, doings: TownDoings) -> PeopleAnalytics:
    return PeopleAnalytics(homes, doings, TakeDownload(db, clock, homes))
