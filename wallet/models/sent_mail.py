"""Mail kept instead of sent, for an installation on one machine without a mail server. Sealed at rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, UtcDateTime


class SentMail(Base):
    __tablename__ = "sent_mail"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)  # JSON of recipient, subject and body
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
