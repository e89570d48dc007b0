"""What officers are told about a relief, as the fact that is recorded of it."""

from __future__ import annotations

from collections.abc import Collection

from chain.ids import Address, MunicipalityCode
from points.events import ReliefMoved
from points.models import Relief, ReliefRound


def round_moved(relief: Relief, round_: ReliefRound, what: str, officer: Address) -> ReliefMoved:
    """`what`: asked, approved or sent_back, by `officer`."""
    return _moved(relief, what, round_.id, [relief.municipality], officer, round_.asked_by)


def towns_asked(relief: Relief, towns: Collection[MunicipalityCode]) -> ReliefMoved:
    """These other towns may take part."""
    return _moved(relief, "joined", relief.id, towns, relief.created_by, relief.created_by)


def _moved(
    relief: Relief, what: str, turn: int, towns: Collection[MunicipalityCode], officer: Address, asker: Address
) -> ReliefMoved:
    return ReliefMoved(
        relief=relief.id,
        what=what,
        turn=turn,
        municipality=str(relief.municipality),
        towns=[str(one) for one in towns],
        officer=officer,
        asker=asker,
        name_ja=relief.name_ja,
        name_en=relief.name_en,
    )
