"""Other apps' points made common points: the rate of the day, limits under haste, and an answer to every request."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.models import EventState, ServiceEvent
from points.errors import ConversionRefused
from points.models import Conversion, ConversionGrant, ProgramOnChain
from points.queries.conversions import ConversionState, rule_after, rule_on
from points.queries.history import holder_history
from tests.fixtures.bridges import make_bridge
from tests.fixtures.chain import UDA
from tests.fixtures.conversions import URL, Converting, connect
from tests.fixtures.points import Region
from tests.fixtures.receiver import Receiver
from wallet.services.persons.verify_person import Document

ELSEWHERE = MunicipalityCode("192066")


@pytest.fixture
def walks(region: Region) -> Converting:
    """On the real chain, in UDA."""
    bridge = make_bridge(region.platform, UDA, "vendor@walk.example.jp", "健康アプリ")
    found = connect(bridge, region.program(), UDA)
    found.bridge.officer = region.officer
    return found


def told(at: Converting, receiver: Receiver) -> list[dict[str, object]]:
    at.bridge.services.send_messages.send_due()
    said = [json.loads(got.body) for got in receiver.got]
    return [one["data"] for one in said if one["type"] == "musubi.points.converted"]


def test_500_app_points_become_400_on_chain_and_only_then_the_app_is_told(
    walks: Converting, region: Region, receiver: Receiver
) -> None:
    walks.bridge.services.send_messages.postman = receiver.postman
    give = region.points.conversion.give
    walks.set_rate()
    walks.ask("c-1", 504)
    assert give.advance() == 1 and walks.view("c-1").state is ConversionState.COMING
    assert give.advance() == 0
    region.settle()
    assert region.balance(walks.walker.address).total == 400 and walks.view("c-1").state is ConversionState.GIVEN
    assert give.advance() == 0 and told(walks, receiver) == []  # nobody to tell yet
    walks.bridge.services.webhook.name(walks.bridge.client_id, walks.bridge.vendor, URL)
    assert give.advance() == 1 and give.advance() == 0
    (answer,) = told(walks, receiver)
    since = region.today.isoformat()
    assert answer == {
        "conversion": "c-1", "result": "converted", "app_points": 500, "returned": 4, "common_points": 400,
        "reason": "", "most": 0, "rate": "10:8", "rate_since": since,
    }  # fmt: skip
    walks.ask("c-1", 9_000, event_id="another")  # the same number once more: the same answer, and no more points
    give.advance()
    assert told(walks, receiver) == [answer, answer]
    with region.platform.db.read() as session:
        entry = holder_history(session, walks.walker.address).entries[0]
    assert entry.purpose == f"みつえ健康アプリ 500 → 400 （{since} からの率 10:8）"
    assert region.balance(walks.walker.address).total == 400


def test_what_the_chain_or_the_officers_key_refuses_goes_back_to_the_app(
    walks: Converting, region: Region, receiver: Receiver
) -> None:
    walks.bridge.services.send_messages.postman = receiver.postman
    walks.bridge.services.webhook.name(walks.bridge.client_id, walks.bridge.vendor, URL)
    give = region.points.conversion.give
    walks.set_rate()
    stranger, _ = region.platform.wallet.open_managed_account("gone@example.jp")
    walks.ask("no-issuer", 100)
    walks.ask("no-key", 200)
    with region.platform.db.write() as session:
        first, second = session.scalars(select(ConversionGrant).order_by(ConversionGrant.id)).all()
        first.officer, second.officer = stranger.address, Address("0x" + "c3" * 20)
    give.advance()
    region.settle()
    give.advance()
    answers = told(walks, receiver)
    assert {(one["conversion"], one["result"], one["returned"], one["reason"]) for one in answers} == {
        ("no-issuer", "refused", 100, "not_issued"),
        ("no-key", "refused", 200, "not_issued"),
    }
    assert walks.view("no-key").state is walks.view("no-issuer").state is ConversionState.FAILED
    walks.ask("again", 1_250)  # a day's limit is whole again
    assert walks.view("again").state is ConversionState.COMING


def test_a_rate_counts_from_its_day_and_for_what_arrived_before_the_old_one(
    converting: Converting, clock: FixedClock
) -> None:
    tomorrow = converting.today + timedelta(days=1)
    first = converting.set_rate()
    with pytest.raises(Invalid, match="first_day"):
        converting.set_rate(common_points=5)
    second = converting.set_rate(common_points=5, first_day=tomorrow)
    with converting.platform.db.read() as session:
        service = converting.bridge.service
        now, coming = (find(session, service.id, converting.town, converting.today) for find in (rule_on, rule_after))
    assert now and coming and (now.id, coming.id) == (first, second)
    converting.ask("old", 100)
    converting.send("late", 100)
    clock.advance(timedelta(days=1))
    converting.bridge.services.hand_on.hand_on()
    converting.route()
    converting.ask("new", 100)
    assert [int(converting.view(key).amount) for key in ("old", "late", "new")] == [80, 80, 50]
    assert converting.view("late").conversion.day == tomorrow


def test_an_announced_rate_can_be_withdrawn_and_converting_ends_from_tomorrow(
    converting: Converting, clock: FixedClock
) -> None:
    keep, officer, name = (
        converting.platform.points.conversion.keep,
        converting.bridge.officer,
        converting.bridge.client_id,
    )
    first = converting.set_rate()
    coming = converting.set_rate(common_points=1, first_day=converting.today + timedelta(days=1))
    with pytest.raises(ConversionRefused, match="began"):
        keep.withdraw(converting.town, officer, name, first)
    with pytest.raises(NotFound):
        keep.withdraw(ELSEWHERE, officer, name, coming)
    keep.withdraw(converting.town, officer, name, coming)
    with pytest.raises(NotFound):
        keep.withdraw(converting.town, officer, name, coming)
    keep.end(converting.town, officer, name)
    with pytest.raises(ConversionRefused, match="not_open"):
        keep.end(converting.town, officer, name)
    converting.ask("today", 100)
    clock.advance(timedelta(days=1))
    converting.ask("tomorrow", 100)
    assert converting.view("today").amount == 80 and converting.view("tomorrow").conversion.refusal == "no_rule"


@pytest.mark.parametrize(
    ("asked", "refusal", "most"),
    [(99, "too_few", 0), (1_255, "over_day", 1_250), (1_250, "", 0), (10_000_000, "over_day", 1_250)],
)
def test_whoever_asks_for_too_much_or_little_is_told_how_much_goes(
    converting: Converting, asked: int, refusal: str, most: int
) -> None:
    converting.set_rate()
    converting.ask("c", asked)
    row = converting.view("c").conversion
    assert (row.refusal, row.most) == (refusal, most)


def test_limits_of_person_month_service_and_program_hold_one_after_the_other(
    converting: Converting, clock: FixedClock
) -> None:
    other, _ = converting.platform.wallet.open_managed_account("other@example.jp")
    converting.set_rate(most_a_month=Points(1_500), budget=Points(2_000))
    converting.ask("d1", 1_250)
    converting.ask("d1-more", 100)
    clock.advance(timedelta(days=1))
    converting.ask("d2", 1_250)
    converting.ask("d2-rest", 625)
    converting.ask("other", 1_000, other)
    converting.ask("other-rest", 625, other)
    said = {key: converting.view(key).conversion for key in ("d1", "d1-more", "d2", "d2-rest", "other", "other-rest")}
    assert {key: (row.refusal, row.most) for key, row in said.items()} == {
        "d1": ("", 0), "d1-more": ("over_day", 0), "d2": ("over_month", 625), "d2-rest": ("", 0),
        "other": ("over_budget", 625), "other-rest": ("", 0),
    }  # fmt: skip
    clock.advance(timedelta(days=31))
    converting.ask("next", 1_250)
    assert converting.view("next").conversion.refusal == ""


def test_nobody_gets_beyond_a_limit_by_asking_in_many_places_at_once(converting: Converting, db: Database) -> None:
    converting.set_rate(most_a_day=Points(240), budget=Points(3_000))
    for number in range(8):
        converting.send(f"c{number}", 100)
    converting.bridge.services.hand_on.hand_on()
    threads = [threading.Thread(target=converting.route) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    converting.route()
    with db.read() as session:
        given = session.scalars(select(ConversionGrant.amount)).all()
        refused = session.scalar(select(func.count()).where(Conversion.refusal == "over_day"))
    assert [int(one) for one in given] == [80, 80, 80] and refused == 5


def test_points_for_verified_people_are_refused_to_others_before_anything_is_granted(
    converting: Converting, db: Database
) -> None:
    converting.set_rate()
    with db.write() as session:
        session.scalars(select(ProgramOnChain).filter_by(program_id=converting.program)).one().is_verified_only = True
    converting.ask("unverified", 100)
    assert converting.view("unverified").conversion.refusal == "not_verified"
    with db.read() as session:
        assert session.scalar(select(ConversionGrant.id)) is None
    document = Document("ヤマダ ハナ", date(1950, 1, 2), converting.today + timedelta(days=90))
    verify = converting.platform.wallet.verify_person.verify
    verify(converting.town, converting.bridge.officer, converting.walker.address, document)
    converting.ask("verified", 100)
    assert converting.view("verified").conversion.refusal == ""


def test_what_a_town_cannot_decide_is_refused(converting: Converting) -> None:
    for changed, field in (
        ({"app_points": 0}, "app_points"),
        ({"common_points": 10_001}, "common_points"),
        ({"least": 2_000}, "least"),
        ({"most_a_day": Points(4_000)}, "most_a_day"),
        ({"budget": Points(10)}, "most_a_month"),
        ({"first_day": converting.today - timedelta(days=1)}, "first_day"),
        ({"first_day": converting.today + timedelta(days=900)}, "first_day"),
    ):
        with pytest.raises(Invalid, match=field):
            converting.set_rate(**changed)
    keep, name = converting.platform.points.conversion.keep, converting.bridge.client_id
    with pytest.raises(ConversionRefused, match="own_wallet"):
        keep.set_rate(converting.town, Address("0x" + "c3" * 20), name, converting.terms())
    with pytest.raises(NotFound):
        keep.set_rate(ELSEWHERE, converting.bridge.officer, name, converting.terms())
    with pytest.raises(NotFound):
        converting.set_rate(program_id=999)
    other = make_bridge(converting.platform, converting.town, "gym@example.jp", "ジム")
    with pytest.raises(ConversionRefused, match="not_asked"):
        keep.set_rate(converting.town, converting.bridge.officer, other.client_id, converting.terms())


def test_an_event_of_a_person_unknown_is_no_request_yet(converting: Converting, db: Database) -> None:
    converting.set_rate()
    data = {"conversion": "c", "app_points": 100}
    converting.bridge.receive(converting.bridge.event("e", "M-0000-0000", type=CONVERSION_REQUESTED, data=data))
    converting.bridge.services.hand_on.hand_on()
    converting.route()
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(Conversion)) == 0
        assert session.scalars(select(ServiceEvent.state)).all() == [EventState.DEAD]
