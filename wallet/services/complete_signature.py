"""Take the signature of a request: made here with a managed key, or brought by the person's own wallet.

The act itself is done by whoever asked (app/signing.py). A signature once taken is kept, so that an act that broke off
can be repeated with it; acts are idempotent. `finish` closes the request.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.contracts.typed_data import sign
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from wallet.errors import NotYours, SigningRefused
from wallet.models import Account, RequestState, SignatureLog, SignatureRequest, SignedBy
from wallet.services.managed_keys import ManagedKeys
from wallet.signatures import Node, is_signature_of, normalised


class CompleteSignature:
    def __init__(self, db: Database, clock: Clock, keys: ManagedKeys, node: Node) -> None:
        self._db = db
        self._clock = clock
        self._keys = keys
        self._node = node

    def look_at(self, request_id: str, address: Address) -> SignatureRequest:
        """The request, for the person whose it is.

        Raises: NotFound, NotYours.
        """
        with self._db.read() as session:
            return _owned(session.get(SignatureRequest, request_id), request_id, address)

    def accept(self, request_id: str, address: Address, brought: bytes | None = None) -> SignatureRequest:
        """Keep the signature of the request; `brought` is None for a managed account, whose key signs here.

        Raises: NotFound, NotYours, NodeUnavailable,
        SigningRefused (request_expired, request_used, bad_signature, browser_wallet_signs_itself).
        """
        seen = self.look_at(request_id, address)
        if brought is not None:
            brought = normalised(brought)
            if not is_signature_of(self._node, address, seen.digest, brought):
                raise SigningRefused("bad_signature")
        with self._db.write() as session:
            wanted = select(SignatureRequest).where(SignatureRequest.id == request_id).with_for_update()
            request = _owned(session.scalar(wanted), request_id, address)
            _refuse_unless_signable(request.state(self._clock.now()))
            if request.signature is None:
                request.signature = brought or self._sign(session, request)
                self._log(session, request, SignedBy.WALLET if brought else SignedBy.PLATFORM)
        return request

    def finish(self, request_id: str) -> None:
        """The act was done."""
        with self._db.write() as session:
            request = session.get_one(SignatureRequest, request_id)
            request.done_at = request.done_at or self._clock.now()

    def _sign(self, session: Session, request: SignatureRequest) -> bytes:
        account = session.scalar(select(Account).where(Account.address == request.address))
        if account is None:
            raise SigningRefused("no_such_account")
        return sign(request.typed_data, self._keys.private_key(session, account))

    def _log(self, session: Session, request: SignatureRequest, signed_by: SignedBy) -> None:
        session.add(
            SignatureLog(
                address=request.address,
                purpose=request.purpose,
                signed_by=signed_by,
                digest=request.digest,
                signed_at=self._clock.now(),
            )
        )


def _owned(request: SignatureRequest | None, request_id: str, address: Address) -> SignatureRequest:
    if request is None:
        raise NotFound("signature request", request_id)
    if request.address != address:
        raise NotYours("sign what another account was asked for", address)
    return request


def _refuse_unless_signable(state: RequestState) -> None:
    if state is RequestState.DONE:
        raise SigningRefused("request_used")
    if state is RequestState.EXPIRED:
        raise SigningRefused("request_expired")
