"""After the attester key was replaced: what the former key signed, and the chain has not taken."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address
from chain.outbox import EntryStatus, RelayEntry
from wallet.models.verification import Verification
from wallet.services.persons.attest import SUBJECT
from wallet.services.persons.list_persons import ChainState, chain_states
from wallet.services.persons.record_verification import RecordVerification

_UNDER_WAY = (EntryStatus.QUEUED, EntryStatus.HELD, EntryStatus.SENT)


class SignAnew:
    def __init__(self, db: Database, record: RecordVerification) -> None:
        self._db = db
        self._record = record

    def under_way(self, attester: Address) -> int:
        """How many acts signed by `attester` may still arrive on chain."""
        with self._db.read() as session:
            return len(_subjects(session, attester, _UNDER_WAY))

    def __call__(self, attester: Address) -> int:
        """What `attester` signed and the chain does not have is signed with the present key, as it holds now. Whatever
        arrives of the earlier acts, the later one decides.

        Returns: how many were.
        """
        with self._db.write() as session:
            subjects = _subjects(session, attester, (*_UNDER_WAY, EntryStatus.FAILED))
            numbers = {int(one.removeprefix(SUBJECT)) for one in subjects}
            wanted = select(Verification).where(Verification.id.in_(numbers)).order_by(Verification.id)
            rows = session.scalars(wanted.with_for_update()).all()
            states = chain_states(session, rows)
            missing = [row for row in rows if states[row.id] is not ChainState.RECORDED]
            for row in missing:
                self._record.record_again(session, row)
            return len(missing)


def _subjects(session: Session, attester: Address, statuses: Sequence[EntryStatus]) -> list[str]:
    """The address stands in the arguments of the call, as one word."""
    word = bytes(12) + bytes.fromhex(attester.removeprefix("0x"))
    ours = select(RelayEntry.subject, RelayEntry.calldata).where(RelayEntry.subject.startswith(SUBJECT))
    found = session.execute(ours.where(RelayEntry.status.in_(statuses)))
    return [entry.subject for entry in found if word in entry.calldata]
