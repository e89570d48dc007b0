"""What was recorded about a person goes to the identity registry on chain, signed with the platform's attester key."""

from __future__ import annotations

from datetime import timedelta

from eth_account import Account
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, day_number, unix
from chain.contracts.identity_registry import Binding, IdentityRegistry, Revocation
from chain.contracts.typed_data import TypedData, sign
from chain.ids import Address
from chain.outbox import Call, enqueue
from wallet.models.verification import Verification, VerificationLevel

SUBJECT = "wallet.verification:"
_LEVELS = {VerificationLevel.COUNTER: 1, VerificationLevel.APP: 2}  # as IIdentityBindings numbers them
_SIGNATURE_LIFE = timedelta(days=30)  # however long the relayer stands still; the revision prevents a replay


class Attest:
    """In the caller's transaction, which holds the rows of the person: revisions rise one by one."""

    def __init__(self, clock: Clock, registry: IdentityRegistry, key: str) -> None:
        """`key`: 0x-hex, of an attester whom the operator allowed (chain.operator.Operator.allow_attester)."""
        self._clock = clock
        self._registry = registry
        self._key = key
        self._attester = Address(Account.from_key(key).address)

    def bind(self, session: Session, row: Verification) -> None:
        """The account is verified on chain as the row says."""
        revision = self._next_revision(session, row)
        binding = Binding(
            row.nullifier, row.account, row.municipality.number, _LEVELS[row.level], day_number(row.valid_until),
            revision, self._deadline(),
        )  # fmt: skip
        signature = self._sign(self._registry.binding_message(binding))
        self._enqueue(session, row, self._registry.bind(binding, self._attester, signature))

    def revoke(self, session: Session, row: Verification) -> None:
        """The person has no verified account on chain any more."""
        revocation = Revocation(row.nullifier, self._next_revision(session, row), self._deadline())
        signature = self._sign(self._registry.revocation_message(revocation))
        self._enqueue(session, row, self._registry.revoke(revocation, self._attester, signature))

    def _next_revision(self, session: Session, row: Verification) -> int:
        last = session.scalar(select(func.max(Verification.revision)).filter_by(person=row.person)) or 0
        row.revision = last + 1
        return row.revision

    def _enqueue(self, session: Session, row: Verification, call: Call) -> None:
        session.flush()
        enqueue(session, call, key=row.relay_key, subject=f"{SUBJECT}{row.id}", now=self._clock.now())

    def _sign(self, message: TypedData) -> bytes:
        return sign(message, self._key)

    def _deadline(self) -> int:
        return unix(self._clock.now() + _SIGNATURE_LIFE)
