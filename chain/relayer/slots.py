"""One nonce of one signer with all its signed versions, as the database has them, without their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.relayer.models import UNSETTLED, RelayTransaction, TransactionState

_IN_BLOCK = (TransactionState.MINED, TransactionState.CONFIRMED)
_OPEN = (*UNSETTLED, TransactionState.MINED)


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    nonce: int
    hash: bytes
    state: str
    max_fee: int
    gas: int
    created_at: datetime
    sent_at: datetime | None
    block_number: int | None
    block_hash: bytes | None
    succeeded: bool | None


@dataclass(frozen=True, slots=True)
class Slot:
    nonce: int
    versions: tuple[Version, ...]

    @property
    def live(self) -> Version | None:
        """The version that waits for a block."""
        return next((version for version in self.versions if version.state in UNSETTLED), None)

    @property
    def in_block(self) -> Version | None:
        return next((version for version in self.versions if version.state in _IN_BLOCK), None)

    @property
    def is_final(self) -> bool:
        return any(version.state == TransactionState.CONFIRMED for version in self.versions)

    def ids(self) -> list[int]:
        return [version.id for version in self.versions]


def load_slots(session: Session, signer: Address, chain_nonce: int) -> list[Slot]:
    """Slots that are not final, and every slot the chain does not know (any more), by nonce."""
    mine = RelayTransaction.signer == signer
    lowest = session.scalar(select(func.min(RelayTransaction.nonce)).where(mine, RelayTransaction.state.in_(_OPEN)))
    first = chain_nonce if lowest is None else min(lowest, chain_nonce)
    row = RelayTransaction
    query = select(
        row.id,
        row.nonce,
        row.hash,
        row.state,
        row.max_fee,
        row.gas,
        row.created_at,
        row.sent_at,
        row.block_number,
        row.block_hash,
        row.succeeded,
    )
    found = session.execute(query.where(mine, row.nonce >= first).order_by(row.nonce, row.id))
    return _grouped(Version(*values) for values in found)


def _grouped(versions: Iterable[Version]) -> list[Slot]:
    by_nonce: dict[int, list[Version]] = {}
    for version in versions:
        by_nonce.setdefault(version.nonce, []).append(version)
    return [Slot(nonce, tuple(group)) for nonce, group in by_nonce.items()]
