"""What a holder or an officer signs about one token beside its sale, from the request to the chain."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class TokenActKind(StrEnum):
    LEND = "lend"
    END_LOAN = "end_loan"
    GIVE = "give"
    WITHDRAW_ASKS = "withdraw_asks"
    REBIND = "rebind"


class TokenActState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"
    PENDING = "pending"  # signed and in the outbox
    DONE = "done"  # never stored: the outbox says so
    FAILED = "failed"


class TokenAct(Base):
    """`actor` signs; `other` is who borrows, gets or follows. `number` is the act's count of moves or its nonce."""

    __tablename__ = "token_act"
    __table_args__ = (Index("ix_token_act_token", "collection", "token_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    kind: Mapped[TokenActKind] = mapped_column(String(16))
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[Address] = mapped_column(AddressType, index=True)
    other: Mapped[Address] = mapped_column(AddressType, index=True)
    former: Mapped[Address] = mapped_column(AddressType)  # of a card that is re-bound; else the actor
    number: Mapped[int] = mapped_column(BigInteger)
    expires: Mapped[int] = mapped_column(BigInteger)  # of a loan, unix seconds
    deadline: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(400), default="")  # why an officer did it
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[TokenActState] = mapped_column(String(24), default=TokenActState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
