"""The rule by which a donation on the way is thanked: 30 % of it as Fujinokuni Coin, for who lives outside the five
towns, once a donation, and up to a limit a month that becomes lower with the new year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.wiring import Platform
from chain.clock import business_date
from chain.ids import Address, MunicipalityCode
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import (
    AMOUNT_YEN,
    DONATION,
    MOST_DONATION_PERCENT,
    Amount,
    AmountKind,
    Residence,
    Terms,
)
from points.queries.programs import ProgramView, list_programs

_COIN, _BUDGET = "ふじのくにコイン", 3_000_000
_MOST_A_MONTH, _MOST_NEXT_YEAR = 150_000, 90_000


def thank_donors(platform: Platform, town: MunicipalityCode, officer: Address, client_id: str) -> None:
    """Written and launched by the officer of the town that issues the coin; nothing where there is no such coin."""
    rules, today = platform.points.bridges.rules, business_date(platform.clock.now())
    with platform.db.read() as session:
        programs = list_programs(session, town, today)
    coin: ProgramView | None = next((one for one in programs if one.name_ja == _COIN), None)
    if coin is None:
        return
    amount = Amount(AmountKind.PERCENT, MOST_DONATION_PERCENT, AMOUNT_YEN)
    terms = Terms(amount, Residence.OUTSIDE_AREA, once_per="donation", cap_month=_MOST_A_MONTH)
    draft = RuleDraft(
        "旅先納税のお礼", DONATION, coin.id, _BUDGET, today, coin.last_day, terms, "Thanks for donations", client_id
    )
    rule = rules.write(town, officer, draft)
    rules.launch(town, officer, rule)
    new_year = date(today.year + 1, 1, 1)
    if new_year <= coin.last_day:
        rules.writing.change(town, officer, rule, replace(terms, cap_month=_MOST_NEXT_YEAR), new_year)
