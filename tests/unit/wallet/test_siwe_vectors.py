"""EIP-4361 vectors. `MUSUBI_SIWE_VECTORS` names a folder of JSON files in the same shape to be run instead, such as the
`test` folder of the reference implementation."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from siwe import SiweMessage

from tests.unit.wallet.siwe_vectors.make import snake
from wallet import siwe_message
from wallet.errors import SignInRefused

_VECTORS = Path(os.environ.get("MUSUBI_SIWE_VECTORS", Path(__file__).parent / "siwe_vectors"))


def cases(name: str) -> list[Any]:
    found: dict[str, Any] = json.loads((_VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=title) for title, case in found.items()]


def verified(case: dict[str, Any]) -> SiweMessage:
    fields = {snake(key): value for key, value in case.items()}
    signature, time = fields.pop("signature"), fields.pop("time", None)
    domain, nonce = fields.pop("domain_binding", None), fields.pop("match_nonce", None)
    text = SiweMessage(**fields).prepare_message()
    now = datetime.fromisoformat(time) if time else datetime.now(UTC)
    return siwe_message.verify(text, bytes.fromhex(signature[2:]), now=now, domain=domain, nonce=nonce)


@pytest.mark.parametrize("case", cases("parsing_positive"))
def test_good_message_is_read_in_all_its_fields(case: dict[str, Any]) -> None:
    message = siwe_message.parse(case["message"])
    for name, value in case["fields"].items():
        found = getattr(message, snake(name))
        assert (str(found) if name == "version" else found) == value, name


@pytest.mark.parametrize("text", cases("parsing_negative"))
def test_bad_message_is_refused(text: str) -> None:
    with pytest.raises(SignInRefused, match="malformed"):
        siwe_message.parse(text)


@pytest.mark.parametrize("fields", cases("parsing_negative_objects"))
def test_bad_fields_make_no_message(fields: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        SiweMessage(**{snake(name): value for name, value in fields.items()})


@pytest.mark.parametrize("case", cases("verification_positive"))
def test_good_signature_is_accepted(case: dict[str, Any]) -> None:
    assert verified(case).address == case["address"]


@pytest.mark.parametrize("case", cases("verification_negative"))
def test_bad_signature_time_or_binding_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises((SignInRefused, ValueError)):
        verified(case)
