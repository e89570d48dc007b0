"""The gym: in once, out once, forgotten ones taken out, and the shelf."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chain.clock import FixedClock
from tests.fixtures.services import FakeMusubi, OpenService


@pytest.fixture
def gym(open_service: Callable[[str], OpenService]) -> OpenService:
    return open_service("gym")


def test_a_visit_with_the_phone_is_told_with_its_minutes(
    gym: OpenService, musubi: FakeMusubi, clock: FixedClock
) -> None:
    gym.sign_in("m-7k3q-9xta")
    assert "ドアが開きました" in gym.client.post("/entries", follow_redirects=True).text
    page = gym.client.get("/").text
    assert "1人" in page and "スマホで出る" in page and "9XTA" not in page
    clock.advance(timedelta(minutes=52, seconds=30))
    assert "52分の利用" in gym.client.post("/exits", follow_redirects=True).text
    gym.site.outbox.send_due()
    (who, entered, visit), (_, left, end) = musubi.told
    assert (who, entered, left) == ("M-7K3Q-9XTA", "entered", "left")
    assert end == {"facility": visit["facility"], "visit": visit["visit"], "minutes": 52}
    assert musubi.events[1]["time"] > musubi.events[0]["time"]


def test_a_card_opens_the_door_without_a_sign_in_and_only_once(gym: OpenService) -> None:
    at_reader = {"shown": "C-123-456-786"}
    gym.client.post("/entries", data=at_reader)
    assert "すでに入室しています" in gym.client.post("/entries", data=at_reader, follow_redirects=True).text
    gym.client.post("/exits", data=at_reader)
    again = gym.client.post("/exits", data=at_reader, follow_redirects=True).text
    assert "入室の記録がありません" in again and "0人" in again
    assert gym.site.book.number("select count(*) from sent") == 2


def test_two_people_are_inside_and_nobody_is_named(gym: OpenService) -> None:
    gym.client.post("/entries", data={"shown": "C-123-456-786"})
    gym.client.post("/entries", data={"shown": "C-987-654-321"})
    page = gym.browser().get("/").text
    assert "2人" in page and "987-654" not in page


def test_a_reader_that_reads_nothing_opens_nothing(gym: OpenService) -> None:
    assert "カードをかざすか" in gym.client.post("/entries", follow_redirects=True).text
    assert gym.site.book.number("select count(*) from visit") == 0


def test_who_forgets_to_leave_is_taken_out_and_may_come_again(
    gym: OpenService, musubi: FakeMusubi, clock: FixedClock
) -> None:
    gym.sign_in("test:taro")
    gym.client.post("/entries")
    clock.advance(timedelta(hours=7))
    gym.site.step()
    assert "スマホで入る" in gym.client.get("/").text
    gym.client.post("/entries")
    gym.site.outbox.send_due()
    forced = next(data for _, kind, data in musubi.told if kind == "left")
    assert forced["minutes"] == 360 and forced["is_forced"] is True


def test_something_from_the_shelf_is_told_with_its_price(gym: OpenService, musubi: FakeMusubi) -> None:
    assert gym.client.post("/purchases", data={"product": "plum"}).headers["Location"] == "/sign-in?next=%2F"
    gym.sign_in("test:taro")
    assert "240円を料金箱に" in gym.client.post("/purchases", data={"product": "plum"}, follow_redirects=True).text
    assert "棚にありません" in gym.client.post("/purchases", data={"product": "gold"}, follow_redirects=True).text
    gym.site.outbox.send_due()
    ((_, kind, data),) = musubi.told
    assert kind == "unmanned_purchase" and data["amount_yen"] == 240
