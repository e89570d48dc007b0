"""What a town writes about a project, what supporters wish to show of themselves, and reports of milestones. Whether
something happened is asked of the ledger, never stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime, YenType
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.models.collections import Collection
from marketplace.models.orders import OrderState
from marketplace.models.publishing import PublishState
from marketplace.models.shares import Share, shares_of
from marketplace.models.towns import Town


class DonationKind(StrEnum):
    """What kind of giving it is in law; the town says so, the page explains it."""

    TOWN = "town"  # 自治体への寄附
    HOMETOWN_TAX = "hometown_tax"  # ふるさと納税の対象になる自治体への寄附
    OTHER = "other"  # 団体や事業者への支援; no deduction


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step at which a part of what came together is paid out, in basis points."""

    basis_points: int
    words_ja: str
    words_en: str

    @property
    def percent(self) -> str:
        """`70` or `12.5`, for people."""
        return f"{self.basis_points / 100:g}"


class Project(Base):
    """`number` is the projectId on chain. Changeable until an officer has signed it."""

    __tablename__ = "project"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"), index=True)
    donation_kind: Mapped[DonationKind] = mapped_column(String(24))
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(120))
    story_ja: Mapped[str] = mapped_column(Text)
    story_en: Mapped[str] = mapped_column(Text)
    scene: Mapped[str] = mapped_column(String(40))  # drawn where no picture of the town is shown
    goal: Mapped[Yen] = mapped_column(YenType)
    all_or_nothing: Mapped[bool]
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    least: Mapped[Yen] = mapped_column(YenType)  # of one pledge
    most: Mapped[Yen] = mapped_column(YenType)
    suggested: Mapped[list[int]] = mapped_column(JSON, default=list)  # amounts in yen to choose from
    milestones: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    thanks_number: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("collection.number"))  # None: no thanks
    thanks_from: Mapped[Yen] = mapped_column(YenType)  # pledged in all for a thanks
    thanks_uses: Mapped[int] = mapped_column(default=0)  # the card is also a ticket, used so often; 0: a card alone
    thanks_place_ja: Mapped[str] = mapped_column(String(120), default="")
    thanks_place_en: Mapped[str] = mapped_column(String(120), default="")
    thanks_until: Mapped[str] = mapped_column(String(10), default="")  # last day of the ticket, ISO 8601
    points_thanks_program: Mapped[int] = mapped_column(BigInteger, default=0)  # 0: no points as thanks
    points_thanks_each: Mapped[int] = mapped_column(BigInteger, default=0)
    points_thanks_from: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # pledged in all for them
    points_thanks_campaign: Mapped[int | None] = mapped_column(BigInteger)  # the grant that an officer drafted
    vote_days: Mapped[int] = mapped_column(default=0)  # supporters vote on later milestones; 0: the town decides
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)  # of the officer's signature, unix seconds
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    cancel_error: Mapped[str] = mapped_column(String(80), default="")  # why the chain refused to give it up
    cancel_reason: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    town: Mapped[Town] = relationship(lazy="joined", innerjoin=True)
    # Not joined: PostgreSQL locks no row that an outer join may leave empty.
    thanks: Mapped[Collection | None] = relationship(lazy="selectin")

    def typed_milestones(self) -> list[Milestone]:
        return [Milestone(one["basis_points"], one["words_ja"], one["words_en"]) for one in self.milestones]

    def typed_shares(self) -> list[Share]:
        return shares_of(self.shares)


class ProjectUpdate(Base):
    """News of a project by its town."""

    __tablename__ = "project_update"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"), index=True)
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    body_ja: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text, default="")
    officer: Mapped[Address] = mapped_column(AddressType)
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProjectPicture(Base):
    """An upload of the town on the page of its project or, with `update_id`, in one of its news. `position` counts
    from 0; the first one stands at the head of the page."""

    __tablename__ = "project_picture"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"), index=True)
    update_id: Mapped[int | None] = mapped_column(ForeignKey("project_update.id"))
    cid: Mapped[str] = mapped_column(String(64))
    alt_ja: Mapped[str] = mapped_column(String(120))  # what is to be seen, for who cannot see it
    alt_en: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    added_by: Mapped[Address] = mapped_column(AddressType)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MilestoneReport(Base):
    """What an officer publishes when a milestone after the first is reached; its hash is signed and on chain.
    `was_told`: supporters heard that their vote on it opened."""

    __tablename__ = "milestone_report"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"), index=True)
    milestone: Mapped[int]  # from 1
    body_ja: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[str] = mapped_column(String(64), default="")
    report_hash: Mapped[bytes] = mapped_column(Bytes32)
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    was_told: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Pledge(Base):
    """A pledge (支援) one supporter signs. Name and message are the supporter's choice and can be erased; neither is
    on chain. `state` holds awaiting_signature, pending or failed; what is beyond comes from the ledger."""

    __tablename__ = "pledge"
    __table_args__ = (Index("ix_pledge_supporter_created_at", "supporter", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"), index=True)
    supporter: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[Yen] = mapped_column(YenType)
    pledge_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    salt: Mapped[bytes] = mapped_column(Bytes32)
    valid_before: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    shown_name: Mapped[str] = mapped_column(String(40), default="")  # empty: "a supporter"
    message: Mapped[str] = mapped_column(String(200), default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)  # an officer took name and message off the page
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship(lazy="joined", innerjoin=True)


def milestones_to_json(milestones: Sequence[Milestone]) -> list[dict[str, Any]]:
    return [asdict(milestone) for milestone in milestones]


class StepKind(StrEnum):
    FIRST = "first"  # the first milestone is paid
    RETURN = "return"  # pledges go back
    THANK = "thank"  # cards are minted
    CLOSE = "close"  # a vote on a milestone has come to its end
    POINTS_PAY = "points_pay"  # points go to the shop
    POINTS_BACK = "points_back"  # points go back to their lots


class ProjectStep(Base):
    """A call that nobody has to sign and a periodic job sends: for `supporters`, or for the whole project."""

    __tablename__ = "project_step"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"), index=True)
    kind: Mapped[StepKind] = mapped_column(String(16))
    supporters: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.PENDING)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
