"""When a person took a copy of their own data along."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, UtcDateTime


class DataExport(Base):
    __tablename__ = "account_data_export"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account_id: Mapped[int] = mapped_column(BigId, ForeignKey("account.id"), index=True)
    exported_at: Mapped[datetime] = mapped_column(UtcDateTime)
