"""Verifications of a town, for its officers: by account, without anything of the document, and what the chain says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.ids import MunicipalityCode
from chain.outbox import EntryStatus, RelayEntry
from wallet.models.identity_binding import IdentityBinding
from wallet.models.verification import Verification

_SHOWN = 100


class ChainState(StrEnum):
    RECORDED = "recorded"
    UNDER_WAY = "under_way"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Listed:
    row: Verification
    on_chain: ChainState


class ListPersons:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def newest(self, municipality: MunicipalityCode) -> Sequence[Listed]:
        """The last hundred."""
        found = select(Verification).filter_by(municipality=municipality).order_by(Verification.id.desc())
        with self._db.read() as session:
            rows = session.scalars(found.limit(_SHOWN)).all()
            states = chain_states(session, rows)
            return [Listed(row, states[row.id]) for row in rows]

    def count(self, municipality: MunicipalityCode) -> int:
        """How many are verified now."""
        valid = select(func.count()).select_from(Verification).filter_by(municipality=municipality, revoked_at=None)
        with self._db.read() as session:
            return session.scalar(valid.where(Verification.valid_until >= business_date(self._clock.now()))) or 0


def chain_states(session: Session, rows: Sequence[Verification]) -> dict[int, ChainState]:
    """By number: whether the chain has the last act about each, or a later one about the person."""
    recorded = _recorded(session, {row.nullifier for row in rows})
    waiting = {row.id: row.relay_key for row in rows if recorded.get(row.nullifier, 0) < row.revision}
    failed = select(RelayEntry.key).where(RelayEntry.key.in_(waiting.values()), RelayEntry.status == EntryStatus.FAILED)
    failures = set(session.scalars(failed))
    of_waiting = {
        number: ChainState.FAILED if key in failures else ChainState.UNDER_WAY for number, key in waiting.items()
    }
    return {row.id: of_waiting.get(row.id, ChainState.RECORDED) for row in rows}


def _recorded(session: Session, nullifiers: set[bytes]) -> dict[bytes, int]:
    """The highest revision on chain."""
    highest = func.max(IdentityBinding.revision).label("revision")
    found = select(IdentityBinding.nullifier, highest).where(IdentityBinding.nullifier.in_(nullifiers))
    return {row.nullifier: row.revision for row in session.execute(found.group_by(IdentityBinding.nullifier))}
