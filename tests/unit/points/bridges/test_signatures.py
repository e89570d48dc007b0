"""Signatures of webhooks: ours fit those of the reference library, and nothing but the right bytes passes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from chain.clock import unix
from points.bridges.errors import SignatureRefused
from points.bridges.signatures import Signed, check, new_secret, shown_secret, sign, sign_with_all

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
KEY = b"k" * 32


def reason_of(given: Signed, body: bytes, keys: list[bytes], now: datetime = NOW) -> str:
    try:
        check(given, body, keys, now)
    except SignatureRefused as error:
        return error.reason
    return ""


def signed(body: bytes, *, key: bytes = KEY, at: int = 0, message_id: str = "m1") -> Signed:
    when = unix(NOW) + at
    return Signed(message_id, str(when), sign(key, message_id, when, body))


@given(st.text(), st.binary(min_size=24, max_size=64))
def test_what_the_reference_library_signs_passes_and_ours_is_the_same(text: str, key: bytes) -> None:
    body = text.encode("utf-8", "replace")
    theirs = Webhook(shown_secret(key)).sign("m1", NOW, body.decode())
    assert theirs == sign(key, "m1", unix(NOW), body)
    assert reason_of(Signed("m1", str(unix(NOW)), theirs), body, [key]) == ""


@given(st.binary(), st.binary(), st.binary(min_size=24, max_size=64))
def test_other_bytes_another_key_or_another_id_do_not_pass(body: bytes, other: bytes, key: bytes) -> None:
    good = signed(body)
    if other != body:
        assert reason_of(good, other, [KEY]) == "wrong"
    if key != KEY:
        assert reason_of(good, body, [key]) == "wrong"
    assert reason_of(Signed("m2", good.timestamp, good.signature), body, [KEY]) == "wrong"


@given(st.integers(-10_000, 10_000))
def test_five_minutes_either_way_are_tolerated(seconds: int) -> None:
    wanted = "too_old" if seconds < -300 else "too_new" if seconds > 300 else ""
    assert reason_of(signed(b"{}", at=seconds), b"{}", [KEY]) == wanted


@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_stands_in_the_headers_is_refused_and_never_fails(signature: str, timestamp: str) -> None:
    assert reason_of(Signed("m1", timestamp, signature), b"{}", [KEY]) != ""


def test_during_a_rotation_either_secret_passes_and_signatures_of_other_kinds_are_passed_over() -> None:
    old, new = new_secret(), new_secret()
    both = Signed("m1", str(unix(NOW)), sign_with_all([new, old], "m1", unix(NOW), b"{}"))
    assert [reason_of(both, b"{}", [key]) for key in (old, new)] == ["", ""]
    assert reason_of(signed(b"{}", key=old), b"{}", [new, old]) == ""
    with_others = Signed("m1", both.timestamp, "v1a,AAAA v2,x nonsense " + both.signature)
    assert reason_of(with_others, b"{}", [new]) == ""
    assert reason_of(both, b"{}", []) == "no_secret"


@pytest.mark.parametrize("missing", ["id", "timestamp", "signature"])
def test_each_of_the_three_headers_is_needed(missing: str) -> None:
    good = signed(b"{}")
    parts = {"id": good.id, "timestamp": good.timestamp, "signature": good.signature} | {missing: ""}
    assert reason_of(Signed(**parts), b"{}", [KEY]) == "missing"


def test_a_secret_has_the_form_of_the_standard() -> None:
    shown = shown_secret(new_secret())
    assert shown.startswith("whsec_") and len(base64.b64decode(shown.removeprefix("whsec_"))) == 32


def test_the_library_takes_what_we_sign() -> None:
    now = datetime.now(UTC)
    body = '{"type":"ping"}'
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": str(unix(now)),
        "webhook-signature": sign(KEY, "m1", unix(now), body.encode()),
    }
    assert Webhook(shown_secret(KEY)).verify(body, headers) == {"type": "ping"}
