"""Push messages: as the standards write them, and never into a network of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from app.adapters.public_https import AddressRefused, NoAnswer, Reply, ask, is_public
from app.adapters.web_push import WebPush, encrypt, new_key, private_key
from chain.clock import FixedClock
from points.errors import PushGone, PushRefused, PushUnavailable
from points.models.push_target import PushTarget, from_base64url, to_base64url

# RFC 8291, appendix A.
BROWSER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
MESSAGE = b"When I grow up, I want to be a watermelon"
RECORD = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
TARGET = PushTarget.parse("https://push.example/send/1?x=2", BROWSER, AUTH)
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


class PushService:
    """Answers every message with one status, or does not answer."""

    def __init__(self, status: int = 201, error: Exception | None = None) -> None:
        self.status, self.error = status, error
        self.got: list[tuple[str, bytes, Mapping[str, str]]] = []

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        if self.error:
            raise self.error
        self.got.append((url, body, headers))
        return self.status


def sender(service: PushService, key: str = SENDER) -> WebPush:
    return WebPush(key, "musubi@example.jp", FixedClock(NOW), service)


def test_a_message_is_written_as_the_standard_writes_it() -> None:
    assert to_base64url(encrypt(TARGET, MESSAGE, private_key(SENDER), from_base64url(SALT))) == RECORD
    assert encrypt(TARGET, MESSAGE) != encrypt(TARGET, MESSAGE)  # a key and a salt of its own each time
    assert len(encrypt(TARGET, bytes(9_000))) < 4_096


def test_a_push_service_can_tell_who_sends_and_for_whom() -> None:
    service = PushService()
    web_push = sender(service)
    web_push.send(TARGET, MESSAGE, "notice-7")
    ((url, _, headers),) = service.got
    assert (url, headers["Topic"], headers["Content-Encoding"]) == (TARGET.endpoint, "notice-7", "aes128gcm")
    token, key = (part.partition("=")[2] for part in headers["Authorization"].removeprefix("vapid ").split(", "))
    signed, _, signature = token.rpartition(".")
    raw = from_base64url(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key))
    whole = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point.verify(whole, signed.encode(), ec.ECDSA(hashes.SHA256()))
    head, claims = (json.loads(from_base64url(part)) for part in signed.split("."))
    assert (head["alg"], key) == ("ES256", web_push.public_key)
    assert claims["aud"] == "https://push.example"
    assert 0 < claims["exp"] - NOW.timestamp() <= 24 * 3_600
    assert claims["sub"] == "mailto:musubi@example.jp"


@pytest.mark.parametrize(
    ("service", "refusal"),
    [
        (PushService(410), PushGone),
        (PushService(404), PushGone),
        (PushService(429), PushUnavailable),
        (PushService(500), PushUnavailable),
        (PushService(302), PushUnavailable),
        (PushService(error=NoAnswer()), PushUnavailable),
        (PushService(error=AddressRefused()), PushGone),
    ],
)
def test_an_answer_says_whether_to_try_again(service: PushService, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        sender(service).send(TARGET, MESSAGE, "notice-7")


def test_a_key_that_is_no_point_on_the_curve_is_a_browser_that_is_gone() -> None:
    target = PushTarget.parse(TARGET.endpoint, to_base64url(b"\x04" + bytes(64)), AUTH)
    with pytest.raises(PushGone):
        sender(PushService()).send(target, MESSAGE, "notice-7")


def test_a_new_key_is_of_use() -> None:
    assert len(from_base64url(sender(PushService(), new_key()).public_key)) == 65


@pytest.mark.parametrize(
    ("endpoint", "key", "auth", "reason"),
    [
        ("http://push.example/1", BROWSER, AUTH, "address"),
        ("https://push.example:8443/1", BROWSER, AUTH, "address"),
        ("https://user@push.example/1", BROWSER, AUTH, "address"),
        ("https:///1", BROWSER, AUTH, "address"),
        ("https://push.example/\r\nHost: x", BROWSER, AUTH, "address"),
        ("https://[::1", BROWSER, AUTH, "address"),
        ("https://push.example/" + "a" * 1_000, BROWSER, AUTH, "address"),
        ("https://push.example/1", "", AUTH, "keys"),
        ("https://push.example/1", BROWSER[:-4], AUTH, "keys"),
        ("https://push.example/1", BROWSER, "短い", "keys"),
        ("https://push.example/1", BROWSER, "a", "keys"),
    ],
)
def test_what_a_browser_cannot_have_said_is_refused(endpoint: str, key: str, auth: str, reason: str) -> None:
    with pytest.raises(PushRefused) as refused:
        PushTarget.parse(endpoint, key, auth)
    assert refused.value.reason == reason


OURS = (
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "2002:0a00:0001::", "64:ff9b::a00:1", "2001:db8::1",
)  # fmt: skip


@pytest.mark.parametrize("address", OURS)
def test_no_name_leads_into_a_network_of_our_own(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(AddressRefused):
        ask(TARGET.endpoint, b"", {}, lambda host: [address], lambda *_: Reply(201))
    with pytest.raises(AddressRefused):
        ask(TARGET.endpoint, b"", {}, lambda host: ["8.8.8.8", address], lambda *_: Reply(201))


def test_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    went: list[tuple[str, str, str]] = []

    def send(address: str, host: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        went.append((address, host, path))
        return Reply(201)

    assert ask(TARGET.endpoint, b"", {}, lambda host: ["8.8.8.8", "2606:4700::1111"], send).status == 201
    assert went == [("8.8.8.8", "push.example", "/send/1?x=2")]
    for refused in (
        "http://push.example/", "https://push.example:80/", "https://push.example:99999/", "https://a@push.example/",
        "https:///", "https://[::1",
    ):  # fmt: skip
        with pytest.raises(AddressRefused):
            ask(refused, b"", {}, lambda host: ["8.8.8.8"], send)
    with pytest.raises(AddressRefused):
        ask(TARGET.endpoint, b"", {}, lambda host: [], send)
