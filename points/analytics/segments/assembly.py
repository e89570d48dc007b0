"""Puts together what is done with segments."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from chain.municipalities import Municipalities
from points.analytics.segments.keep_segments import KeepSegments
from points.analytics.segments.people import SegmentPeople
from points.analytics.segments.ports import SegmentFacts
from points.analytics.segments.write_message import WriteMessage
from points.bridges.rules.ports import PeopleFacts
from points.ports import Contacts


@dataclass(frozen=True, slots=True)
class SegmentServices:
    keep: KeepSegments
    message: WriteMessage
    facts: SegmentFacts


def assemble(
    db: Database,
    clock: Clock,
    municipalities: Municipalities,
    facts: SegmentFacts,
    people: PeopleFacts,
    contacts: Contacts,
) -> SegmentServices:
    found = SegmentPeople(clock, facts, people, contacts)
    return SegmentServices(
        KeepSegments(db, clock, found), WriteMessage(db, clock, municipalities, found, contacts), facts
    )
