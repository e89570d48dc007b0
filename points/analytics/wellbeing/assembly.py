"""Puts together what a town enters of itself."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from points.analytics.wellbeing.counted import YearsCounted
from points.analytics.wellbeing.enter_values import EnterValues
from points.analytics.wellbeing.keep_indicators import KeepIndicators
from points.analytics.wellbeing.ports import Votes
from points.bridges.rules.ports import PeopleFacts


@dataclass(frozen=True, slots=True)
class WellbeingServices:
    keep: KeepIndicators
    enter: EnterValues
    counted: YearsCounted


def assemble(db: Database, clock: Clock, people: PeopleFacts, votes: Votes) -> WellbeingServices:
    return WellbeingServices(KeepIndicators(db, clock), EnterValues(db, clock), YearsCounted(people, votes))
