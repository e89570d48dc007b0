"""What a reward rule (特典ルール) decided about one event: points to one account, or the reason why there are none."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points


class DecisionStage(StrEnum):
    REFUSED = "refused"  # no points
    PROMISED = "promised"  # waits for its signature
    SENT = "sent"  # on its way to the chain
    GIVEN = "given"  # seen on chain, and the service was told
    FAILED = "failed"  # the contract refused; it counts against caps and budget, as it can be sent again


class RuleDecision(Base):
    """Once an event and rule. `once_key` is what the rule rewards once (a visit, a day), of a reward alone."""

    __tablename__ = "reward_decision"
    __table_args__ = (
        UniqueConstraint("event_row_id", "rule_id"),
        UniqueConstraint("rule_id", "holder", "once_key"),
        Index("ix_reward_decision_rule_id_holder_occurred_day", "rule_id", "holder", "occurred_day"),
        Index("ix_reward_decision_rule_id_id", "rule_id", "id"),
        Index("ix_reward_decision_stage_id", "stage", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    rule_id: Mapped[int] = mapped_column(BigInteger)
    version_id: Mapped[int] = mapped_column(BigInteger)
    rule_number: Mapped[int]  # as the town counts its rules
    event_row_id: Mapped[int] = mapped_column(BigInteger)
    event_type: Mapped[str] = mapped_column(String(100))
    service_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    occurred_day: Mapped[date] = mapped_column(Date)
    amount: Mapped[Points] = mapped_column(PointsType)
    reason: Mapped[str] = mapped_column(String(16))  # why none, or not more; points/bridges/rules/deciding.py
    once_key: Mapped[str | None] = mapped_column(String(100))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stage: Mapped[DecisionStage] = mapped_column(String(8))
    program_id: Mapped[int] = mapped_column(BigInteger, index=True)
    officer: Mapped[Address] = mapped_column(AddressType)
    campaign_key: Mapped[bytes | None] = mapped_column(Bytes32, unique=True)  # campaignId on chain
    expiry_day: Mapped[date | None] = mapped_column(Date)
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
