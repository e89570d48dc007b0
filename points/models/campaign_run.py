"""A campaign on its way: its calls in the outbox, and what officers did to it meanwhile."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points


class RunActKind(StrEnum):
    PAUSE = "pause"  # 一時停止: what was not sent yet is held back
    RESUME = "resume"  # 再開
    CANCEL = "cancel"  # 取りやめ: what was not sent yet never will be, and its points can be granted otherwise


class CampaignRunAct(Base):
    """`people` and `total`: of the calls that it held back, let go or gave up."""

    __tablename__ = "points_campaign_run_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RunActKind] = mapped_column(String(8))
    officer: Mapped[Address] = mapped_column(AddressType)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    people: Mapped[int] = mapped_column()
    total: Mapped[Points] = mapped_column(PointsType)


def subject_of(campaign_id: int) -> str:
    """Of every call of a campaign, for the outbox."""
    return f"points.campaign:{campaign_id}"


def drop_key(campaign_id: int) -> str:
    return f"campaign:{campaign_id}:drop"


def chunk_key(campaign_id: int, chunk_index: int) -> str:
    return f"campaign:{campaign_id}:chunk:{chunk_index}"


def chunk_of_key(key: str) -> int | None:
    """None: the one call of a drop, which carries everybody."""
    _, _, kind, *index = key.split(":")
    return int(index[0]) if kind == "chunk" else None
