"""An anonymised file (匿名加工した分析用データ) that an officer took: who, when, what, why, and how safe it was."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode

MOST_PURPOSE = 200


class DataSet(StrEnum):
    PAYMENTS = "payments"  # a line a customer, month and kind of shop
    REWARDS = "rewards"  # a line a person, month and kind of event
    RESIDENTS = "residents"  # a line a person whose identity was checked that month


class AnalysisDownload(Base):
    """`smallest`: the fewest people that share a line's clues, 0 for a file without lines. `lines` of the file."""

    __tablename__ = "points_analysis_download"
    __table_args__ = (Index("ix_points_analysis_download_municipality_id", "municipality", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    officer: Mapped[Address] = mapped_column(AddressType)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    data_set: Mapped[DataSet] = mapped_column(String(12))
    first_month: Mapped[date] = mapped_column(Date)
    last_month: Mapped[date] = mapped_column(Date)
    purpose: Mapped[str] = mapped_column(String(MOST_PURPOSE))
    lines: Mapped[int]
    smallest: Mapped[int]
