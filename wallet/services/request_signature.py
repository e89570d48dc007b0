"""Put an act before its person: the page /sign/<id> shows it in plain words and takes the signature."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import urlsplit

from chain.clock import Clock
from chain.contracts.typed_data import TypedData, digest
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from wallet.models import SignatureRequest
from wallet.models.signature_request import REQUEST_LIFETIME
from wallet.services.sign_typed_data import check_chain


class RequestSignature:
    def __init__(self, db: Database, clock: Clock, chain_id: int) -> None:
        self._db = db
        self._clock = clock
        self._chain_id = chain_id

    def __call__(
        self,
        address: Address,
        typed_data: TypedData,
        *,
        words: Sequence[tuple[str, str]],
        title: str,
        purpose: str,
        subject: str,
        return_to: str,
        consequence: str = "",
    ) -> str:
        """Returns the id of the request. `words` are (label, value) rows and `consequence` the sentence under them,
        both in the person's language; `return_to` is a path of this site.

        Raises: Invalid (not_a_path), SigningRefused (wrong_chain).
        """
        check_chain(typed_data, self._chain_id)
        now = self._clock.now()
        request = SignatureRequest(
            id=secrets.token_urlsafe(18),
            address=address,
            purpose=purpose,
            subject=subject,
            title=title,
            words=[[str(label), str(value)] for label, value in words],
            consequence=consequence,
            typed_data=typed_data,
            digest=digest(typed_data),
            return_to=own_path(return_to),
            created_at=now,
            expires_at=now + REQUEST_LIFETIME,
        )
        with self._db.write() as session:
            session.add(request)
        return request.id


def own_path(target: str) -> str:
    """`target` when it is a path on this site and can be nothing else.

    Raises: Invalid (not_a_path).
    """
    parts = urlsplit(target)
    is_plain = target.startswith("/") and not target.startswith("//") and "\\" not in target
    if not is_plain or parts.scheme or parts.netloc or any(ord(character) < 33 for character in target):
        raise Invalid("return_to", "not_a_path")
    return target
