"""A collection (作品): one series of tokens of one town, with its words and its terms on chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode
from marketplace.models.artwork import ArtworkDesign, Rarity
from marketplace.models.kinds import Detail, Kind, detail_from_json
from marketplace.models.publishing import PublishState
from marketplace.models.towns import Town


class Collection(Base):
    """`number` is the collectionId on chain; the contract's address is in the ledger (ChainCollection)."""

    __tablename__ = "collection"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    series: Mapped[str] = mapped_column(String(80), unique=True)  # slug, e.g. "uda-kogarasumaru"
    kind: Mapped[Kind] = mapped_column(String(24), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # typed by marketplace.models.kinds
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"), index=True)
    community: Mapped[str] = mapped_column(String(80), default="")  # slug of the DAO in which it votes
    name_ja: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    upright_ja: Mapped[str] = mapped_column(String(24), default="")  # the short name written downwards on the card
    story_ja: Mapped[str] = mapped_column(Text)
    story_en: Mapped[str] = mapped_column(Text)
    gives_ja: Mapped[list[str]] = mapped_column(JSON, default=list)  # what the holder gets, a sentence a line
    gives_en: Mapped[list[str]] = mapped_column(JSON, default=list)
    until_ja: Mapped[str] = mapped_column(String(200), default="")  # and until when
    until_en: Mapped[str] = mapped_column(String(300), default="")
    scene: Mapped[str] = mapped_column(String(40))
    rarity: Mapped[Rarity] = mapped_column(String(16), default=Rarity.COMMON)
    design_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("artwork_design.id"), index=True)  # else its words
    series_digest: Mapped[str] = mapped_column(String(32), default="")  # of the list of its cards; empty: all alike
    symbol: Mapped[str] = mapped_column(String(16))
    max_supply: Mapped[int] = mapped_column(BigInteger)
    votes: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)
    minter: Mapped[Address] = mapped_column(AddressType, default=ZERO_ADDRESS)  # mints beside the market; zero: nobody
    royalty_basis_points: Mapped[int] = mapped_column(default=0)
    royalty_receiver: Mapped[Address] = mapped_column(AddressType)
    artist: Mapped[str] = mapped_column(String(80), default="", server_default="")  # who receives the royalty, named
    base_uri: Mapped[str] = mapped_column(String(300))
    contract_uri: Mapped[str] = mapped_column(String(300))
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)  # of the officer's signature, unix seconds
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    town: Mapped[Town] = relationship(lazy="joined", innerjoin=True)
    # Not joined: PostgreSQL locks no row that an outer join may leave empty.
    design: Mapped[ArtworkDesign | None] = relationship(lazy="selectin")

    def typed_detail(self) -> Detail:
        return detail_from_json(Kind(self.kind), self.detail)
