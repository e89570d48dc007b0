"""The report of a campaign adds up to its list and to the chain, as a grant cut short and as a drop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.outbox import EntryStatus, RelayEntry
from points.models import Campaign
from points.models.campaign_run import chunk_key
from points.queries.campaign_report import (
    DayLine,
    Fate,
    Outcome,
    day_lines,
    fate_rows,
    fates,
    lot_use,
    report_acts,
)
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region


def shown(region: Region, campaign_id: int) -> dict[Fate, tuple[int, int]]:
    with region.platform.db.read() as session:
        found = fates(session, session.get_one(Campaign, campaign_id), region.today)
    return {one.fate: (one.people, int(one.total)) for one in found}


def by_row(region: Region, campaign_id: int) -> list[Outcome | None]:
    with region.platform.db.read() as session:
        campaign = session.get_one(Campaign, campaign_id)
        return [fate.outcome if fate else None for _, fate in fate_rows(session, campaign, region.today)]


def use(region: Region, campaign_id: int) -> tuple[int, ...]:
    with region.platform.db.read() as session:
        found = lot_use(session, session.get_one(Campaign, campaign_id), region.today)
    return int(found.granted), int(found.spent), int(found.expired), int(found.left), found.others


def test_a_grant_cut_short_says_what_became_of_everybody(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("points.acts", "points.services.check_campaign", "points.models.campaign"):
        monkeypatch.setattr(f"{module}.CHUNK_SIZE", 1)
    monkeypatch.setattr("chain.relayer.admission.MOST_OF_ONE_SUBJECT", 2)
    campaign_id = region.draft(region.program())
    people = "".join(f"{region.person()},{amount}\n" for amount in (10, 20, 30, 40, 50))
    region.upload(campaign_id, f"アドレス,ポイント\n{people}nobody@example.jp,1\n")
    region.start(campaign_id)
    region.relayer.step()
    steer = region.points.pause_campaign
    steer.pause(UDA, region.officer, campaign_id)
    assert shown(region, campaign_id) == {Fate(Outcome.UNDER_WAY): (2, 30), Fate(Outcome.HELD): (3, 120)}
    region.settle()
    with region.platform.db.write() as session:  # as the relayer writes it when the contract will never take it
        entry = session.scalars(select(RelayEntry).where(RelayEntry.key == chunk_key(campaign_id, 2))).one()
        entry.status, entry.error_name = EntryStatus.FAILED, "HolderUnverified"
    steer.cancel(UDA, region.officer, campaign_id)
    failed = Fate(Outcome.FAILED, "HolderUnverified")
    assert shown(region, campaign_id) == {
        Fate(Outcome.GRANTED): (2, 30),
        Fate(Outcome.WITHDRAWN): (2, 90),
        failed: (1, 30),
    }
    granted, withdrawn = Outcome.GRANTED, Outcome.WITHDRAWN
    assert by_row(region, campaign_id) == [granted, granted, Outcome.FAILED, withdrawn, withdrawn, None]
    with region.platform.db.read() as session:
        acts = report_acts(session, session.get_one(Campaign, campaign_id))
    assert [act.kind for act in acts] == ["write", "start", "pause", "cancel"]


def test_a_drop_says_who_began_to_use_it_and_what_was_spent_by_day(region: Region) -> None:
    program, shop, people = region.program(), region.shop(), [region.person() for _ in range(3)]
    drop = region.drop(program, dict.fromkeys(people, 100), expires_in=5)
    assert shown(region, drop) == {Fate(Outcome.PROMISED): (3, 300)}
    begun = region.today
    region.travel(timedelta(days=1))
    payment = region.pay(shop, people[1], 60)
    region.refund(shop, payment, 10)
    region.settle()
    assert shown(region, drop) == {Fate(Outcome.CLAIMED): (1, 100), Fate(Outcome.PROMISED): (2, 200)}
    assert by_row(region, drop) == [Outcome.PROMISED, Outcome.CLAIMED, Outcome.PROMISED]
    assert use(region, drop) == (300, 50, 0, 250, 0)
    with region.platform.db.read() as session:
        days = day_lines(session, session.get_one(Campaign, drop))
    assert days == [DayLine(begun, 300, 0, 0), DayLine(begun + timedelta(days=1), 0, 100, 50)]
    region.grant(program, {people[0]: 7}, expires_in=4)  # the same last day
    assert use(region, drop) == (307, 50, 0, 257, 1)
    region.travel(timedelta(days=6))
    assert use(region, drop) == (307, 50, 257, 0, 1)
    assert shown(region, drop) == {Fate(Outcome.CLAIMED): (1, 100), Fate(Outcome.LAPSED): (2, 200)}
