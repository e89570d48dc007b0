"""Perks of a member card: what a shop gives for it, and what was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address
from marketplace.models import MEMBER_CARDS, ChainCollection, Collection, Perk, PerkUse
from marketplace.queries.holding.rights import TokenKey


@dataclass(frozen=True, slots=True)
class GivenPerk:
    perk: Perk
    use: PerkUse
    collection: Collection


def perks_of(collection: Collection) -> list[Perk]:
    """Of a member card; nothing for what is none."""
    if collection.kind not in MEMBER_CARDS:
        return []
    found: list[Perk] = collection.typed_detail().typed_perks  # type: ignore[union-attr]
    return found


def last_use(session: Session, token: TokenKey, perk: int) -> PerkUse | None:
    """The newest of one card."""
    found = select(PerkUse).filter_by(collection=token[0], token_id=token[1], perk=perk)
    return session.scalars(found.order_by(PerkUse.id.desc()).limit(1)).first()


def times_used(session: Session, token: TokenKey, perk: int) -> int:
    found = select(func.count()).select_from(PerkUse).filter_by(collection=token[0], token_id=token[1], perk=perk)
    return session.scalar(found) or 0


def find_perk_use(session: Session, door: int, nonce: str) -> PerkUse | None:
    """What a scan became."""
    return session.scalars(select(PerkUse).filter_by(door=door, scan=nonce)).first()


def perks_given(session: Session, door: int, day: date) -> list[GivenPerk]:
    """At one shop on one day, the newest first."""
    return _given(session, PerkUse.door == door, PerkUse.used_on == day)


def perks_received(session: Session, token: TokenKey, holder: Address) -> list[GivenPerk]:
    """With one card, the newest first."""
    return _given(session, PerkUse.collection == token[0], PerkUse.token_id == token[1], PerkUse.holder == holder)


def uses_by_perk(session: Session, address: Address) -> Counter[int]:
    """How often each perk of a series was given, by its place in the list."""
    found = select(PerkUse.perk, func.count()).filter_by(collection=address).group_by(PerkUse.perk)
    return Counter({row[0]: row[1] for row in session.execute(found)})


def _given(session: Session, *conditions: object) -> list[GivenPerk]:
    found = (
        select(PerkUse, Collection)
        .join(ChainCollection, ChainCollection.address == PerkUse.collection)
        .join(Collection, Collection.number == ChainCollection.number)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(PerkUse.id.desc())
    )
    rows: Sequence[tuple[PerkUse, Collection]] = [(use, series) for use, series in session.execute(found)]
    return [GivenPerk(perks_of(series)[use.perk], use, series) for use, series in rows]
