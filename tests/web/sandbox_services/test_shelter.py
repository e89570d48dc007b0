"""Shelters: households in and out, how full each is, and nobody lost who has no card or an unknown one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.services import FakeMusubi, OpenService

DESK = "/shelters/S-02"
CARD = "C-123-456-786"


@pytest.fixture
def shelter(open_service: Callable[[str], OpenService]) -> OpenService:
    return open_service("shelter")


def post(shelter: OpenService, path: str, **data: str) -> str:
    return shelter.client.post(path, data=data, follow_redirects=True).text


def test_a_household_comes_in_fills_the_room_and_leaves(shelter: OpenService, musubi: FakeMusubi) -> None:
    assert "公民館で受け付けました" in post(shelter, f"{DESK}/arrivals", shown=CARD, people="3")
    post(shelter, f"{DESK}/arrivals", shown=CARD, people="4")  # once more: how many they are now
    page = shelter.client.get("/").text
    assert "4人" in page and "あと36人" in page and "123-456" not in page
    post(shelter, f"{DESK}/departures", shown=CARD)
    assert "どの避難所にも入っていません" in post(shelter, f"{DESK}/departures", shown=CARD)
    shelter.site.outbox.send_due()
    assert musubi.told == [
        (CARD, "checked_in", {"shelter": "S-02", "people": 3}), (CARD, "checked_out", {"shelter": "S-02"})
    ]  # fmt: skip


def test_who_goes_to_another_shelter_leaves_the_first_one(shelter: OpenService, musubi: FakeMusubi) -> None:
    post(shelter, f"{DESK}/arrivals", shown=CARD, people="2")
    assert "前の避難所は出た" in post(shelter, "/shelters/S-01/arrivals", shown=CARD, people="2")
    shelter.site.outbox.send_due()
    assert [(kind, data["shelter"]) for _, kind, data in musubi.told] == [
        ("checked_in", "S-02"), ("checked_out", "S-02"), ("checked_in", "S-01")
    ]  # fmt: skip


def test_without_a_card_people_are_counted_and_a_card_is_added_later(shelter: OpenService, musubi: FakeMusubi) -> None:
    page = post(shelter, f"{DESK}/arrivals-without-card", people="41", note="ステージ横")
    assert "1から30まで" in page
    page = post(shelter, f"{DESK}/arrivals-without-card", people="5", note="ステージ横")
    assert "ステージ横" in page and "結びがまだ知らない世帯が1件" in page
    shelter.site.outbox.send_due()
    assert musubi.told == []
    assert "カードを登録しました" in post(shelter, f"{DESK}/stays/1/card", shown=CARD)
    shelter.site.outbox.send_due()
    assert musubi.told == [(CARD, "checked_in", {"shelter": "S-02", "people": 5})]


def test_a_card_that_musubi_does_not_know_stays_counted_and_is_put_right(
    shelter: OpenService, musubi: FakeMusubi
) -> None:
    post(shelter, f"{DESK}/arrivals", shown="C-999-999-999", people="2")
    shelter.site.outbox.send_due()
    shelter.tell("musubi.event.put_aside", event=musubi.events[0]["id"], reason="unknown_card")
    page = shelter.client.get(DESK).text
    assert "知らないカード" in page and "2人" in page
    post(shelter, f"{DESK}/stays/1/card", shown=CARD)
    shelter.site.outbox.send_due()
    assert musubi.told[-1] == (CARD, "checked_in", {"shelter": "S-02", "people": 2})
    assert "結びがまだ知らない" not in shelter.client.get(DESK).text


def test_the_line_may_be_down_and_nothing_is_lost(shelter: OpenService, musubi: FakeMusubi) -> None:
    musubi.answers.extend([503])
    post(shelter, f"{DESK}/arrivals", shown=CARD, people="1")
    shelter.site.outbox.send_due()
    assert "送信待ち" in shelter.client.get(DESK).text and "1人" in shelter.client.get("/").text
    with shelter.site.book.write() as rows:
        rows.execute("update sent set due_at = 0")
    shelter.site.outbox.send_due()
    assert len(musubi.told) == 1


def test_a_signed_in_phone_is_a_desk_and_a_lost_card_leaves_by_the_list(shelter: OpenService) -> None:
    assert "/sign-in" in shelter.client.post(f"{DESK}/own-arrival", data={"people": "1"}).headers["Location"]
    shelter.sign_in("M-7K3Q-9XTA")
    assert "あなたの世帯は、ここにいます" in post(shelter, f"{DESK}/own-arrival", people="1")
    assert "避難所を出ました" in post(shelter, "/own-departure")
    post(shelter, f"{DESK}/own-arrival", people="1")
    assert "まだだれもいません" in post(shelter, f"{DESK}/stays/2/end")
    assert "もうここにいません" in post(shelter, f"{DESK}/stays/2/end")
    for path in ("/shelters/S-99/arrivals", f"{DESK}/arrivals"):
        assert shelter.client.post(path, data={"shown": "", "people": "x"}).status_code == 303


def test_the_camera_is_offered_by_our_own_script_and_readers_and_typing_stay(shelter: OpenService) -> None:
    answer = shelter.client.get(DESK)
    page, policy = answer.text, answer.headers["Content-Security-Policy"]
    assert 'src="/scripts/card_desk.js"' in page and "data-card-camera" in page and "カメラを使えません" in page
    assert 'name="shown"' in page and "autofocus" in page  # a reader types into it at once
    assert "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" in policy and "unsafe-inline" not in policy
    for name in ("card_desk.js", "zxing_reader.wasm"):
        with shelter.client.get(f"/scripts/{name}") as sent:
            assert sent.status_code == 200 and sent.data, name
    for name in ("till.js", "terminal.js", "../main.css"):
        assert shelter.client.get(f"/scripts/{name}").status_code == 404, name
    assert "script-src" not in shelter.client.get("/").headers["Content-Security-Policy"]
