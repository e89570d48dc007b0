"""From a signature on /sign/<id> to the act it was for: each purpose names the function that does it.

A surface registers its own beside its views:

    @completes("marketplace.order")
    def place_order(subject: str, signature: bytes, signer: Address) -> None: ...

The function runs in the request of the signer and may run twice with one signature, so it must be idempotent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from app.acting import check_may_sign
from app.wiring import Platform
from chain.errors import NotFound
from chain.ids import Address
from wallet.models import SignatureRequest


class Completion(Protocol):
    def __call__(self, subject: str, signature: bytes, signer: Address, /) -> None: ...


Some = TypeVar("Some", bound=Completion)
COMPLETIONS: dict[str, Completion] = {}


def completes(purpose: str) -> Callable[[Some], Some]:
    def register(completion: Some) -> Some:
        COMPLETIONS[purpose] = completion
        return completion

    return register


def complete(platform: Platform, request_id: str, signer: Address, brought: bytes | None) -> SignatureRequest:
    """Take the signature, do the act, close the request. A request whose act failed stays open until it expires.

    Raises: NotWhileActing, and what CompleteSignature.accept and the act raise.
    """
    purpose = platform.wallet.complete_signature.look_at(request_id, signer).purpose
    check_may_sign(purpose)
    if purpose not in COMPLETIONS:
        raise NotFound("act to be signed", purpose)
    request = platform.wallet.complete_signature.accept(request_id, signer, brought)
    assert request.signature is not None
    COMPLETIONS[purpose](request.subject, request.signature, signer)
    platform.wallet.complete_signature.finish(request_id)
    return request
