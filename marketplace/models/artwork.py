"""Artwork (絵): pictures that towns uploaded, designs of cards, and the cards of a series as they were drawn."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode


class Rarity(StrEnum):
    COMMON = "common"
    RARE = "rare"
    LEGEND = "legend"


class RunState(StrEnum):
    DRAWING = "drawing"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"  # its picture is not to be had; may be started again


class ArtworkPicture(Base):
    """An upload as it is kept; its bytes are in the store under `cid`."""

    __tablename__ = "artwork_picture"

    municipality: Mapped[MunicipalityCode] = mapped_column(
        MunicipalityCodeType, ForeignKey("town.code"), primary_key=True
    )
    cid: Mapped[str] = mapped_column(String(64), primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    byte_count: Mapped[int]
    uploaded_by: Mapped[Address] = mapped_column(AddressType)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArtworkDesign(Base):
    """How the cards of a series look. Colours are the town's. `picture` empty: the scene is drawn."""

    __tablename__ = "artwork_design"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"), index=True)
    picture: Mapped[str] = mapped_column(String(64), default="")
    scene: Mapped[str] = mapped_column(String(40))
    pattern: Mapped[str] = mapped_column(String(40))
    name_ja: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    upright_ja: Mapped[str] = mapped_column(String(24), default="")
    rarity: Mapped[Rarity] = mapped_column(String(16))
    changed_by: Mapped[Address] = mapped_column(AddressType)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArtworkRun(Base):
    """The drawing of all cards of a collection. `edition` names what they look like, apart from their serials.

    `claimed_by` until `claimed_until`: the one process that draws now.
    """

    __tablename__ = "artwork_run"

    collection_number: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("collection.number"), primary_key=True, autoincrement=False
    )
    edition: Mapped[str] = mapped_column(String(32))
    wanted: Mapped[int]
    state: Mapped[RunState] = mapped_column(String(16), index=True)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    started_by: Mapped[Address] = mapped_column(AddressType)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str] = mapped_column(String(32), default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ArtworkCard(Base):
    """One card as drawn: the store has its WebP under `cid`."""

    __tablename__ = "artwork_card"

    collection_number: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("collection.number"), primary_key=True, autoincrement=False
    )
    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    edition: Mapped[str] = mapped_column(String(32))
    cid: Mapped[str] = mapped_column(String(64), index=True)


class ArtworkChange(Base):
    """An officer gives a collection that is on chain another design, and says so to wallets and markets (ERC-4906)."""

    __tablename__ = "artwork_change"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    collection_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("collection.number"), index=True)
    design_id: Mapped[int] = mapped_column(BigId, ForeignKey("artwork_design.id"))
    officer: Mapped[Address] = mapped_column(AddressType)
    nonce: Mapped[int] = mapped_column(BigInteger)
    deadline: Mapped[int] = mapped_column(BigInteger)  # of the officer's signature, unix seconds
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error_name: Mapped[str] = mapped_column(String(80), default="")
