"""Plain http is for the sample services of one machine alone; in production there is no such way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.adapters.https_postman import HttpsPostman
from app.adapters.near_postman import NearPostman, postman_for
from app.sample_services import near_origins
from chain.errors import Invalid
from chain.settings import Mode, Settings
from points.bridges.ports import Answer
from points.bridges.services.keep_webhook import checked
from tests.fixtures.receiver import Receiver

ORIGIN = "http://127.0.0.1:8020"


class Others:
    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return Answer(299)


def test_a_message_reaches_the_origin_that_is_named(receiver: Receiver) -> None:
    postman = NearPostman(frozenset({f"http://127.0.0.1:{receiver.port}"}), Others())
    assert postman.post(f"http://127.0.0.1:{receiver.port}/musubi", b"{}", {"webhook-id": "m"}) == Answer(204, "")
    assert [(got.path, got.headers["webhook-id"]) for got in receiver.got] == [("/musubi", "m")]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8021/musubi",
        "http://127.0.0.1/musubi",
        "http://localhost:8020/musubi",
        "http://127.0.0.1:8020@evil.example/",
        "http://user@127.0.0.1:8020/musubi",
        "https://127.0.0.1:8020/musubi",
        "http://127.0.0.1:8020#/musubi",
        "http://127.0.0.1:80200/musubi",
    ],
)
def test_every_other_address_goes_the_guarded_way_and_is_refused_by_the_form(url: str) -> None:
    assert NearPostman(frozenset({ORIGIN}), Others()).post(url, b"{}", {}) == Answer(299)
    with pytest.raises(Invalid):
        checked(url, frozenset({ORIGIN}))


def test_one_machine_knows_the_origins_of_its_sample_services(settings: Settings) -> None:
    origins = near_origins(settings)
    assert ORIGIN in origins
    assert checked(f"{ORIGIN}/musubi", origins) == f"{ORIGIN}/musubi"
    assert isinstance(postman_for(origins), NearPostman)


@pytest.mark.parametrize("changed", [{"mode": Mode.PRODUCTION}, {"mode": Mode.PRODUCTION, "demo": False}])
def test_production_never_sends_by_plain_http(settings: Settings, changed: dict[str, object]) -> None:
    origins = near_origins(settings.model_copy(update=changed))
    assert origins == frozenset()
    assert type(postman_for(origins)) is HttpsPostman
    with pytest.raises(Invalid):
        checked(f"{ORIGIN}/musubi", origins)
