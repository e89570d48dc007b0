from __future__ import annotations

from typing import Any

from sqlalchemy import select

from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.indexer.projector import LogRecord
from chain.municipalities import Municipalities, Municipality, MunicipalityProjector, describe_municipality

_UDA, _OTSUKI = MunicipalityCode("292125"), MunicipalityCode("192066")


def _log(block: int, index: int, event: str, **args: Any) -> LogRecord:
    registry = Address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    return LogRecord("MunicipalityRegistry", registry, event, args, block, b"\1" * 32, 0, b"\2" * 32, index)


_LOGS = [
    _log(1, 0, "MunicipalityRegistered", code=292125, name="宇陀市"),
    _log(1, 1, "MunicipalityRegistered", code=192066, name="大月市"),
    _log(2, 0, "AreaDefined", areaId=1, name="二市", codes=[292125, 192066]),
    _log(2, 1, "AreaDefined", areaId=2, name="宇陀市", codes=[292125]),
    _log(3, 0, "MunicipalityPaused", code=292125, paused=True),
    _log(4, 0, "MunicipalityPaused", code=292125, paused=False),
]


def _project(db: Database, logs: list[LogRecord]) -> None:
    with db.write() as session:
        MunicipalityProjector().apply(session, logs)


def test_areas_name_the_shops_in_which_a_point_is_accepted(db: Database) -> None:
    _project(db, _LOGS)
    with db.read() as session:
        municipalities = Municipalities()
        assert municipalities.areas_with(session, _UDA) == {1, 2}
        assert municipalities.areas_with(session, _OTSUKI) == {1}
        assert [area.codes for area in municipalities.areas(session)] == [(_UDA, _OTSUKI), (_UDA,)]


def test_a_pause_taken_back_by_a_reorg_is_a_pause_no_more(db: Database) -> None:
    _project(db, _LOGS[:5])
    municipalities = Municipalities()
    with db.read() as session:
        assert municipalities.is_paused(session, _UDA)
    with db.write() as session:
        MunicipalityProjector().rewind(session, 2)
    with db.read() as session:
        assert not municipalities.is_paused(session, _UDA)


def test_rewinding_everything_and_projecting_again_gives_the_same_rows(db: Database) -> None:
    _project(db, _LOGS)
    with db.read() as session:
        before = [(one.code, one.name, one.is_paused) for one in session.scalars(select(Municipality))]
    with db.write() as session:
        MunicipalityProjector().rewind(session, -1)
    with db.read() as session:
        assert session.scalars(select(Municipality)).all() == []
    _project(db, _LOGS)
    with db.read() as session:
        after = [(one.code, one.name, one.is_paused) for one in session.scalars(select(Municipality))]
    assert sorted(before) == sorted(after)


def test_a_municipality_nobody_described_is_shown_by_its_name_on_chain(db: Database) -> None:
    _project(db, _LOGS)
    with db.write() as session:
        describe_municipality(session, _UDA, name_en="Uda", prefecture_ja="奈良県", prefecture_en="Nara")
    with db.read() as session:
        shown = {one.code: one.name_en for one in Municipalities().all(session)}
    assert shown == {_UDA: "Uda", _OTSUKI: "大月市"}
