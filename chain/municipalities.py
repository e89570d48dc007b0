"""Municipalities and areas as the chain has them, with the names people read. Shared by all domains."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Integer, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from chain.db import AddressType, Base, MunicipalityCodeType
from chain.ids import Address, MunicipalityCode
from chain.indexer.facts import Fact, FactProjector, Row, Touched, on
from chain.indexer.projector import LogRecord
from chain.indexer.upserts import upsert

_REGISTRY = "MunicipalityRegistry"


class MunicipalityFact(Fact, Base):
    __tablename__ = "municipality_fact"
    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    name: Mapped[str] = mapped_column(String(200))


class PauseFact(Fact, Base):
    __tablename__ = "municipality_pause_fact"
    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    is_paused: Mapped[bool] = mapped_column()


class AreaFact(Fact, Base):
    """One municipality of an area."""

    __tablename__ = "area_fact"
    area_id: Mapped[int] = mapped_column(Integer, index=True)
    name: Mapped[str] = mapped_column(String(200))
    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)


class OfficerFact(Fact, Base):
    __tablename__ = "officer_fact"
    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    officer: Mapped[Address] = mapped_column(AddressType, index=True)
    roles: Mapped[int] = mapped_column(Integer)


class Municipality(Base):
    """A registered municipality (自治体) and whether the operator has paused it."""

    __tablename__ = "municipality"
    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    is_paused: Mapped[bool] = mapped_column(default=False)


class MunicipalityName(Base):
    """Names that are not on chain. Absent for a municipality nobody described."""

    __tablename__ = "municipality_name"
    code: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True)
    name_en: Mapped[str] = mapped_column(String(200))
    prefecture_ja: Mapped[str] = mapped_column(String(20))
    prefecture_en: Mapped[str] = mapped_column(String(40))


class MunicipalityProjector(FactProjector):
    name = "chain.municipalities"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        MunicipalityFact: ("code",),
        PauseFact: ("code",),
        AreaFact: (),
        OfficerFact: (),
    }

    @on(_REGISTRY, "MunicipalityRegistered")
    def registered(self, log: LogRecord) -> Iterable[Row]:
        code = MunicipalityCode.from_number(log.args["code"])
        yield MunicipalityFact, {"code": code, "name": log.args["name"]}

    @on(_REGISTRY, "MunicipalityPaused")
    def paused(self, log: LogRecord) -> Iterable[Row]:
        code = MunicipalityCode.from_number(log.args["code"])
        yield PauseFact, {"code": code, "is_paused": log.args["paused"]}

    @on(_REGISTRY, "AreaDefined")
    def area_defined(self, log: LogRecord) -> Iterable[Row]:
        area = {"area_id": log.args["areaId"], "name": log.args["name"]}
        for code in log.args["codes"]:
            yield AreaFact, {**area, "code": MunicipalityCode.from_number(code)}

    @on(_REGISTRY, "OfficerRolesSet")
    def roles_set(self, log: LogRecord) -> Iterable[Row]:
        code = MunicipalityCode.from_number(log.args["code"])
        yield OfficerFact, {"code": code, "officer": log.args["officer"], "roles": log.args["roles"]}

    def derive(self, session: Session, touched: Touched) -> None:
        codes = {key[0] for keys in touched.values() for key in keys}
        named = select(MunicipalityFact.code, MunicipalityFact.name).where(MunicipalityFact.code.in_(codes))
        names = dict(session.execute(named).all())
        session.execute(delete(Municipality).where(Municipality.code.in_(codes - set(names))))
        rows = [{"code": code, "name": name, "is_paused": _is_paused(session, code)} for code, name in names.items()]
        upsert(session, Municipality, rows)


def _is_paused(session: Session, code: MunicipalityCode) -> bool:
    latest = (
        select(PauseFact.is_paused)
        .where(PauseFact.code == code)
        .order_by(PauseFact.block_number.desc(), PauseFact.log_index.desc())
        .limit(1)
    )
    return bool(session.scalar(latest))


@dataclass(frozen=True, slots=True)
class Area:
    """A named set of municipalities (エリア) in whose shops a point is accepted."""

    id: int
    name: str
    codes: tuple[MunicipalityCode, ...]


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    code: MunicipalityCode
    name_ja: str
    name_en: str
    prefecture_ja: str
    prefecture_en: str
    is_paused: bool


class Municipalities:
    """Look-ups that the domains ask for through their ports."""

    def all(self, session: Session) -> list[MunicipalityView]:
        found = select(Municipality, MunicipalityName).outerjoin(
            MunicipalityName, MunicipalityName.code == Municipality.code
        )
        return [_view(one, names) for one, names in session.execute(found.order_by(Municipality.code))]

    def by_code(
        self, session: Session, codes: Collection[MunicipalityCode]
    ) -> Mapping[MunicipalityCode, MunicipalityView]:
        return {one.code: one for one in self.all(session) if one.code in codes}

    def is_paused(self, session: Session, code: MunicipalityCode) -> bool:
        return bool(session.scalar(select(Municipality.is_paused).where(Municipality.code == code)))

    def paused(self, session: Session) -> frozenset[MunicipalityCode]:
        """Those whose points rest."""
        return frozenset(session.scalars(select(Municipality.code).where(Municipality.is_paused)))

    def areas(self, session: Session) -> list[Area]:
        rows = session.execute(
            select(AreaFact.area_id, AreaFact.name, AreaFact.code).order_by(AreaFact.area_id, AreaFact.part)
        )
        areas: dict[int, Area] = {}
        for area_id, name, code in rows:
            known = areas.get(area_id, Area(area_id, name, ()))
            areas[area_id] = Area(area_id, name, (*known.codes, code))
        return list(areas.values())

    def areas_with(self, session: Session, code: MunicipalityCode) -> frozenset[int]:
        """Ids of the areas whose shops include those of `code`."""
        return frozenset(session.scalars(select(AreaFact.area_id).where(AreaFact.code == code)))


def describe_municipality(
    session: Session, code: MunicipalityCode, *, name_en: str, prefecture_ja: str, prefecture_en: str
) -> None:
    names = {"code": code, "name_en": name_en, "prefecture_ja": prefecture_ja, "prefecture_en": prefecture_en}
    upsert(session, MunicipalityName, [names])


def _view(one: Municipality, names: MunicipalityName | None) -> MunicipalityView:
    return MunicipalityView(
        code=one.code,
        name_ja=one.name,
        name_en=names.name_en if names else one.name,
        prefecture_ja=names.prefecture_ja if names else "",
        prefecture_en=names.prefecture_en if names else "",
        is_paused=one.is_paused,
    )
