"""A town (自治体) as the marketplace shows it: its names, its story, its colours. Officers and pause live on chain."""

from __future__ import annotations

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, MunicipalityCodeType
from chain.ids import MunicipalityCode


class Town(Base):
    __tablename__ = "town"

    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True)
    name_ja: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(120))
    prefecture_ja: Mapped[str] = mapped_column(String(40))
    prefecture_en: Mapped[str] = mapped_column(String(60))
    tagline_ja: Mapped[str] = mapped_column(String(120), default="")
    tagline_en: Mapped[str] = mapped_column(String(200), default="")
    story_ja: Mapped[str] = mapped_column(Text, default="")
    story_en: Mapped[str] = mapped_column(Text, default="")
    colours: Mapped[list[str]] = mapped_column(JSON, default=list)  # "#rrggbb": deep, main, light, accent
    pattern: Mapped[str] = mapped_column(String(40), default="seigaiha")
    seed: Mapped[int] = mapped_column(default=1)  # of the drawn pattern
    scene: Mapped[str] = mapped_column(String(40), default="mountains")  # the picture that stands for the town
    position: Mapped[int] = mapped_column(default=0)  # in lists
