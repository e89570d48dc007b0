"""Relief points on both databases: who gets them, once a person, by two officers, and what a round that came to nothing
leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.bridges.models import EventState, ServiceEvent
from points.errors import ApprovalRefused, CampaignNotReady, ReliefRefused
from points.models import Notice, NoticeKind, ReliefBasis, ReliefMember, ReliefRecipient
from points.queries.history import holder_history
from points.queries.relief import CHECKED_IN, ReliefView, RoundState, view_relief
from points.services.relief.assembly import ReliefServices
from points.services.relief.write_relief import ReliefTerms
from tests.fixtures.bridges import make_bridge
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.persons import verify
from tests.fixtures.points import Region
from wallet import Role


@dataclass(slots=True)
class Desk:
    """A typhoon in Uda, with a second officer."""

    region: Region
    second: Address
    number: int = 0

    @property
    def relief(self) -> ReliefServices:
        return self.region.points.relief

    @property
    def view(self) -> ReliefView:
        with self.region.platform.db.read() as session:
            return view_relief(session, UDA, self.number, self.region.today)

    def terms(self, **changes: Any) -> ReliefTerms:
        today = self.region.today
        given: dict[str, Any] = {
            "name_ja": "台風15号", "name_en": "Typhoon 15", "struck_on": today, "each": Points(3_000),
            "expiry_day": today + timedelta(days=90), "with_shelters": True,
        }  # fmt: skip
        return ReliefTerms(**(given | changes))

    def write(self, cap: int = 1_000_000, **changes: Any) -> None:
        self.number = self.relief.write.write(
            UDA, self.region.officer, self.terms(**changes), self.region.program(cap=cap)
        )

    def ask(self, officer: Address | None = None) -> int:
        return self.relief.ask.ask(UDA, officer or self.region.officer, self.number)

    def confirm(self, officer: Address | None = None) -> None:
        """And signs as the region's officer, whose key the chain knows."""
        waiting = self.view.open_round
        assert waiting is not None
        self.relief.decide.confirm(UDA, officer or self.second, self.number, waiting.mark)
        self.region.start(waiting.campaign.id)
        self.region.settle()

    def recipients(self) -> dict[Address, ReliefBasis]:
        rows = select(ReliefRecipient).where(ReliefRecipient.relief_id == self.number)
        with self.region.platform.db.read() as session:
            return {row.account: ReliefBasis(row.basis) for row in session.scalars(rows)}

    def held(self, account: Address) -> int:
        return int(self.region.balance(account).total)

    def told(self, account: Address) -> list[dict[str, Any]]:
        mine = select(Notice).where(Notice.account == account, Notice.kind == NoticeKind.OFFICE).order_by(Notice.id)
        with self.region.platform.db.read() as session:
            return [row.facts for row in session.scalars(mine)]


@pytest.fixture
def desk(region: Region) -> Desk:
    second = region.person("second@example.jp")
    for officer in (region.officer, second):
        region.platform.wallet.assign_role(officer, Role.OFFICER, str(UDA))
    return Desk(region, second)


def check_in(region: Region, account: Address, town: MunicipalityCode = UDA, *, days_ago: int = 0) -> None:
    """As a shelter's service told it, handed on."""
    bridge = make_bridge(region.platform, town, f"shelter{region.people}@example.jp")
    region.people += 1
    now = region.platform.clock.now()
    with region.platform.db.write() as session:
        session.add(
            ServiceEvent(
                service_id=bridge.service.id, event_key=f"e{region.people}", type=CHECKED_IN, municipality=town,
                occurred_at=now - timedelta(days=days_ago), received_at=now, headers={}, problems=[], account=account,
                state=EventState.HANDED_ON,
            )
        )  # fmt: skip


def test_everybody_in_the_struck_town_gets_points_once_a_second_officer_confirmed(desk: Desk) -> None:
    region = desk.region
    resident, neighbour, guest, paper = (region.person() for _ in range(4))
    verify(region, resident, "ジュウミン")
    verify(region, neighbour, "リンジン", MUKAWA)
    for account in (resident, guest, paper):
        check_in(region, account)
    check_in(region, neighbour, MUKAWA)  # at a shelter of another town
    check_in(region, region.person(), days_ago=3)  # before it happened
    desk.write()
    campaign = desk.ask()
    assert (region.campaign(campaign).people, region.campaign(campaign).total) == (3, 9_000)
    with pytest.raises(CampaignNotReady) as early:
        region.start(campaign)
    assert early.value.reason == "relief_approval"  # whatever the town's limit is
    desk.confirm()
    assert [desk.held(one) for one in (resident, guest, paper, neighbour)] == [3_000, 3_000, 3_000, 0]
    assert desk.recipients()[resident] is ReliefBasis.RESIDENT
    assert desk.recipients()[guest] is ReliefBasis.SHELTER
    with region.platform.db.read() as session:
        (entry,) = holder_history(session, resident).entries
    assert (entry.purpose, entry.basis) == ("台風15号 支援ポイント", ReliefBasis.RESIDENT)
    with pytest.raises(ReliefRefused) as nobody:
        desk.ask()
    assert nobody.value.reason == "nobody"


def test_a_second_press_gives_to_newcomers_alone_also_when_a_person_moved_to_another_account(desk: Desk) -> None:
    region = desk.region
    resident, late, anew = (region.person() for _ in range(3))
    verify(region, resident, "ジュウミン")
    desk.write()
    desk.ask()
    desk.confirm()
    verify(region, anew, "ジュウミン", replaces=True)  # the same person on a new account
    check_in(region, late)
    check_in(region, resident)
    desk.ask()
    waiting = desk.view.open_round
    assert waiting is not None and waiting.campaign.people == 1
    desk.confirm()
    assert [desk.held(one) for one in (resident, late, anew)] == [3_000, 3_000, 0]


def test_nobody_confirms_alone_and_nothing_that_was_not_seen(desk: Desk) -> None:
    region, decide = desk.region, desk.relief.decide
    verify(region, region.person(), "ジュウミン")
    desk.write()
    campaign = desk.ask()
    waiting = desk.view.open_round
    assert waiting is not None and waiting.state is RoundState.ASKED
    with pytest.raises(ApprovalRefused) as own:
        decide.confirm(UDA, region.officer, desk.number, waiting.mark)
    assert own.value.reason == "own"
    with pytest.raises(ApprovalRefused) as changed:
        decide.confirm(UDA, desk.second, desk.number, b"\0" * 32)
    assert changed.value.reason == "changed"
    with pytest.raises(NotFound):
        decide.confirm(MUKAWA, desk.second, desk.number, waiting.mark)
    with pytest.raises(ReliefRefused) as twice:
        desk.ask(desk.second)
    assert twice.value.reason == "waiting"
    with pytest.raises(ReliefRefused) as elsewhere:  # the wizard's steps lead nowhere
        region.points.wizard.budget.keep(UDA, region.officer, campaign, Points(1))
    assert elsewhere.value.reason == "own_pages"
    region.look()
    assert [one["what"] for one in desk.told(desk.second)] == ["asked"]
    assert desk.told(region.officer) == []
    desk.confirm()
    assert [one["what"] for one in desk.told(region.officer)] == ["approved"]


def test_what_was_sent_back_or_taken_back_starts_no_more_and_its_people_may_be_asked_for_again(desk: Desk) -> None:
    region, decide = desk.region, desk.relief.decide
    resident = region.person()
    verify(region, resident, "ジュウミン")
    desk.write()
    desk.ask()
    with pytest.raises(Invalid):
        decide.send_back(UDA, desk.second, desk.number, " ")
    decide.send_back(UDA, desk.second, desk.number, "金額を確かめて")
    assert (desk.view.rounds[0].state, desk.recipients()) == (RoundState.CLOSED, {})
    second = desk.ask()
    waiting = desk.view.open_round
    assert waiting is not None
    asked = decide.confirm(UDA, desk.second, desk.number, waiting.mark)
    decide.take_back(UDA, region.officer, desk.number)  # confirmed, but not signed yet
    with pytest.raises(CampaignNotReady):
        region.points.start_campaign.complete(asked.subject, region.sign(asked))
    with pytest.raises(CampaignNotReady):
        region.start(second)
    with pytest.raises(ReliefRefused):
        decide.take_back(UDA, region.officer, desk.number)
    desk.ask()
    desk.confirm()
    assert desk.held(resident) == 3_000


def test_what_was_given_up_under_way_is_asked_for_again(desk: Desk) -> None:
    region = desk.region
    resident = region.person()
    verify(region, resident, "ジュウミン")
    desk.write()
    campaign = desk.ask()
    waiting = desk.view.open_round
    assert waiting is not None
    desk.relief.decide.confirm(UDA, desk.second, desk.number, waiting.mark)
    region.start(campaign)
    region.points.pause_campaign.cancel(UDA, region.officer, campaign)
    desk.ask()
    desk.confirm()
    assert desk.held(resident) == 3_000


def test_another_struck_town_is_among_them_once_an_officer_of_it_agrees(desk: Desk) -> None:
    region, join = desk.region, desk.relief.join
    neighbour, colleague = region.person(), region.person()
    region.platform.wallet.assign_role(colleague, Role.OFFICER, str(MUKAWA))
    verify(region, neighbour, "リンジン", MUKAWA)
    desk.write(others=(MUKAWA, UDA))
    region.look()
    assert [one["what"] for one in desk.told(colleague)] == ["joined"]
    with pytest.raises(ReliefRefused):
        desk.ask()
    with pytest.raises(ReliefRefused) as stranger:
        join.agree(MunicipalityCode("293865"), colleague, desk.number)
    assert stranger.value.reason == "not_struck"
    join.agree(MUKAWA, colleague, desk.number)
    desk.ask()
    desk.confirm()
    assert desk.held(neighbour) == 3_000
    join.take_back(MUKAWA, desk.number)
    assert desk.view.towns[0].agreed_by is None


def test_terms_are_checked_and_the_same_disaster_is_not_written_twice(desk: Desk) -> None:
    wrong = {
        "name_ja": " ", "each": Points(0), "struck_on": desk.region.today + timedelta(days=1),
        "expiry_day": desk.region.today + timedelta(days=190), "name_en": "123456789018",
    }  # fmt: skip
    for field, value in wrong.items():
        with pytest.raises(Invalid) as refused:
            desk.relief.write.check_new(UDA, desk.terms(**{field: value}))
        assert refused.value.field == field
    desk.write()
    with pytest.raises(ReliefRefused) as same:
        desk.relief.write.check_new(UDA, desk.terms())
    assert same.value.reason == "same"


def test_more_than_the_program_may_give_is_said_before_anybody_is_asked(desk: Desk) -> None:
    verify(desk.region, desk.region.person(), "ジュウミン")
    desk.write(cap=2_000)
    with pytest.raises(CampaignNotReady) as over:
        desk.ask()
    assert over.value.reason == "cap_exceeded"
    assert (desk.view.rounds, desk.recipients()) == ([], {})


def child_of(desk: Desk, guardian: Address, name: str) -> Address:
    wallet = desk.region.platform.wallet
    return wallet.families.register.child(guardian, name, "2015-04").ward


def members(desk: Desk) -> dict[Address, Address]:
    rows = select(ReliefMember).where(ReliefMember.relief_id == desk.number)
    with desk.region.platform.db.read() as session:
        return {row.account: row.head for row in session.scalars(rows)}


def test_a_household_gets_it_once_and_the_second_officer_sees_households_and_people(desk: Desk) -> None:
    region = desk.region
    parent, single = region.person(), region.person()
    children = [child_of(desk, parent, name) for name in ("みお", "れん")]
    for number, account in enumerate((parent, single)):
        verify(region, account, "ジュウミン" + "アイ"[number])
    for account in (parent, *children):
        check_in(region, account)  # all three at the shelter
    desk.write(per_household=True)
    desk.ask()
    round_ = desk.view.open_round
    assert round_ is not None
    assert (round_.campaign.people, round_.reached, round_.campaign.total) == (2, 4, 6_000)
    assert members(desk) == {parent: parent, single: single, **dict.fromkeys(children, parent)}
    desk.confirm()
    assert [desk.held(account) for account in (parent, single, *children)] == [3_000, 3_000, 0, 0]


def test_a_household_that_has_it_gets_no_more_by_whichever_member_comes_later(desk: Desk) -> None:
    region = desk.region
    parent, late = region.person(), region.person()
    ward = child_of(desk, parent, "みお")
    check_in(region, ward)  # the child alone came first
    desk.write(per_household=True)
    desk.ask()
    desk.confirm()
    assert (desk.held(ward), members(desk)) == (3_000, {ward: ward, parent: ward})
    verify(region, parent, "ホゴシャ")
    check_in(region, parent)
    born_later = child_of(desk, parent, "れん")
    check_in(region, born_later)
    with pytest.raises(ReliefRefused, match="nobody"):
        desk.ask()
    bond = region.platform.wallet.families.directory.wards(parent)[0]
    region.platform.wallet.families.end.withdraw(bond.id, parent)  # who leaves the family is no new household
    with pytest.raises(ReliefRefused, match="nobody"):
        desk.ask()
    check_in(region, late)
    campaign = desk.ask()
    assert region.campaign(campaign).people == 1 and desk.recipients().keys() == {ward, late}


def test_a_household_whose_round_was_taken_back_is_asked_for_again(desk: Desk) -> None:
    parent = desk.region.person()
    ward = child_of(desk, parent, "みお")
    check_in(desk.region, ward)
    desk.write(per_household=True)
    desk.ask()
    desk.relief.decide.take_back(UDA, desk.region.officer, desk.number)
    assert members(desk) == {}
    check_in(desk.region, parent)
    desk.ask()
    assert members(desk) == {parent: parent, ward: parent}  # now the parent, who is nobody's ward


def test_the_database_itself_refuses_a_second_household_with_somebody_of_the_first(desk: Desk) -> None:
    parent = desk.region.person()
    check_in(desk.region, parent)
    desk.write(per_household=True)
    campaign = desk.ask()
    again = {"relief_id": desk.number, "account": parent, "head": desk.second, "is_struck": True}
    with pytest.raises(IntegrityError), desk.region.platform.db.write() as session:
        session.execute(insert(ReliefMember).values(**again, campaign_id=campaign))
