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


def take_nonce(session: Session, signer: Address) -> int:
    """The signer's next nonce. Holds the signer's row until the transaction ends, so that two acts of one signer
    are decided one after the other."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = {"signer": signer, "next_nonce": _fresh_word()}
    session.execute(insert(SignerNonce).values(first).on_conflict_do_nothing(index_elements=["signer"]))
    row = session.scalars(select(SignerNonce).where(SignerNonce.signer == signer).with_for_update()).one()
    nonce = int.from_bytes(row.next_nonce)
    row.next_nonce = (nonce + 1).to_bytes(32)
    return nonce


def leave_word(session: Session, signer: Address) -> None:
    """Go on in another word: the chain says that a nonce of this one was used by somebody else."""
    row = session.get(SignerNonce, signer)
    if row is not None:
        row.next_nonce = _fresh_word()


def _fresh_word() -> bytes:
    return secrets.token_bytes(31) + b"\0"
