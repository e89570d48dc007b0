"""What every sample service does: events that are not lost, messages that are checked, sign-in, history, guards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from app.sandbox_services.common.signing import MessageRefused, check, signed_headers
from app.sandbox_services.registry import SERVICES
from points.bridges.catalogue import event_type
from tests.fixtures.services import SECRET, FakeMusubi, OpenService

Open = Callable[[str], OpenService]
NAMES = [about.name for about in SERVICES]


@pytest.fixture
def gym(open_service: Open) -> OpenService:
    return open_service("gym")


def hurry(service: OpenService) -> None:
    """What was put off is due now."""
    with service.site.book.write() as rows:
        rows.execute("update sent set due_at = 0")


def test_every_service_announces_types_that_exist_in_both_languages() -> None:
    for about in SERVICES:
        assert about.events and all(event_type(kind) for kind in about.events), about.name
        assert all(all(text) for text in (about.title, about.purpose, *about.events.values())), about.name
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pages_of_every_service_open_in_both_languages(open_service: Open, name: str, language: str) -> None:
    service = open_service(name)
    for path in ("/", "/sign-in", "/log"):
        page = service.client.get(f"{path}?lang={language}")
        assert page.status_code == 200 and f'<html lang="{language}"' in page.text, path
    service.sign_in("test:hanako")
    for path in ("/", "/history"):
        page = service.client.get(path)
        assert page.status_code == 200 and "test:hanako" in service.client.get("/history").text
    assert f"service_{name}=" in page.headers.get("Set-Cookie", f"service_{name}=")


def test_an_event_waits_until_musubi_is_there_again(gym: OpenService, musubi: FakeMusubi) -> None:
    gym.sign_in("test:hanako")
    gym.client.post("/entries")
    musubi.answers.extend([503, 500])
    for _ in range(2):
        gym.site.step()
        hurry(gym)
    assert musubi.events == [] and "送信待ち" in gym.client.get("/history").text
    gym.site.step()
    gym.site.step()
    assert [kind for _, kind, _ in musubi.told] == ["entered"]
    assert "結びに届きました" in gym.client.get("/history").text


def test_nobody_at_the_other_end_is_found_out_once_a_round(gym: OpenService, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def silent(*_: object, **__: object) -> None:
        asked.append(1)
        raise requests.ConnectionError

    gym.sign_in("test:hanako")
    gym.client.post("/entries")
    gym.client.post("/exits")
    monkeypatch.setattr(requests, "post", silent)
    assert gym.site.outbox.send_due() == 0
    assert len(asked) == 1


def test_an_event_that_is_refused_is_not_sent_again_and_says_why(gym: OpenService, musubi: FakeMusubi) -> None:
    gym.sign_in("test:hanako")
    gym.client.post("/entries")
    musubi.answers.append(422)
    gym.site.step()
    hurry(gym)
    gym.site.step()
    log = gym.client.get("/log").text
    assert (
        "受け取られませんでした" in log and "内容の形が違います" in log and "hanako" not in log and musubi.events == []
    )


def test_the_history_shows_how_an_event_ended_and_its_points(gym: OpenService, musubi: FakeMusubi) -> None:
    gym.sign_in("test:hanako")
    gym.client.post("/entries")
    gym.site.step()
    event = musubi.events[0]["id"]
    assert gym.tell("musubi.event.put_aside", "msg_1", event=event, reason="unknown_member").status_code == 204
    assert "確認待ち" in gym.client.get("/history").text
    gym.tell("musubi.event.processed", "msg_2", event=event, result="handed_on")
    gym.tell("musubi.event.put_aside", "msg_3", event=event, reason="unknown_member")  # late
    assert "処理済み" in gym.client.get("/history").text
    for message_id in ("msg_4", "msg_4", "msg_5"):  # one came twice, and two rules gave points
        gym.tell("musubi.points.granted", message_id, event=event, amount=50)
    assert "100ポイント" in gym.client.get("/history").text


def test_messages_that_musubi_did_not_sign_change_nothing(gym: OpenService) -> None:
    other = "whsec_" + "A" * 32
    assert gym.tell("musubi.consent.withdrawn", secret=other, sub="test:hanako").status_code == 401
    assert gym.browser().post("/musubi", data=b"{}").status_code == 401
    assert "musubi.consent" not in gym.client.get("/log").text


def test_old_messages_are_refused() -> None:
    body = b"{}"
    headers = signed_headers(SECRET, "msg_1", 1_000, body)
    assert check(SECRET, headers, body, 1_299) == "msg_1"
    with pytest.raises(MessageRefused, match="moment"):
        check(SECRET, headers, body, 1_301)
    with pytest.raises(MessageRefused, match="wrong"):
        check(SECRET, headers, b"{ }", 1_000)


def test_who_withdraws_consent_is_forgotten_and_what_waits_is_not_sent(gym: OpenService, musubi: FakeMusubi) -> None:
    gym.sign_in("test:hanako")
    gym.client.post("/entries")
    gym.tell("musubi.consent.withdrawn", sub="test:hanako")
    gym.site.step()
    assert musubi.events == []
    assert gym.client.get("/history").headers["Location"].startswith("/sign-in")
    assert gym.site.book.number("select count(*) from visitor") == 0


def test_a_browser_that_knew_somebody_forgotten_is_never_taken_for_who_comes_next(gym: OpenService) -> None:
    gym.sign_in("test:hanako")
    gym.tell("musubi.consent.withdrawn", sub="test:hanako")
    gym.site.visitors.shown("test:taro")
    assert gym.client.get("/history").headers["Location"].startswith("/sign-in")


def test_a_sign_in_that_is_refused_keeps_what_was_typed(gym: OpenService) -> None:
    for typed, sentence in (("", "番号を入力"), ("1234-5678-9012", "マイナンバーは入力しないで")):
        page = gym.client.post("/sign-in", data={"shown": typed, "next": "/"})
        assert page.status_code == 422 and sentence in page.text and f'value="{typed}"' in page.text
    assert gym.site.book.number("select count(*) from visitor") == 0


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "history"])
def test_the_sign_in_leads_to_pages_of_the_service_alone(gym: OpenService, target: str) -> None:
    answer = gym.client.post("/sign-in", data={"shown": "test:taro", "next": target})
    assert answer.headers["Location"] == "/"


def test_forms_without_their_token_are_refused(gym: OpenService) -> None:
    gym.sign_in("test:hanako")
    gym.flask.config["WTF_CSRF_ENABLED"] = True
    gym.client.post("/entries", headers={"Accept-Language": "en"})
    assert gym.site.book.number("select count(*) from sent") == 0
    assert "grown old" in gym.client.get("/", headers={"Accept-Language": "en"}).text


def test_what_a_service_keeps_is_for_its_own_account_alone(gym: OpenService, tmp_path: Path) -> None:
    gym.site.connection.write(tmp_path / "new", "gym")
    assert (tmp_path / "gym.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "gym.json").stat().st_mode & 0o077 == 0
