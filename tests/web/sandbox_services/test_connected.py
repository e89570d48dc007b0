"""Each sample service as the demonstration connects it, with the real application at the other end of HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.serving import make_server

from app.demo.accounts import OFFICER
from app.demo.connecting import VENDOR, connect_with, unconnected
from app.sample_services import address_of, folder_of, samples
from app.sandbox_services.common.connection import Connection
from app.sandbox_services.common.making import make_app
from app.sandbox_services.common.site import Site, build_site
from app.sandbox_services.registry import SERVICES
from app.wiring import Platform
from chain.clock import FixedClock
from chain.settings import Settings
from points.bridges.models import ConnectedService, EventState, ServiceEvent, ServiceState
from tests.fixtures.chain import free_port
from tests.fixtures.waiting import wait_until
from tests.fixtures.web import SignIn

_MUSUBI_PORT = free_port()  # the issuer's name, also of the application that tests share


@pytest.fixture
def clock() -> FixedClock:
    """That of the machine, which both sides sign by."""
    return FixedClock(datetime.now(UTC))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    given = {"service_sandbox_port": free_port(), "public_url": f"http://127.0.0.1:{_MUSUBI_PORT}"}
    return settings.model_copy(update=given)


@pytest.fixture
def connected(platform: Platform) -> Platform:
    for town in {about.town for about in SERVICES}:
        platform.wallet.open_managed_account(f"officer-{town}@demo.example")
    platform.wallet.open_managed_account(OFFICER.email)
    connect_with(platform, unconnected(platform.settings))
    return platform


@contextmanager
def serving(flask: Flask, port: int) -> Iterator[str]:
    server = make_server("127.0.0.1", port, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def site_of(platform: Platform, name: str, musubi_url: str) -> Site:
    about = next(one for one in SERVICES if one.name == name)
    folder = folder_of(platform.settings)
    connection = Connection.read(folder, name)
    assert connection is not None
    return build_site(about, folder, musubi_url, connection, platform.clock.now)


def test_an_event_of_the_gym_is_taken_and_the_gym_is_told_its_end(connected: Platform, app: Flask) -> None:
    member, _ = connected.wallet.open_managed_account("hanako@example.jp")
    with serving(app, _MUSUBI_PORT) as musubi_url:
        site = site_of(connected, "gym", musubi_url)
        gym = make_app(site)
        gym.config["WTF_CSRF_ENABLED"] = False
        with serving(gym, connected.settings.service_sandbox_port):
            phone = gym.test_client()
            phone.post("/sign-in", data={"shown": member.member_number, "next": "/"})
            phone.post("/entries")
            assert site.outbox.send_due() == 1
            assert connected.points.bridges.hand_on.hand_on() == 1
            assert connected.points.bridges.send_messages.send_due() == 1
            wait_until(lambda: "処理済み" in phone.get("/history").text, "the end of the event")
    with connected.db.read() as session:
        event = session.scalars(select(ServiceEvent)).one()
    assert (event.state, event.account) == (EventState.HANDED_ON, member.address)


def test_who_signs_in_at_the_gym_by_musubis_id_is_known_by_a_name_for_the_gym_alone(
    connected: Platform, app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    member = sign_in(email="hanako@example.jp")
    with serving(app, _MUSUBI_PORT) as musubi_url:
        site = site_of(connected, "gym", musubi_url)
        gym = make_app(site)
        gym.config["WTF_CSRF_ENABLED"] = False
        phone = gym.test_client()
        assert "結びのIDでサインイン" in phone.get("/sign-in").text
        question = phone.get("/sign-in/musubi?next=/history").headers["Location"]
        assert question.startswith(f"{musubi_url}/openid/authorize?") and "code_challenge_method=S256" in question
        question = question.removeprefix(musubi_url)
        assert client.get(question).status_code == 200
        agreed = client.post(question.replace("/authorize?", "/consents?"), data={"decision": "agree"})
        back = agreed.headers["Location"]
        assert back.startswith(f"{site.address}/sign-in/callback?")
        assert "確かめられません" in gym.test_client().get(back, follow_redirects=True).text  # another browser
        assert phone.get(back.removeprefix(site.address)).headers["Location"] == "/history"
        phone.post("/entries")
        assert site.outbox.send_due() == 1
        connected.points.bridges.hand_on.hand_on()
    with connected.db.read() as session:
        event = session.scalars(select(ServiceEvent)).one()
    assert (event.state, event.account) == (EventState.HANDED_ON, member.address)
    subjects = [row["subject"] for row in site.book.all("select subject from visitor")]
    assert len(subjects) == 1 and member.member_number not in subjects[0] and member.address not in subjects[0]


def test_services_are_connected_once_and_told_anew_where_they_stand(connected: Platform) -> None:
    settings = connected.settings
    assert unconnected(settings) == []
    before = Connection.read(folder_of(settings), "gym")
    moved = settings.model_copy(update={"service_sandbox_port": settings.service_sandbox_port - 20})
    assert unconnected(moved) == list(SERVICES)
    with connected.db.read() as session:
        services = session.scalars(select(ConnectedService)).all()
        assert session.scalar(select(func.count()).select_from(ConnectedService)) == len(SERVICES)
    assert {service.state for service in services} == {ServiceState.LIVE}
    assert before is not None and before.address == address_of(settings, SERVICES[0])
    assert connected.wallet.find(VENDOR) is not None


def test_without_the_demonstration_there_are_no_sample_services(settings: Settings) -> None:
    assert samples(settings) == SERVICES
    assert samples(settings.model_copy(update={"demo": False})) == ()
    assert samples(settings.model_copy(update={"service_sandbox_port": 0})) == ()
