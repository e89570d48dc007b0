"""Puts the services of relief points together."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from points.ports import Households, Persons, ResidentRegistry
from points.services.campaigns.approve_campaign import ApproveCampaign
from points.services.check_campaign import CheckCampaign
from points.services.relief.ask_relief import AskRelief
from points.services.relief.decide_relief import DecideRelief
from points.services.relief.find_people import FindPeople
from points.services.relief.join_relief import JoinRelief
from points.services.relief.write_relief import WriteRelief
from points.services.start_campaign import StartCampaign


@dataclass(frozen=True, slots=True)
class ReliefServices:
    """Of points for everybody in struck towns."""

    write: WriteRelief
    join: JoinRelief
    people: FindPeople
    ask: AskRelief
    decide: DecideRelief


def assemble(
    db: Database,
    clock: Clock,
    residents: ResidentRegistry,
    persons: Persons,
    families: Households,
    check_campaign: CheckCampaign,
    approving: ApproveCampaign,
    starting: StartCampaign,
) -> ReliefServices:
    people = FindPeople(residents, persons, families)
    return ReliefServices(
        write=WriteRelief(db, clock),
        join=JoinRelief(db, clock),
        people=people,
        ask=AskRelief(db, clock, check_campaign, people),
        decide=DecideRelief(db, clock, approving, starting),
    )
