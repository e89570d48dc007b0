"""Donation projects on the real chain: met and paid by milestones, missed and given back, given up half way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import (
    MilestoneNotDue,
    PledgeAmountWrong,
    PledgeUnknown,
    ProjectNotOpen,
    ProjectSigned,
    ProjectUnknown,
    YenShort,
)
from marketplace.models import Share
from marketplace.models.projects import DonationKind, Milestone
from marketplace.models.projects.errors import MilestoneVoteRefused
from marketplace.models.projects.rules import ProjectState
from marketplace.queries.projects.views import ProjectView
from marketplace.queries.projects.votes import OwnBallot
from marketplace.services.projects.assembly import ProjectServices
from marketplace.services.projects.draft_project import ProjectDraft
from marketplace.services.projects.make_pledge import SupporterWords
from marketplace.services.projects.pay_milestone import ReportWords
from marketplace.services.projects.post_update import UpdateWords
from marketplace.services.put_town import TownWords
from marketplace.signing import ToSign
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region


@dataclass
class Giving:
    region: Region
    town: Address
    business: Address

    @property
    def projects(self) -> ProjectServices:
        return self.region.platform.marketplace.projects

    def draft(self, *, all_or_nothing: bool = True, thanks_from: int = 0, vote_days: int = 0) -> ProjectDraft:
        now = self.region.platform.clock.now()
        return ProjectDraft(
            donation_kind=DonationKind.TOWN,
            title_ja="ひまわりの迷路",
            title_en="A sunflower maze",
            story_ja="村じゅうで植えます。",
            story_en="Planted by the whole village.",
            scene="sunflowers",
            goal=Yen(10_000),
            all_or_nothing=all_or_nothing,
            opens_at=now,
            closes_at=now + timedelta(days=10),
            least=Yen(500),
            most=Yen(50_000),
            suggested=(Yen(1_000),),
            milestones=(Milestone(3_000, "種を買う", "Seeds"), Milestone(7_000, "迷路をつくる", "The maze")),
            shares=(Share(self.business, 6_667, "団体", "Group"), Share(self.town, 3_333, "村", "Village")),
            thanks_from=Yen(thanks_from),
            vote_days=vote_days,
        )

    def open(self, draft: ProjectDraft) -> int:
        number = self.projects.draft.draft(UDA, self.region.officer, draft)
        if int(draft.thanks_from):
            asked = self.projects.prepare_thanks.prepare(UDA, number, self.region.officer)
            self.region.platform.marketplace.create_collection.complete(asked.subject, self.signature(asked))
            self.region.settle()
        asked = self.projects.open.prepare(UDA, number, self.region.officer)
        self.projects.open.complete(asked.subject, self.signature(asked))
        self.region.settle()
        return number

    def pledge(self, number: int, supporter: Address, amount: int, name: str = "") -> int:
        asked = self.projects.pledge.prepare(number, supporter, Yen(amount), SupporterWords(name))
        self.projects.pledge.complete(asked.subject, self.signature(asked, supporter))
        self.projects.pledge.complete(asked.subject, b"again changes nothing")
        self.region.settle()
        return int(asked.subject)

    def report(self, number: int, words: str) -> None:
        asked = self.projects.pay_milestone.prepare(UDA, number, self.region.officer, ReportWords(words))
        self.projects.pay_milestone.complete(asked.subject, self.signature(asked))
        self.region.settle()

    def vote(self, number: int, round_: int, supporter: Address, agrees: bool) -> None:
        asked = self.projects.votes.cast.prepare(number, round_, supporter, agrees)
        self.projects.votes.cast.complete(asked.subject, self.signature(asked, supporter))
        self.projects.votes.cast.complete(asked.subject, b"again changes nothing")

    def run(self) -> None:
        while self.projects.run.run_due():
            self.region.settle()

    def view(self, number: int) -> ProjectView:
        return self.projects.pages.desk(UDA, number).view

    def signature(self, asked: ToSign, signer: Address | None = None) -> bytes:
        wallet = self.region.platform.wallet
        return wallet.sign_typed_data(signer or self.region.officer, asked.typed_data, reason="test")

    def supporter(self, yen: int = 20_000) -> Address:
        person = self.region.person()
        self.region.chain.give_yen(person, yen)
        self.region.look()
        return person

    def yen(self, account: Address) -> int:
        return int(self.region.chain.contracts.yen.balance_of(account))


@pytest.fixture
def giving(region: Region) -> Giving:
    region.platform.marketplace.put_town.put(
        TownWords(UDA, "宇陀市", "Uda", "奈良県", "Nara", "", "", "", "", (), "seigaiha", "sunflowers", 1, 0)
    )
    return Giving(region, region.person("town@example.jp"), region.person("group@example.jp"))


def test_a_goal_that_is_met_is_paid_by_milestones_and_supporters_are_thanked(giving: Giving) -> None:
    with pytest.raises(Invalid, match="must_sum_to_10000"):
        giving.projects.draft.draft(
            UDA, giving.region.officer, replace(giving.draft(), milestones=(Milestone(9_999, "種", "Seeds"),))
        )
    number = giving.open(giving.draft(thanks_from=1_000))
    with pytest.raises(ProjectSigned):
        giving.projects.draft.change(UDA, number, giving.draft())
    first, second = giving.supporter(), giving.supporter(500)
    for amount, error in ((499, PledgeAmountWrong), (50_001, PledgeAmountWrong), (20_001, YenShort)):
        with pytest.raises(error):
            giving.projects.pledge.prepare(number, first, Yen(amount), SupporterWords())
    pledge = giving.pledge(number, first, 9_501, "花\u202e子")
    giving.pledge(number, second, 500)
    with pytest.raises(PledgeUnknown):
        giving.projects.pages.pledge(pledge, second)
    page = giving.projects.pages.project(number, first)
    assert (int(page.view.raised), page.view.percent, page.view.supporters) == (10_001, 100, 2)
    assert [line.shown_name for line in page.supporters] == ["", "花子"]
    assert page.own is not None and int(page.own.total) == 9_501

    words = ReportWords("植えました。", "Planted.")
    with pytest.raises(MilestoneNotDue, match="not_funded"):
        giving.projects.pay_milestone.prepare(UDA, number, giving.region.officer, words)
    giving.region.travel(timedelta(days=10))
    with pytest.raises(MilestoneNotDue, match="first"):
        giving.projects.pay_milestone.prepare(UDA, number, giving.region.officer, words)
    giving.run()
    view = giving.view(number)
    assert (view.state, int(view.paid), view.thanked) == (ProjectState.FUNDED, 3_000, 1)
    assert giving.projects.pages.project(number, first).own.thanked is not None  # type: ignore[union-attr]
    with pytest.raises(ProjectUnknown):
        giving.projects.pay_milestone.prepare(MUKAWA, number, giving.region.officer, words)
    asked = giving.projects.pay_milestone.prepare(UDA, number, giving.region.officer, words)
    giving.projects.pay_milestone.complete(asked.subject, giving.signature(asked))
    giving.region.settle()
    view = giving.view(number)
    assert (view.state, int(view.paid)) == (ProjectState.DONE, 10_001)
    assert giving.yen(giving.business) + giving.yen(giving.town) == 10_001
    assert giving.projects.pages.project(number).reports[1].body_ja == "植えました。"
    giving.region.indexer.rebuild()
    giving.region.look()
    again = giving.view(number)
    assert (again.state, again.raised, again.paid, again.supporters, again.thanked) == (
        view.state, view.raised, view.paid, view.supporters, view.thanked,
    )  # fmt: skip


def test_a_goal_that_is_missed_gives_everything_back_by_itself(giving: Giving) -> None:
    number = giving.open(giving.draft())
    first, second = giving.supporter(), giving.supporter()
    giving.pledge(number, first, 3_000)
    giving.pledge(number, first, 1_000)
    giving.pledge(number, second, 777)
    assert giving.yen(first) == 16_000
    asked: list[None] = []
    giving.projects.run.make_block = lambda: asked.append(None)
    giving.region.platform.clock.advance(timedelta(days=10))  # type: ignore[attr-defined]
    assert giving.projects.run.run_due() == 0 and asked  # the chain's newest block is from before the end
    giving.region.travel(timedelta(days=10))
    assert giving.view(number).state is ProjectState.MISSED
    with pytest.raises(ProjectNotOpen, match="missed"):
        giving.projects.pledge.prepare(number, second, Yen(1_000), SupporterWords())
    giving.run()
    assert (giving.yen(first), giving.yen(second), giving.view(number).returned) == (20_000, 20_000, 2)
    assert giving.projects.run.run_due() == 0


def test_a_project_given_up_half_way_returns_what_is_left_in_proportion(giving: Giving) -> None:
    number = giving.open(giving.draft(all_or_nothing=False))
    supporter = giving.supporter()
    giving.pledge(number, supporter, 1_001)
    giving.region.travel(timedelta(days=10))
    giving.run()
    assert int(giving.view(number).paid) == 300
    asked = giving.projects.cancel.prepare(UDA, number, giving.region.officer, "台風で畑が流されました")
    giving.projects.cancel.complete(asked.subject, giving.signature(asked))
    giving.region.settle()
    giving.run()
    view = giving.view(number)
    assert (view.state, view.project.cancel_reason) == (ProjectState.CANCELLED, "台風で畑が流されました")
    assert giving.yen(supporter) == 20_000 - 300
    giving.projects.post_update.post(UDA, number, giving.region.officer, UpdateWords("お詫び", "来年もう一度。"))
    assert giving.projects.pages.project(number).updates[0].update.title_ja == "お詫び"


def test_supporters_release_a_milestone_by_their_vote(giving: Giving) -> None:
    with pytest.raises(Invalid, match="out_of_range"):
        giving.projects.draft.draft(UDA, giving.region.officer, giving.draft(vote_days=2))
    number = giving.open(giving.draft(vote_days=3))
    first, second, third = giving.supporter(), giving.supporter(), giving.supporter()
    for supporter, amount in ((first, 6_000), (second, 3_000), (third, 3_000)):
        giving.pledge(number, supporter, amount)
    giving.region.travel(timedelta(days=10))
    giving.run()
    giving.report(number, "植えたつもりです。")
    with pytest.raises(MilestoneNotDue, match="voted_on"):
        giving.projects.pay_milestone.prepare(UDA, number, giving.region.officer, ReportWords("もう一度"))
    assert giving.projects.votes.tell.tell() == 1 and giving.projects.votes.tell.tell() == 0
    cast = giving.projects.votes.cast
    with pytest.raises(MilestoneVoteRefused, match="no_supporter"):
        cast.prepare(number, 1, giving.supporter(), True)
    with pytest.raises(MilestoneVoteRefused, match="closed"):
        cast.prepare(number, 2, first, True)
    giving.vote(number, 1, first, False)
    giving.vote(number, 1, second, True)
    forged = cast.prepare(number, 1, third, True)
    cast.complete(forged.subject, bytes(64) + b"\x1b")
    with pytest.raises(MilestoneVoteRefused, match="voted_already"):
        cast.prepare(number, 1, first, True)
    assert giving.projects.votes.send.send_due() == 3 and giving.projects.votes.send.send_due() == 0
    giving.region.settle()
    (vote,) = giving.projects.pages.project(number, third).votes
    assert (int(vote.agreed), int(vote.refused), vote.voters, vote.may_vote) == (3_000, 6_000, 2, True)
    assert vote.own is not None and vote.own.objection == "signature"
    giving.vote(number, 1, third, True)  # the bad one failed alone; this makes it a tie
    giving.projects.votes.send.send_due()
    giving.region.settle()
    giving.region.travel(timedelta(days=3))
    with pytest.raises(MilestoneVoteRefused, match="closed"):
        cast.prepare(number, 1, third, True)
    giving.run()
    (vote,) = giving.projects.pages.project(number, first).votes
    assert vote.closed is not None and not vote.closed.is_released and vote.own == OwnBallot(False, True, False, "")
    assert int(giving.view(number).paid) == 3_600
    with pytest.raises(Invalid, match="report_refused"):
        giving.projects.pay_milestone.prepare(UDA, number, giving.region.officer, ReportWords("植えたつもりです。"))

    giving.report(number, "写真のとおり、植えました。")
    giving.vote(number, 2, second, True)
    giving.projects.votes.send.send_due()
    giving.region.settle()
    giving.region.travel(timedelta(days=3))
    giving.run()
    page = giving.projects.pages.project(number)
    assert (page.view.state, int(page.view.paid)) == (ProjectState.DONE, 12_000)
    assert page.reports[1].body_ja == "写真のとおり、植えました。"
    giving.region.indexer.rebuild()
    giving.region.look()
    again = giving.projects.pages.project(number).votes
    assert [(one.agreed, one.refused, one.voters) for one in again] == [
        (one.agreed, one.refused, one.voters) for one in page.votes
    ]
