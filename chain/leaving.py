"""Leaving (退会): what each domain says beforehand, and what it erases. Gathered in app/leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import delete, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.db import Base
from chain.ids import Address


class Fate(StrEnum):
    BLOCKS = "blocks"  # nobody leaves while this is under way
    LOST = "lost"  # goes with the account
    STAYS = "stays"  # on chain, by law, or as what others read, without the name


@dataclass(frozen=True, slots=True)
class Stake:
    """Something the person has here; `what` is a stable code that the surface turns into words."""

    what: str
    fate: Fate
    amount: int


class TellsStakes(Protocol):
    def __call__(self, session: Session, person: Address, /) -> Sequence[Stake]:
        """Only what there is: no stake with an amount of 0."""
        ...


class ErasesPerson(Protocol):
    def __call__(self, session: Session, person: Address, /) -> None:
        """Everything of this domain that says who `person` is; accounting rows stay with the address alone. In the
        caller's transaction; repeating it does no harm."""
        ...


@dataclass(frozen=True, slots=True)
class Erasure:
    """Rows of `table` that are the person's by `owner`: deleted, or with `emptied` overwritten."""

    table: type[Base]
    owner: InstrumentedAttribute[Any]
    emptied: Mapping[str, Any] | None = None


def erase(session: Session, person: Address, erasures: Sequence[Erasure]) -> None:
    for one in erasures:
        if one.emptied is None:
            session.execute(delete(one.table).where(one.owner == person), execution_options=_UNSEEN)
        else:
            session.execute(
                update(one.table).where(one.owner == person).values(**one.emptied), execution_options=_UNSEEN
            )


def stakes(*found: tuple[str, Fate, int | None]) -> list[Stake]:
    """Those of which there is something."""
    return [Stake(what, fate, int(amount)) for what, fate, amount in found if amount]


_UNSEEN = {"synchronize_session": False}
