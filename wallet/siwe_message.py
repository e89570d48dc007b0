"""Sign-In with Ethereum (EIP-4361): reading a message and judging it. Nonces and sessions live in wallet/services.

Parsing is the `siwe` library's full grammar; the signature is checked over the text as it came, not as re-written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from eth_utils import keccak

from chain.contracts.contract_signatures import is_accepted_by_contract
from chain.ids import Address
from wallet.errors import SignInRefused
from wallet.signatures import Node, is_counterfactual, recovered

if TYPE_CHECKING:
    from siwe import SiweMessage

STATEMENT = "Sign in to Musubi. This is free and sends no transaction."
ISSUED_AT_SKEW = timedelta(minutes=5)
_MAX_LENGTH = 2_000  # the grammar takes about a millisecond a character


@dataclass(frozen=True, slots=True)
class Origin:
    """Where we are served, as a message must name it."""

    scheme: str
    domain: str  # host, and port when it is not the scheme's own

    @classmethod
    def of(cls, public_url: str) -> Origin:
        parts = urlsplit(public_url)
        return cls(parts.scheme, parts.netloc)

    @property
    def uri(self) -> str:
        return f"{self.scheme}://{self.domain}"


def nonce_in(text: str) -> str:
    """The nonce a message claims to have, found without reading the rest; empty when there is none."""
    found = re.search(r"^Nonce: ([A-Za-z0-9]{8,32})$", text[:_MAX_LENGTH], re.MULTILINE)
    return found.group(1) if found else ""


def parse(text: str) -> SiweMessage:
    """Raises: SignInRefused (malformed): grammar, EIP-55 address, or a date that no calendar has."""
    if len(text) > _MAX_LENGTH:
        raise SignInRefused("malformed")
    from siwe import SiweMessage  # only here: its grammar takes a second to load, and most processes sign nobody in

    try:
        return SiweMessage.from_message(text)
    except (ValueError, TypeError, AttributeError) as error:
        raise SignInRefused("malformed") from error


def verify(
    text: str,
    signature: bytes,
    *,
    now: datetime,
    domain: str | None = None,
    scheme: str | None = None,
    nonce: str | None = None,
    node: Node | None = None,
) -> SiweMessage:
    """What EIP-4361 itself asks for: form, binding, times, signature. Returns the message that holds.

    Raises: SignInRefused, NodeUnavailable.
    """
    message = parse(text)
    if domain is not None and message.domain != domain:
        raise SignInRefused("wrong_domain")
    if scheme is not None and message.scheme not in (None, scheme):
        raise SignInRefused("wrong_domain")
    if nonce is not None and message.nonce != nonce:
        raise SignInRefused("wrong_nonce")
    if message.expiration_time is not None and now >= moment(message.expiration_time):
        raise SignInRefused("expired")
    if message.not_before is not None and now < moment(message.not_before):
        raise SignInRefused("not_yet_valid")
    _check_signature(Address(message.address), text, signature, node)
    return message


def check_policy(message: SiweMessage, *, origin: Origin, chain_id: int, now: datetime) -> None:
    """What we ask for beyond the standard: our address and chain, an expiry, and a clock that is not far off.

    Raises: SignInRefused.
    """
    uri = urlsplit(message.uri)
    if (uri.scheme, uri.netloc) != (origin.scheme, origin.domain):
        raise SignInRefused("wrong_uri")
    if message.chain_id != chain_id:
        raise SignInRefused("wrong_chain")
    if message.expiration_time is None:
        raise SignInRefused("no_expiry")
    if abs(now - moment(message.issued_at)) > ISSUED_AT_SKEW:
        raise SignInRefused("issued_at_skew")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.upper())


def iso(when: datetime) -> str:
    """RFC 3339 as the reference implementation writes it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def signed_digest(text: str) -> bytes:
    """ERC-191, version 0x45: what a wallet hashes for personal_sign."""
    raw = text.encode()
    return keccak(b"\x19Ethereum Signed Message:\n" + str(len(raw)).encode() + raw)


def _check_signature(address: Address, text: str, signature: bytes, node: Node | None) -> None:
    if is_counterfactual(signature):
        raise SignInRefused("wallet_not_deployed")
    digest = signed_digest(text)
    if recovered(digest, signature) == address:
        return
    if node is None or not node.code(address) or not is_accepted_by_contract(node, address, digest, signature):
        raise SignInRefused("bad_signature")
