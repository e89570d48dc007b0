"""What the identity registry on chain says of a person, act by act."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32
from chain.ids import Address
from chain.indexer.facts import Fact


class IdentityBinding(Fact, Base):
    """The highest revision of a nullifier is what holds. A revocation has neither municipality nor last day."""

    __tablename__ = "identity_binding"

    nullifier: Mapped[bytes] = mapped_column(Bytes32, index=True)
    account: Mapped[Address] = mapped_column(AddressType)
    municipality: Mapped[int | None] = mapped_column(Integer)  # code as a number
    level: Mapped[int] = mapped_column(Integer)  # 0: revoked
    valid_until: Mapped[int | None] = mapped_column(Integer)  # day number
    revision: Mapped[int] = mapped_column(Integer)
    block_time: Mapped[int] = mapped_column(BigInteger)
