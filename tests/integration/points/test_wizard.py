"""What a campaign's wizard decides, on both databases: segments, rules of amounts, and what an approval stands for."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.errors import Conflict, Invalid, NotFound
from chain.ids import Address
from chain.units import Points
from points.errors import ApprovalRefused, CampaignFileRefused, CampaignNotReady
from points.models import (
    AmountKind,
    AmountRule,
    CampaignRow,
    CampaignTerms,
    PeopleSource,
    RowError,
    Segment,
    SegmentKind,
)
from points.queries.campaign_drafts import find_draft
from points.queries.campaigns import error_rows
from points.queries.segments import past_campaigns, segment_count, segment_people
from points.services.campaigns.choose_people import Author
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.fixtures.points import Region


def people_of(region: Region, segment: Segment) -> set[Address]:
    with region.platform.db.read() as session:
        found = segment_people(session, UDA, segment, region.today)
        assert segment_count(session, UDA, segment, region.today) == len(found) == len(set(found))
    return set(found)


def test_segments_are_who_holds_who_paid_and_who_received(region: Region) -> None:
    program, shop = region.program(), region.shop()
    granted, promised, spent = region.person(), region.person(), region.person()
    first = region.grant(program, {granted: 100, spent: 50})
    region.drop(program, {promised: 70, spent: 5}, expires_in=10)
    region.pay(shop, spent, 55)
    assert people_of(region, Segment(SegmentKind.HOLDERS, program_id=program)) == {granted, promised}
    assert people_of(region, Segment(SegmentKind.CUSTOMERS, since=region.today)) == {spent}
    assert people_of(region, Segment(SegmentKind.RECEIVERS, campaign_id=first)) == {granted, spent}
    assert people_of(region, Segment(SegmentKind.CARD_HOLDERS)) == set()
    with region.platform.db.read() as session:
        assert [one.id for one in past_campaigns(session, UDA)][-1] == first
        for segment in (
            Segment(SegmentKind.HOLDERS, program_id=program),
            Segment(SegmentKind.RECEIVERS, campaign_id=first),
        ):
            with pytest.raises(NotFound):
                segment_people(session, MUKAWA, segment, region.today)
        assert segment_count(session, MUKAWA, Segment(SegmentKind.CUSTOMERS, since=region.today), region.today) == 0
    region.travel(timedelta(days=11))
    assert people_of(region, Segment(SegmentKind.HOLDERS, program_id=program)) == {granted}  # the promise expired
    assert people_of(region, Segment(SegmentKind.CUSTOMERS, since=region.today)) == set()


def test_another_rule_gives_the_same_people_other_amounts_and_makes_wrong_rows_right(region: Region) -> None:
    hana, campaign_id = region.person("hana@example.jp"), region.draft(region.program())
    taro = region.person("taro@example.jp")
    author = Author(UDA, region.officer, campaign_id)
    rows = f"メール,アドレス,寄附額\nhana@example.jp,{hana},1000\ntaro@example.jp,,\nnobody@example.jp,,5\n,{taro},7\n"
    region.points.wizard.people.from_file(author, io.BytesIO(rows.encode()), "寄附.csv")
    reprice = region.points.check_campaign.reprice
    assert region.campaign(campaign_id).people == 0  # money without a share is nothing
    reprice(UDA, region.officer, campaign_id, AmountRule(AmountKind.SHARE, basis_points=3_000))
    assert amounts(region, campaign_id) == {hana: 300, taro: 2}
    reprice(UDA, region.officer, campaign_id, AmountRule(AmountKind.SAME, Points(50)))
    assert amounts(region, campaign_id) == {hana: 50, taro: 50}
    with region.platform.db.read() as session:
        wrong = {row.row_number: (row.error, row.first_row) for row in error_rows(session, campaign_id)}
    assert wrong == {4: (RowError.UNKNOWN_PERSON, None), 5: (RowError.DUPLICATE, 3)}
    reprice(UDA, region.officer, campaign_id, AmountRule(AmountKind.LISTED))
    assert amounts(region, campaign_id) == {hana: 1_000, taro: 7}
    with pytest.raises(NotFound):
        reprice(MUKAWA, region.officer, campaign_id, AmountRule())
    with pytest.raises(CampaignFileRefused):
        region.upload(campaign_id, "メール,寄附額\nhana@example.jp,9\n")  # under this rule it would be points
    assert amounts(region, campaign_id) == {hana: 1_000, taro: 7}
    region.start(campaign_id)
    region.settle()
    assert int(region.balance(hana).total) == 1_000


def test_people_of_a_segment_keep_their_accounts_whatever_the_rule(region: Region) -> None:
    program = region.program()
    holder = region.person()
    before = region.grant(program, {holder: 10})
    campaign_id = region.draft(program)
    region.points.wizard.people.from_segment(
        Author(UDA, region.officer, campaign_id), Segment(SegmentKind.RECEIVERS, campaign_id=before)
    )
    region.points.check_campaign.reprice(UDA, region.officer, campaign_id, AmountRule(AmountKind.SAME, Points(3)))
    assert amounts(region, campaign_id) == {holder: 3}
    with region.platform.db.read() as session:
        terms = session.get_one(CampaignTerms, campaign_id)
    assert (terms.source, Segment.of(terms.segment)) == (
        PeopleSource.SEGMENT,
        Segment(SegmentKind.RECEIVERS, campaign_id=before),
    )


def test_all_verified_residents_of_the_town_may_be_chosen(region: Region) -> None:
    resident, neighbour, gone = (region.person() for _ in range(3))
    campaign_id = region.draft(region.program())
    author = Author(UDA, region.officer, campaign_id)
    with pytest.raises(Invalid, match="nobody"):
        region.points.wizard.people.verified(author)
    verify(region, resident, "ジュウミン")
    verify(region, neighbour, "リンジン", MUKAWA)
    region.platform.wallet.verify_person.revoke(UDA, region.officer, verify(region, gone, "テンシュツ"), "転出")
    region.points.wizard.people.verified(author)
    region.points.check_campaign.reprice(UDA, region.officer, campaign_id, AmountRule(AmountKind.SAME, Points(3)))
    assert amounts(region, campaign_id) == {resident: 3}


def test_an_approval_stands_for_exactly_what_was_looked_at(region: Region) -> None:
    second, third = region.person(), region.person()
    campaign_id = region.draft(region.program(cap=5_000_000))
    people = [region.person() for _ in range(2)]
    region.upload(campaign_id, "".join(f"{one},600000\n" for one in people))
    approval = region.points.wizard.approval
    with pytest.raises(CampaignNotReady) as needed:
        region.start(campaign_id)
    assert needed.value.reason == "approval"
    with pytest.raises(ApprovalRefused):
        approval.approve(UDA, second, campaign_id, mark(region, campaign_id))  # nobody asked
    approval.ask(UDA, third, campaign_id)
    seen = mark(region, campaign_id)
    for own in (region.officer, third):  # who wrote it, who asked
        with pytest.raises(ApprovalRefused) as refused:
            approval.approve(UDA, own, campaign_id, seen)
        assert refused.value.reason == "own"
    with pytest.raises(NotFound):
        approval.approve(MUKAWA, second, campaign_id, seen)
    with pytest.raises(ApprovalRefused):
        approval.approve(UDA, second, campaign_id, b"\0" * 32)
    approval.approve(UDA, second, campaign_id, seen)
    asked = region.points.start_campaign.prepare(campaign_id, region.officer)
    region.platform.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    region.points.wizard.budget.keep(UDA, region.officer, campaign_id, Points(2_000_000))
    with pytest.raises(CampaignNotReady) as changed:  # between the look at the signature and the signature
        region.points.start_campaign.complete(asked.subject, region.sign(asked))
    assert changed.value.reason == "approval"
    region.upload(campaign_id, "".join(f"{one},600001\n" for one in people))
    approval.ask(UDA, region.officer, campaign_id)
    approval.approve(UDA, second, campaign_id, mark(region, campaign_id))
    region.start(campaign_id)
    with region.platform.db.read() as session:
        assert session.get_one(CampaignTerms, campaign_id).legal_findings == ["free"]
    with pytest.raises(Conflict):
        approval.ask(UDA, region.officer, campaign_id)


def amounts(region: Region, campaign_id: int) -> dict[Address | None, int]:
    good = select(CampaignRow.account, CampaignRow.amount).where(
        CampaignRow.campaign_id == campaign_id, CampaignRow.chunk_index.is_not(None)
    )
    with region.platform.db.read() as session:
        return {account: int(amount or 0) for account, amount in session.execute(good)}


def mark(region: Region, campaign_id: int) -> bytes:
    with region.platform.db.read() as session:
        return find_draft(session, UDA, campaign_id, region.today).mark
