"""The two ceremonies of WebAuthn, checked by the library. Imported where it is used: it takes long to load.

Asked for are passkeys that the device finds by itself, that check the person (PIN, finger, face), without attestation.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wallet.relying_party import RelyingParty

_SITE = "Musubi 結び"
_TIME_TO_ANSWER_MS = 300_000
# What the library and its parsers raise for bytes that are no answer of a device.
_NONSENSE = (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError)

Options = dict[str, Any]


class NotAccepted(Exception):
    """The answer is not the one of the device that was asked, or not to what was asked."""


@dataclass(frozen=True, slots=True)
class NewCredential:
    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says of itself, before anything of it is believed."""

    challenge: bytes
    credential_id: bytes
    user_handle: bytes


def creation_options(
    party: RelyingParty, challenge: bytes, user_handle: bytes, login: str, name: str, known: Sequence[bytes]
) -> Options:
    """`known`: credentials of the account; a device that has one of them makes no second."""
    return _plain(
        generate_registration_options(
            rp_id=party.id,
            rp_name=_SITE,
            user_id=user_handle,
            user_name=login,
            user_display_name=name,
            challenge=challenge,
            timeout=_TIME_TO_ANSWER_MS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        )
    )


def request_options(party: RelyingParty, challenge: bytes) -> Options:
    return _plain(
        generate_authentication_options(
            rp_id=party.id,
            challenge=challenge,
            timeout=_TIME_TO_ANSWER_MS,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def read_answer(credential: str) -> Answer:
    """Raises: NotAccepted."""
    try:
        given = json.loads(credential)
        response = given["response"]
        said = parse_client_data_json(base64url_to_bytes(response["clientDataJSON"]))
        handle = base64url_to_bytes(response.get("userHandle") or "")
        return Answer(said.challenge, base64url_to_bytes(given["rawId"]), handle)
    except _NONSENSE as error:
        raise NotAccepted from error


def check_creation(party: RelyingParty, challenge: bytes, credential: str) -> NewCredential:
    """Raises: NotAccepted."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _NONSENSE as error:
        raise NotAccepted from error
    return NewCredential(made.credential_id, made.credential_public_key, made.sign_count)


def check_request(party: RelyingParty, challenge: bytes, credential: str, public_key: bytes, sign_count: int) -> int:
    """The device's new sign count, which must have grown unless the device does not count. Raises: NotAccepted."""
    try:
        shown = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _NONSENSE as error:
        raise NotAccepted from error
    return shown.new_sign_count


def _plain(options: Any) -> Options:
    found: Options = json.loads(options_to_json(options))
    return found
