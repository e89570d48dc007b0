"""Rows of the indexer itself: which blocks it has seen, how far each projector is, and whose logs it reads."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32
from chain.ids import Address


class IndexedBlock(Base):
    """A block some projector has applied. Old ones are pruned; see KEPT_BLOCKS in storing.py."""

    __tablename__ = "indexed_block"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(Bytes32)
    time: Mapped[int] = mapped_column(BigInteger)  # unix seconds


class IndexerCursor(Base):
    """The last block a projector has applied."""

    __tablename__ = "indexer_cursor"

    projector: Mapped[str] = mapped_column(String(100), primary_key=True)
    block_number: Mapped[int] = mapped_column(BigInteger)


class WatchedContract(Base):
    """A contract whose logs are read."""

    __tablename__ = "watched_contract"

    address: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    contract: Mapped[str] = mapped_column(String(64))  # name of its ABI in the deployments
    from_block: Mapped[int] = mapped_column(BigInteger)
    created_block: Mapped[int | None] = mapped_column(BigInteger)  # made by a log of this block; gone when it is
    is_caught_up: Mapped[bool] = mapped_column(default=False)  # projectors have gone back to from_block if they had to


class ChainHead(Base):
    """One row: which chain this database projects, and the node's head when it was last asked."""

    __tablename__ = "chain_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # always 1
    chain_id: Mapped[int] = mapped_column(BigInteger)
    block_one_hash: Mapped[bytes] = mapped_column(Bytes32)
    number: Mapped[int] = mapped_column(BigInteger)
    time: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    finality_blocks: Mapped[int]
