"""An act that waits for a signature, and the unordered nonces of signers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chain.contracts.typed_data import TypedData
from chain.ids import Address
from points.models import SignerNonce


@dataclass(frozen=True, slots=True)
class ToSign:
    """`subject` names the row; whoever gets `typed_data` signed hands both back to the service's `complete`."""

    subject: str
    typed_data: TypedData


def lock_signer(session: Session, signer: Address) -> None:
    """Holds a signer's row until the transaction ends, so that two acts of one signer are decided one after the
    other."""
    _locked(session, signer, 0)


def take_nonce(session: Session, signer: Address, lot_id: int = 0) -> int:
    """The signer's next nonce, and the signer's lock. For payments and gifts, whose nonces count by the lot that they
    begin with (`lot_id`), it counts from 0: the contract keeps the first 128 where a payment writes anyway. All other
    acts have one sequence a signer, from a word of its own."""
    lock_signer(session, signer)
    row = _locked(session, signer, lot_id)
    nonce = int.from_bytes(row.next_nonce)
    row.next_nonce = (nonce + 1).to_bytes(32)
    return nonce


def leave_word(session: Session, signer: Address, lot_id: int = 0) -> None:
    """Go on in another word: the chain says that a nonce of this one was used by somebody else."""
    row = session.get(SignerNonce, (signer, lot_id))
    if row is not None:
        row.next_nonce = _fresh_word()


def _locked(session: Session, signer: Address, lot_id: int) -> SignerNonce:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = {"signer": signer, "lot_id": lot_id, "next_nonce": bytes(32) if lot_id else _fresh_word()}
    session.execute(insert(SignerNonce).values(first).on_conflict_do_nothing(index_elements=["signer", "lot_id"]))
    same = (SignerNonce.signer == signer, SignerNonce.lot_id == lot_id)
    return session.scalars(select(SignerNonce).where(*same).with_for_update()).one()


def _fresh_word() -> bytes:
    return secrets.token_bytes(31) + b"\0"
