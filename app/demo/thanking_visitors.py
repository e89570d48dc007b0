"""The rules by which Sarabetsu thanks who exercises and who shares a car: in its own points, from the first day on."""

from __future__ import annotations

from datetime import timedelta

from app.sandbox_services.common.about import About
from app.wiring import Platform
from chain.clock import business_date
from chain.ids import Address, MunicipalityCode
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import ONCE_A_DAY, Amount, Terms
from points.queries.programs import list_programs

_DAYS, _BUDGET = 180, 200_000
_RULES = {
    "gym": ("jp.musubi.gym.entered", "ジムに行こう", "Go to the gym", Terms(Amount(points=50), once_per=ONCE_A_DAY)),
    "car_share": (
        "jp.musubi.carshare.trip_completed", "乗り合いのお礼", "Thanks for sharing a ride",
        Terms(Amount(points=100), cap_day=400),
    ),
}  # fmt: skip


def thank_for(platform: Platform, about: About, officer: Address, client_id: str) -> None:
    """Does nothing for services without a rule of ours, or where the town issues no points."""
    if about.name not in _RULES:
        return
    town, today = MunicipalityCode(about.town), business_date(platform.clock.now())
    with platform.db.read() as session:
        program = next(iter(list_programs(session, town, today)), None)
    if program is None:
        return
    kind, name_ja, name_en, terms = _RULES[about.name]
    last_day = min(program.last_day, today + timedelta(days=_DAYS))
    draft = RuleDraft(name_ja, kind, program.id, _BUDGET, today, last_day, terms, name_en, client_id)
    rules = platform.points.bridges.rules
    rules.launch(town, officer, rules.write(town, officer, draft))
