"""A community is opened when every town in it agreed, once, and what fails on the way is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chain.clock import FixedClock
from chain.db import Database
from chain.deploying import CommunityPlan
from chain.deploying.run import DeploymentFailed
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode, parse_address
from dao.models import Community, Setting
from dao.models.requests import Kind, RequestState
from dao.models.requests.errors import RequestClosed, RequestUnknown
from dao.ports import CardSeries
from dao.services.open_community import CommunityAddresses, CommunityProfile, OpenCommunity
from dao.services.requests.assembly import Requests, assemble_requests
from dao.services.requests.request_community import CommunityDraft
from tests.fixtures.chain import UDA
from tests.fixtures.governance import NoHolders

OTSUKI, MUKAWA = MunicipalityCode("192066"), MunicipalityCode("015865")
OFFICER, CARDS = parse_address("0x" + "0a" * 20), parse_address("0x" + "0c" * 20)
PROFILE = CommunityProfile(
    "sword-and-bridge", "刀と橋", "Sword and bridge", "二つのまち", "", "決めます。", "", "lake", [UDA]
)
RULES = {
    Setting.VOTING_DELAY: 3_600, Setting.VOTING_PERIOD: 86_400, Setting.QUORUM_PER_CENT: 20,
    Setting.PROPOSAL_THRESHOLD: 1, Setting.TIMELOCK_DELAY: 86_400, Setting.VOTE_EXTENSION: 3_600,
}  # fmt: skip
ALONE = CommunityDraft(PROFILE, Kind.TOWN, CARDS, RULES)
JOINT = CommunityDraft(replace(PROFILE, towns=[UDA, OTSUKI, MUKAWA]), Kind.JOINT, CARDS, RULES)


class OneSeries(NoHolders):
    """Implements dao.ports.Holders: 宇陀市 has one series that votes."""

    def voting_series_of(self, session: object, towns: object) -> list[CardSeries]:
        is_asked = isinstance(towns, list) and str(UDA) in towns
        return [CardSeries(CARDS, "宇陀カード", "Uda card", str(UDA))] if is_asked else []


class Operator:
    """Stands in for Ape: what it was asked to deploy; refuses while it is down."""

    def __init__(self) -> None:
        self.plans: list[CommunityPlan] = []
        self.is_down = False

    def deploy(self, plan: CommunityPlan) -> CommunityAddresses:
        if self.is_down:
            raise DeploymentFailed("deploying", "no compiler")
        self.plans.append(plan)
        governor = Address(parse_address(f"0x{len(self.plans):040x}"))
        return CommunityAddresses(governor, governor, plan.collection)


@pytest.fixture
def requests(db: Database, clock: FixedClock) -> Requests:
    return assemble_requests(db, clock, OneSeries(), OpenCommunity(db, clock))


def state(requests: Requests, number: int) -> RequestState:
    return requests.pages.one(number, UDA).request.state


def test_a_joint_community_waits_for_each_of_its_towns(requests: Requests, db: Database) -> None:
    operator, number = Operator(), requests.ask.ask(UDA, OFFICER, JOINT)
    assert requests.open.open_due(operator.deploy) == 0
    view = requests.pages.one(number, OTSUKI)
    assert view.awaits(OTSUKI) and not view.awaits(UDA)
    with pytest.raises(RequestUnknown):
        requests.ask.agree(number, MunicipalityCode("193682"), OFFICER)
    with pytest.raises(RequestUnknown):
        requests.pages.one(number, MunicipalityCode("193682"))
    with pytest.raises(RequestUnknown):
        requests.ask.withdraw(number, OTSUKI)
    requests.ask.agree(number, OTSUKI, OFFICER)
    with pytest.raises(RequestClosed):
        requests.ask.refuse(number, OTSUKI, "やはり")
    assert state(requests, number) == RequestState.ASKED
    requests.ask.agree(number, MUKAWA, OFFICER)
    assert state(requests, number) == RequestState.APPROVED
    assert [requests.open.open_due(operator.deploy) for _ in range(2)] == [1, 0]
    (plan,) = operator.plans
    assert (plan.collection, plan.voting_period, plan.quorum_percent) == (CARDS, 86_400, 20)
    assert plan.towns == [UDA.number, OTSUKI.number, MUKAWA.number]
    with db.read() as session:
        (community,) = session.query(Community).all()
    assert (community.slug, community.towns, community.is_project) == (
        "sword-and-bridge", [str(UDA), str(OTSUKI), str(MUKAWA)], False,
    )  # fmt: skip
    assert state(requests, number) == RequestState.OPENED
    with pytest.raises(RequestClosed):
        requests.ask.withdraw(number, UDA)


def test_a_refusal_ends_it_with_its_reason_and_frees_the_address(requests: Requests) -> None:
    number = requests.ask.ask(UDA, OFFICER, JOINT)
    with pytest.raises(Invalid, match="slug_taken"):
        requests.ask.ask(UDA, OFFICER, ALONE)
    with pytest.raises(Invalid, match="empty"):
        requests.ask.refuse(number, MUKAWA, " ")
    requests.ask.refuse(number, MUKAWA, "議会にかけてから")
    assert requests.pages.one(number, UDA).request.reason == "議会にかけてから"
    with pytest.raises(RequestClosed):
        requests.ask.agree(number, OTSUKI, OFFICER)
    requests.ask.withdraw(requests.ask.ask(UDA, OFFICER, ALONE), UDA)
    assert requests.open.open_due(Operator().deploy) == 0
    assert [view.request.state for view in requests.pages.of_town(UDA)] == ["withdrawn", "refused"]


def test_a_deployment_that_fails_is_tried_again_and_one_cut_off_is_taken_up(
    requests: Requests, clock: FixedClock
) -> None:
    operator = Operator()
    number = requests.ask.ask(UDA, OFFICER, replace(ALONE, kind=Kind.PROJECT))
    operator.is_down = True
    for _ in range(4):
        assert requests.open.open_due(operator.deploy) == 0
    failed = requests.pages.one(number, UDA).request
    assert (failed.state, failed.attempts) == (RequestState.FAILED, 3)
    assert "no compiler" in failed.error

    def killed(plan: CommunityPlan) -> CommunityAddresses:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        requests.open.open_due(killed, is_asked_for=True)
    operator.is_down = False
    assert requests.open.open_due(operator.deploy) == 0  # another process may be at it
    clock.advance(timedelta(hours=1))
    assert requests.open.open_due(operator.deploy) == 1
    assert state(requests, number) == RequestState.OPENED


def test_what_is_wrong_is_named_by_its_field(requests: Requests) -> None:
    for draft, field in (
        (replace(ALONE, profile=replace(PROFILE, slug="Sword")), "slug"),
        (replace(ALONE, profile=replace(PROFILE, name_en=" ")), "name_en"),
        (replace(ALONE, profile=replace(PROFILE, landscape="moon")), "landscape"),
        (replace(ALONE, profile=replace(PROFILE, towns=[UDA, OTSUKI])), "towns"),
        (replace(JOINT, profile=PROFILE), "towns"),
        (replace(ALONE, collection=OFFICER), "collection"),
        (replace(ALONE, rules={**RULES, Setting.QUORUM_PER_CENT: 0}), "quorum_per_cent"),
        (replace(ALONE, rules={**RULES, Setting.VOTE_EXTENSION: 86_401}), "vote_extension"),
    ):
        with pytest.raises(Invalid) as refused:
            requests.ask.ask(UDA, OFFICER, draft)
        assert refused.value.field == field


def test_what_another_process_began_meanwhile_is_left_to_it(requests: Requests) -> None:
    operator = Operator()
    requests.ask.ask(UDA, OFFICER, ALONE)
    second = requests.ask.ask(UDA, OFFICER, replace(ALONE, profile=replace(PROFILE, slug="herbs")))

    def killed(plan: CommunityPlan) -> CommunityAddresses:
        raise KeyboardInterrupt

    def slow(plan: CommunityPlan) -> CommunityAddresses:
        with pytest.raises(KeyboardInterrupt):
            requests.open.open_due(killed)  # has begun the second one
        return operator.deploy(plan)

    assert requests.open.open_due(slow) == 1
    assert [plan.slug for plan in operator.plans] == [PROFILE.slug]
    assert state(requests, second) == RequestState.OPENING
