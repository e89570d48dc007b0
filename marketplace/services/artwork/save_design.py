"""An officer saves how the cards of a series look."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.errors import TownUnknown
from marketplace.models import ArtworkChange, ArtworkDesign, ArtworkPicture, Collection, Town
from marketplace.models.design_words import DesignWords


class SaveDesign:
    """Does not check the officer's role; the surface does."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def save(
        self, municipality: MunicipalityCode, officer: Address, words: DesignWords, design_id: int | None = None
    ) -> int:
        """The id of the design: a new one when there was none, or when a collection uses the one there was, as cards
        that people hold must not change unannounced.

        Raises: Invalid, NotFound, TownUnknown.
        """
        words = words.checked()
        with self.db.write() as session:
            if session.get(Town, municipality) is None:
                raise TownUnknown(municipality)
            if words.picture and session.get(ArtworkPicture, (municipality, words.picture)) is None:
                raise Invalid("picture", "unknown")
            known = find_design(session, municipality, design_id) if design_id is not None else None
            design = ArtworkDesign(municipality=municipality) if known is None or is_used(session, known.id) else known
            for field, value in asdict(words).items():
                setattr(design, field, value)
            design.changed_by, design.changed_at = officer, self.clock.now()
            session.add(design)
            session.flush()
            return design.id


def find_design(session: Session, municipality: MunicipalityCode, design_id: int) -> ArtworkDesign:
    """Raises: NotFound, also for a design of another town."""
    found = session.get(ArtworkDesign, design_id)
    if found is None or found.municipality != municipality:
        raise NotFound("design", design_id)
    return found


def is_used(session: Session, design_id: int) -> bool:
    """By a collection, or by a change that an officer may still sign."""
    uses = (
        select(Collection.number).filter_by(design_id=design_id).limit(1),
        select(ArtworkChange.id).filter_by(design_id=design_id).limit(1),
    )
    return any(session.scalar(use) is not None for use in uses)
