"""The car-share: two villages, one trip, and both sides thanked once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chain.clock import FixedClock
from tests.fixtures.services import FakeMusubi, OpenService

OFFER = {"from_area": "sarabetsu", "to_area": "nakasatsunai", "at": "2026-11-24T10:00", "seats": "1"}


@pytest.fixture
def cars(open_service: Callable[[str], OpenService]) -> OpenService:
    service = open_service("car_share")
    service.sign_in("test:taro")
    assert service.client.post("/trips", data=OFFER).status_code == 303
    return service


def trip_of(cars: OpenService) -> str:
    found = cars.site.book.one("select id from trip")
    assert found is not None
    return str(found["id"])


def test_driver_and_rider_are_both_thanked_and_once(cars: OpenService, musubi: FakeMusubi, clock: FixedClock) -> None:
    rider, trip = cars.browser(), trip_of(cars)
    cars.sign_in("test:hanako", rider)
    assert "残り1席" in rider.get("/", query_string={"at": "2026-11-24T10:40"}).text
    rider.post(f"/trips/{trip}/riders")
    assert "まだだれも乗っていません" in cars.client.post(f"/trips/{trip}/end", follow_redirects=True).text
    rider.post(f"/trips/{trip}/boarding")
    assert "運転する人だけ" in rider.post(f"/trips/{trip}/end", follow_redirects=True).text
    assert "1人にお礼" in cars.client.post(f"/trips/{trip}/end", follow_redirects=True).text
    assert "もうありません" in cars.client.post(f"/trips/{trip}/end", follow_redirects=True).text
    cars.site.outbox.send_due()
    assert sorted((who, data["role"], data["trip"]) for who, _, data in musubi.told) == [
        ("test:hanako", "rider", trip),
        ("test:taro", "driver", trip),
    ]
    assert {event["town"] for event in musubi.events} == {"016390"}


@pytest.mark.parametrize(
    "changed", [{"from_area": "nakasatsunai", "to_area": "sarabetsu"}, {"at": "2026-11-24T11:30"}, {"at": "soon"}]
)
def test_trips_that_go_another_way_or_at_another_time_do_not_fit(cars: OpenService, changed: dict[str, str]) -> None:
    assert "空いている便はありません" in cars.browser().get("/", query_string={**OFFER, **changed}).text


def test_a_full_car_and_ones_own_take_nobody(cars: OpenService) -> None:
    trip, first, second = trip_of(cars), cars.browser(), cars.browser()
    assert "ご自分の運転" in cars.client.post(f"/trips/{trip}/riders", follow_redirects=True).text
    cars.sign_in("test:hanako", first)
    cars.sign_in("M-7K3Q-9XTA", second)
    first.post(f"/trips/{trip}/riders")
    assert "満席です" in second.post(f"/trips/{trip}/riders", follow_redirects=True).text
    assert "申し込んでいません" in second.post(f"/trips/{trip}/boarding", follow_redirects=True).text


def test_a_trip_is_over_only_after_it_left_and_its_driver_may_call_it_off(cars: OpenService, clock: FixedClock) -> None:
    late = OFFER | {"at": "2026-11-24T18:00"}
    cars.client.post("/trips", data=late)
    found = cars.site.book.one("select id from trip where leaves_at like '%T09%'")
    assert found is not None
    assert "まだ出発の時刻" in cars.client.post(f"/trips/{found['id']}/end", follow_redirects=True).text
    assert "取りやめました" in cars.client.post(f"/trips/{found['id']}/cancellation", follow_redirects=True).text
    clock.advance(timedelta(hours=9))
    assert "もうありません" in cars.client.post(f"/trips/{found['id']}/end", follow_redirects=True).text


@pytest.mark.parametrize(
    "wrong", [{"seats": "x"}, {"seats": "9"}, {"at": "soon"}, {"at": "2027-11-24T10:00"}, {"to_area": "tokyo"}]
)
def test_a_trip_that_cannot_be_offered_says_why_and_keeps_what_was_typed(
    cars: OpenService, wrong: dict[str, str]
) -> None:
    page = cars.client.post("/trips", data=OFFER | {"seats": "4"} | wrong)
    assert page.status_code == 422 and 'role="alert"' in page.text and (wrong.get("seats", "4")) in page.text
