"""Rows of product projects: the project, what happened to it, and the shops that would make the product."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from dao.models.product_projects.stages import MakerBy, StepKind


class ProductProject(Base):
    """`municipality`: the town that named the steward who started it; its curator announces the project's polls.

    `tier`: None for everybody to read, else the key of the token's tier for whose holders it is, "" for all holders.
    """

    __tablename__ = "product_project"
    __table_args__ = (Index("ix_product_project_started_by_created_at", "started_by", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40), index=True)  # slug
    municipality: Mapped[str] = mapped_column(String(6))
    started_by: Mapped[Address] = mapped_column(AddressType)
    form: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that sent it: one press, one project
    idea_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("idea.id"), index=True)  # from which it began
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    body_ja: Mapped[str] = mapped_column(Text)  # Markdown
    body_en: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(80), default="")  # name in the content store
    picture_words: Mapped[str] = mapped_column(String(120), default="")  # what is to be seen
    tier: Mapped[str | None] = mapped_column(String(42))
    maker_by: Mapped[MakerBy] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    vote_poll: Mapped[int | None] = mapped_column(BigId, ForeignKey("poll.id"))  # about prototypes
    apply_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    maker_poll: Mapped[int | None] = mapped_column(BigId, ForeignKey("poll.id"))
    maker_options: Mapped[list[str]] = mapped_column(JSON, default=list)  # shops, in the order of that poll's options
    maker: Mapped[Address | None] = mapped_column(AddressType)  # account of the shop
    offer: Mapped[int | None] = mapped_column(BigInteger, index=True)  # the marketplace's, which the maker wrote
    listing: Mapped[int | None] = mapped_column(BigInteger)  # the marketplace's, once people can buy
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stop_reason: Mapped[str] = mapped_column(String(300), default="")  # for everybody who reads it

    @property
    def is_for_holders(self) -> bool:
        return self.tier is not None


class ProjectStep(Base):
    """Something that happened, told to the readers once. `by` is empty for what happened by itself."""

    __tablename__ = "product_project_step"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_id: Mapped[int] = mapped_column(BigId, ForeignKey("product_project.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(42), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class MakerApplication(Base):
    """What a member shop offers to make. Changed as often as one likes, or withdrawn, until the deadline."""

    __tablename__ = "maker_application"
    __table_args__ = (UniqueConstraint("project_id", "shop"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_id: Mapped[int] = mapped_column(BigId, ForeignKey("product_project.id"))
    shop: Mapped[Address] = mapped_column(AddressType)  # its account
    words: Mapped[str] = mapped_column(String(600))
    price: Mapped[Yen] = mapped_column(YenType)  # for which one piece could be sold
    quantity: Mapped[int] = mapped_column(Integer)
    ready_on: Mapped[date] = mapped_column(Date)
    written_by: Mapped[Address] = mapped_column(AddressType, index=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
