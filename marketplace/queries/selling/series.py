"""The cards of a series that differ: how far their list and pictures are, and one card by its serial."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.db import Database
from marketplace.models import Collection
from marketplace.models.selling.offers import Offer
from marketplace.models.selling.series import ArchiveState, SeriesArchive, SeriesCard, SeriesProblem

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SeriesStanding:
    """`waiting`: cards whose picture no archive has brought yet. `problems`: the first of `problem_count`."""

    cards: int
    highest: int
    waiting: int
    samples: Sequence[SeriesCard]
    missing: Sequence[SeriesCard]
    problems: Sequence[SeriesProblem]
    problem_count: int
    archives: Sequence[SeriesArchive]

    @property
    def is_reading(self) -> bool:
        return any(one.state == ArchiveState.READING for one in self.archives)

    def is_complete(self, supply: int) -> bool:
        return not self.waiting and not self.is_reading and self.highest <= supply


def series_standing(session: Session, offer_id: int) -> SeriesStanding:
    cards = select(SeriesCard).filter_by(offer_id=offer_id)
    lacking = cards.where(SeriesCard.picture_name != "", SeriesCard.picture == "")
    counted = select(func.count(), func.coalesce(func.max(SeriesCard.serial), 0)).where(SeriesCard.offer_id == offer_id)
    count, highest = session.execute(counted).one()
    problems = select(SeriesProblem).filter_by(offer_id=offer_id)
    archives = select(SeriesArchive).filter_by(offer_id=offer_id).order_by(SeriesArchive.id.desc()).limit(20)
    return SeriesStanding(
        cards=int(count),
        highest=int(highest),
        waiting=session.scalar(select(func.count()).select_from(lacking.subquery())) or 0,
        samples=session.scalars(cards.order_by(SeriesCard.serial).limit(12)).all(),
        missing=session.scalars(lacking.order_by(SeriesCard.serial).limit(50)).all(),
        problems=session.scalars(problems.order_by(SeriesProblem.row, SeriesProblem.id).limit(_SHOWN)).all(),
        problem_count=session.scalar(select(func.count()).select_from(problems.subquery())) or 0,
        archives=session.scalars(archives).all(),
    )


def all_problems(session: Session, offer_id: int) -> Sequence[SeriesProblem]:
    found = select(SeriesProblem).filter_by(offer_id=offer_id).order_by(SeriesProblem.row, SeriesProblem.id)
    return session.scalars(found).all()


def series_digest(session: Session, offer_id: int) -> str:
    """Names what the cards of the list look like; empty when all cards of the series are alike."""
    cards = session.scalars(select(SeriesCard).filter_by(offer_id=offer_id).order_by(SeriesCard.serial)).all()
    if not cards:
        return ""
    looks = [[one.serial, one.name_ja, one.name_en, one.rarity, one.picture] for one in cards]
    return hashlib.sha256(json.dumps(looks).encode()).hexdigest()[:32]


class OwnCards:
    """What a list says of one card of a collection."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __call__(self, collection: Collection, serial: int | None) -> SeriesCard | None:
        if not collection.series_digest or serial is None:
            return None
        found = (
            select(SeriesCard)
            .join(Offer, Offer.id == SeriesCard.offer_id)
            .where(Offer.collection_number == collection.number, SeriesCard.serial == serial)
        )
        with self._db.read() as session:
            return session.scalar(found.limit(1))
