"""The notebook: files of watches row by row, told once a day, the hot spring, and a word to who fell silent."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.health.csv_file import read_csv
from app.sandbox_services.health.measures import Kind, local_day
from app.sandbox_services.health.open_mhealth import read_open_mhealth
from chain.clock import FixedClock
from tests.fixtures.services import FakeMusubi, OpenService

TODAY = date(2026, 11, 24)


@pytest.fixture
def health(open_service: Callable[[str], OpenService]) -> OpenService:
    found = open_service("health")
    found.sign_in("M-7K3Q-9XTA")
    return found


def send(health: OpenService, name: str, content: str) -> str:
    file = (io.BytesIO(content.encode()), name)
    return health.client.post("/files", data={"file": file}, content_type="multipart/form-data").text


def day(clock: FixedClock, ago: int) -> str:
    return (local_day(clock.now()) - timedelta(days=ago)).isoformat()


def point(name: str, value: object, unit: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    frame = {"time_interval": {"start_date_time": start, "end_date_time": end}}
    return {name: {"value": value, "unit": unit}, "effective_time_frame": frame, **more}


def test_wrong_rows_are_named_and_the_others_are_kept() -> None:
    rows = (
        '日付,歩数,睡眠(時間)\n2026/11/20,"8,412",7.5\n2026-11-21,たくさん,6\nきのう,5,6\n2026-11-20,1,\n'
        "2026-12-01,5,\n2026-11-22,900000,\n２０２６-11-23,５００,\n2026-11-19,,\n"
    )
    for raw in (rows.encode(), b"\xef\xbb\xbf" + rows.encode(), rows.encode("cp932")):
        reading = read_csv(raw, TODAY)
        assert [(one.kind, one.day.day, one.value) for one in reading.measures] == [
            (Kind.STEPS, 20, 8_412), (Kind.SLEEP, 20, 450), (Kind.SLEEP, 21, 360), (Kind.STEPS, 23, 500)
        ]  # fmt: skip
        assert [one.row for one in reading.problems] == [3, 4, 5, 6, 7, 9]
    for nonsense in (b"", b"a,b\n1,2\n", b"\x80\xff\x00"):
        with pytest.raises(Refused):
            read_csv(nonsense, TODAY)


def test_open_mhealth_points_are_read_with_and_without_headers() -> None:
    steps = point("step_count", 10_600, "steps", "2026-11-20T06:25:00Z", "2026-11-20T07:25:00Z")
    late = point("step_count", 5, "steps", "2026-11-20T15:30:00Z", "2026-11-20T16:00:00Z")  # after midnight in Japan
    sleep = point("sleep_duration", 7.5, "h", "2026-11-20T13:00:00Z", "2026-11-20T22:00:00Z")
    header = {"id": "1", "creation_date_time": "2026-11-21T00:00:00Z",
              "schema_id": {"namespace": "omh", "name": "step-count", "version": "3.0"}}  # fmt: skip
    wrong = [
        point("step_count", "10", "steps", "2026-11-20T06:25:00Z", "2026-11-20T07:25:00Z"),
        point("step_count", 10, "miles", "2026-11-20T06:25:00Z", "2026-11-20T07:25:00Z"),
        point("step_count", 10, "steps", "2026-11-20T06:25:00", "2026-11-20T07:25:00Z"),
        {"step_count": {"value": 1, "unit": "steps"}, "effective_time_frame": {"date_time": "2026-11-20T06:25:00Z"}},
        steps | {"descriptive_statistic": "average"},
        {"body_weight": {"value": 60, "unit": "kg"}},
    ]
    told = json.dumps([{"header": header, "body": steps}, late, sleep, *wrong]).encode()
    reading = read_open_mhealth(told, TODAY)
    assert [(one.kind, one.day.day, one.value) for one in reading.measures] == [
        (Kind.STEPS, 20, 10_600), (Kind.STEPS, 21, 5), (Kind.SLEEP, 21, 450)
    ]  # fmt: skip
    assert [one.row for one in reading.problems] == [4, 5, 6, 7, 8, 9]
    for nonsense in (b"{", b"[]", b"3", b"[1]"):
        with pytest.raises(Refused):
            read_open_mhealth(nonsense, TODAY)


def test_a_day_is_told_once_when_it_is_over(health: OpenService, musubi: FakeMusubi, clock: FixedClock) -> None:
    file = f"date,steps\n{day(clock, 1)},5000\n{day(clock, 0)},700\nnever,1\n"
    page = send(health, "watch.csv", file)
    assert "2件を記録しました" in page and "4行め" in page
    assert "前と同じです" in send(health, "watch.csv", file)
    health.site.outbox.send_due()
    assert [data for _, _, data in musubi.told] == [{"day": day(clock, 1), "steps": 5_000}]
    assert "お礼は変わりません" in send(health, "watch.csv", f"date,steps\n{day(clock, 1)},6000\n")
    clock.advance(timedelta(days=1))
    health.site.step()
    health.site.outbox.send_due()
    assert [data["steps"] for _, _, data in musubi.told] == [5_000, 700]
    assert "6,000" in health.client.get("/").text  # the chart shows what is so


def test_parts_of_a_day_add_up_however_often_they_come(health: OpenService, clock: FixedClock) -> None:
    yesterday = day(clock, 1)
    hours = [
        point(
            "step_count", 100, "steps", f"{yesterday}T{hour:02}:00:00+09:00", f"{yesterday}T{hour + 1:02}:00:00+09:00"
        )
        for hour in (8, 9)
    ]
    for _ in range(2):
        send(health, "watch.json", json.dumps(hours))
    assert health.site.book.number("select value from record") == 200
    assert "CSVかJSON" in health.client.post(
        "/files", data={"file": (io.BytesIO(b"x"), "a.exe")}, follow_redirects=True
    ).text  # fmt: skip


def test_the_hot_spring_is_told_once_a_day(health: OpenService, musubi: FakeMusubi) -> None:
    assert "ようこそ" in health.client.post("/baths", follow_redirects=True).text
    assert "受付はすんでいます" in health.client.post("/baths", follow_redirects=True).text
    health.browser().post("/baths", data={"shown": "C-123-456-786"})
    health.site.outbox.send_due()
    assert [(kind, data["kind"]) for _, kind, data in musubi.told] == [("checked_in", "hot_spring")] * 2


def test_who_fell_silent_finds_a_word_at_the_next_visit(health: OpenService, clock: FixedClock) -> None:
    send(health, "watch.csv", f"date,steps\n{day(clock, 1)},5000\n")
    assert "みんな記録を続けています" in health.client.get("/silent").text
    clock.advance(timedelta(days=8))
    page = health.client.get("/silent").text
    assert "9XTA" in page and "7K3Q" not in page
    health.client.post("/silent/1/reminder")
    assert "お変わりありませんか" in health.client.get("/").text
    assert "お変わりありませんか" not in health.browser().get("/").text
    send(health, "watch.csv", f"date,steps\n{day(clock, 0)},10\n")
    assert "お変わりありませんか" not in health.client.get("/").text
    assert "もう記録を送っています" in health.client.post("/silent/1/reminder", follow_redirects=True).text
    for kind, kept in (("csv", "6件を記録しました"), ("json", "3件は前と同じです")):
        sample = health.client.get(f"/samples/{kind}").text
        assert kept in send(health, f"sample.{kind}", sample)
