"""Whatever a browser sends in place of a device's answer is refused, and never anything else."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.authenticator import Authenticator, decoded, encoded
from wallet.relying_party import RelyingParty
from wallet.webauthn_ceremony import (
    NotAccepted,
    check_creation,
    check_request,
    creation_options,
    read_answer,
    request_options,
)

PARTY = RelyingParty("localhost", "http://localhost:8000")
CHALLENGE = b"c" * 32
DEVICE = Authenticator()
CREATION = DEVICE.create(creation_options(PARTY, CHALLENGE, b"h" * 32, "hanako@example.jp", "花子", []))
MADE = check_creation(PARTY, CHALLENGE, CREATION)
REQUEST = DEVICE.get(request_options(PARTY, CHALLENGE))

_NAMES = st.sampled_from(["response", "rawId", "id", "clientDataJSON"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner),
    max_leaves=8,
)


@given(text=st.text(max_size=40) | _JSON.map(json.dumps))
@settings(max_examples=60, deadline=None)
def test_nonsense_is_no_answer(text: str) -> None:
    with pytest.raises(NotAccepted):
        read_answer(text)
    with pytest.raises(NotAccepted):
        check_creation(PARTY, CHALLENGE, text)
    with pytest.raises(NotAccepted):
        check_request(PARTY, CHALLENGE, text, MADE.public_key, 0)


@given(part=st.sampled_from(["authenticatorData", "clientDataJSON", "signature"]), place=st.integers(0, 500))
@settings(max_examples=60, deadline=None)
def test_answer_with_one_bit_changed_is_refused(part: str, place: int) -> None:
    with pytest.raises(NotAccepted):
        check_request(PARTY, CHALLENGE, _changed(REQUEST, part, place), MADE.public_key, 0)


@given(place=st.integers(0, 500), short=st.integers(1, 200))
@settings(max_examples=60, deadline=None)
def test_broken_attestation_is_refused_and_never_an_error_of_another_kind(place: int, short: int) -> None:
    """Or taken: of kind none nobody signs it, and some of its bits say nothing."""
    for broken in (_changed(CREATION, "attestationObject", place), _shortened(CREATION, short)):
        with suppress(NotAccepted):
            check_creation(PARTY, CHALLENGE, broken)


def _changed(credential: str, part: str, place: int) -> str:
    given, data = _opened(credential, part)
    data[place // 8 % len(data)] ^= 1 << place % 8
    given["response"][part] = encoded(bytes(data))
    return json.dumps(given)


def _shortened(credential: str, by: int) -> str:
    given, data = _opened(credential, "attestationObject")
    given["response"]["attestationObject"] = encoded(bytes(data[:-by]))
    return json.dumps(given)


def _opened(credential: str, part: str) -> tuple[dict[str, Any], bytearray]:
    given = json.loads(credential)
    return given, bytearray(decoded(given["response"][part]))
