"""A campaign on its way: paused, resumed and cut short, on a real node; the budget follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chain.errors import NotFound
from chain.ids import Address
from points.errors import CampaignNotSteerable
from points.models import Campaign, CampaignMethod, CampaignState
from points.queries.campaign_runs import RunView, run_of
from points.queries.campaigns import CampaignView
from points.queries.officers import ActKind, officer_acts
from points.queries.programs import cap_left, program_on_chain
from points.services.pause_campaign import PauseCampaign
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region

EACH = 10


@pytest.fixture(autouse=True)
def one_person_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("points.acts.CHUNK_SIZE", 1)
    monkeypatch.setattr("points.services.check_campaign.CHUNK_SIZE", 1)
    monkeypatch.setattr("points.models.campaign.CHUNK_SIZE", 1)
    monkeypatch.setattr("chain.relayer.admission.MOST_OF_ONE_SUBJECT", 2)


class Run:
    """A grant to five people of whom two were sent theirs; the calls are in no block yet."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.people = [region.person() for _ in range(5)]
        self.program = region.program(cap=5 * EACH)
        self.id = region.draft(self.program)
        region.upload(self.id, "アドレス,ポイント\n" + "".join(f"{one},{EACH}\n" for one in self.people))
        region.start(self.id)
        region.relayer.step()

    @property
    def steer(self) -> PauseCampaign:
        return self.region.points.pause_campaign

    def view(self) -> CampaignView:
        return self.region.campaign(self.id)

    def run(self) -> RunView:
        with self.region.platform.db.read() as session:
            return run_of(session, self.id)

    def cap_left(self) -> int:
        with self.region.platform.db.read() as session:
            return int(cap_left(session, program_on_chain(session, UDA, self.program)))

    def balances(self) -> list[int]:
        return [int(self.region.balance(one).total) for one in self.people]


@pytest.fixture
def run(region: Region) -> Run:
    return Run(region)


def test_a_pause_lets_finish_what_was_sent_and_a_resumption_does_the_rest(run: Run, region: Region) -> None:
    run.steer.pause(UDA, region.officer, run.id)
    assert run.view().is_waiting  # for the two that are on their way
    region.settle()
    view = run.view()
    assert (view.state, view.granted_chunks, view.held_chunks, view.is_waiting) == (CampaignState.PAUSED, 2, 3, False)
    assert (run.run().unsent.people, int(run.run().unsent.total)) == (3, 3 * EACH)
    assert run.cap_left() == 0  # what waits is still promised
    run.steer.pause(UDA, region.officer, run.id)  # twice is once
    run.steer.resume(UDA, region.officer, run.id)
    region.settle()
    assert run.view().state is CampaignState.DONE
    assert run.balances() == [EACH] * 5
    assert [(act.kind, act.people, int(act.total)) for act in run.run().acts] == [
        ("pause", 3, 3 * EACH),
        ("resume", 3, 3 * EACH),
    ]


@pytest.mark.parametrize("is_paused", [True, False])
def test_what_is_given_up_is_never_granted_and_its_budget_is_free_again(
    run: Run, region: Region, is_paused: bool
) -> None:
    if is_paused:
        run.steer.pause(UDA, region.officer, run.id)
    run.steer.cancel(UDA, region.officer, run.id)
    region.settle()
    view = run.view()
    assert (view.state, int(view.granted), int(view.withdrawn_total)) == (CampaignState.CANCELLED, 2 * EACH, 3 * EACH)
    assert run.balances() == [EACH, EACH, 0, 0, 0]
    assert run.cap_left() == 3 * EACH
    again = region.grant(run.program, {run.people[4]: 3 * EACH})  # the contract agrees
    assert region.campaign(again).state is CampaignState.DONE
    with pytest.raises(CampaignNotSteerable) as refused:
        run.steer.resume(UDA, region.officer, run.id)
    assert refused.value.reason == "not_paused"


def test_nothing_is_left_to_hold_once_all_was_sent(run: Run, region: Region) -> None:
    region.settle()
    for act in (run.steer.pause, run.steer.cancel):
        with pytest.raises(CampaignNotSteerable) as refused:
            act(UDA, region.officer, run.id)
        assert refused.value.reason == "all_sent"
    assert run.view().state is CampaignState.DONE


def test_a_pause_outlasts_the_relayer_and_a_failed_act_changes_nothing(
    run: Run, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise RuntimeError("the power failed")

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(PauseCampaign, "_record", dies)
        run.steer.pause(UDA, region.officer, run.id)
    assert (run.view().held_chunks, run.run().acts) == (0, [])
    run.steer.pause(UDA, region.officer, run.id)
    region.replace_relayer()
    region.settle()
    assert run.view().granted_chunks == 2


def test_a_signature_that_is_over_leaves_only_giving_up(run: Run, region: Region) -> None:
    run.steer.pause(UDA, region.officer, run.id)
    region.settle()
    region.travel(timedelta(days=8))
    with pytest.raises(CampaignNotSteerable) as refused:
        run.steer.resume(UDA, region.officer, run.id)
    assert refused.value.reason == "signature_over"
    run.steer.cancel(UDA, region.officer, run.id)
    assert run.view().state is CampaignState.CANCELLED


def test_another_town_finds_nothing_to_steer(run: Run, region: Region) -> None:
    for act in (run.steer.pause, run.steer.resume, run.steer.cancel):
        with pytest.raises(NotFound):
            act(MUKAWA, region.officer, run.id)
    assert run.view().held_chunks == 0


def test_a_drop_that_was_not_published_yet_can_be_given_up(region: Region) -> None:
    program, people = region.program(cap=30), [region.person() for _ in range(3)]
    drop = region.draft(program)
    region.upload(drop, "アドレス,ポイント\n" + "".join(f"{one},{EACH}\n" for one in people))
    region.points.check_campaign.choose_method(drop, CampaignMethod.DROP)
    region.start(drop)
    region.points.pause_campaign.cancel(UDA, region.officer, drop)
    region.settle()
    assert region.campaign(drop).state is CampaignState.CANCELLED
    assert region.campaign(region.grant(program, dict.fromkeys(people, EACH))).state is CampaignState.DONE


def test_after_a_call_failed_the_rest_still_counts_and_can_be_held(run: Run, region: Region) -> None:
    with region.platform.db.write() as session:
        session.get_one(Campaign, run.id).failure = "HolderUnverified"
    assert run.view().state is CampaignState.FAILED
    assert run.cap_left() == 0
    run.steer.cancel(UDA, region.officer, run.id)
    assert run.cap_left() == 3 * EACH


def test_the_record_of_the_town_names_the_officer(run: Run, region: Region) -> None:
    run.steer.pause(UDA, region.officer, run.id)
    run.steer.resume(UDA, region.officer, run.id)
    with region.platform.db.read() as session:
        acts = [act for act in officer_acts(session, UDA) if act.id == run.id and act.kind.startswith("campaign_")]
        assert officer_acts(session, MUKAWA) == []
    assert {act.kind for act in acts} == {ActKind.CAMPAIGN_PAUSE, ActKind.CAMPAIGN_RESUME}
    assert {act.officer for act in acts} == {Address(region.officer)}
