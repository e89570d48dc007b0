"""What the pages of artwork show an officer, read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox.entries import EntryStatus, RelayEntry
from marketplace.errors import TownUnknown
from marketplace.models import (
    ArtworkCard,
    ArtworkChange,
    ArtworkDesign,
    ArtworkPicture,
    ArtworkRun,
    ChainListing,
    Collection,
    Listing,
    RunState,
    Town,
)
from marketplace.queries.card_designs import CardDesigns
from marketplace.queries.listings import address_of
from marketplace.services.artwork.save_design import find_design, is_used
from marketplace.services.artwork.use_design import find_collection

_PICTURES_SHOWN = 24


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A collection and its drawn cards. `announced`: how the newest ERC-4906 announcement fares."""

    collection: Collection
    address: Address | None
    run: ArtworkRun | None
    drawn: int  # of the look it has now
    is_outdated: bool  # the run drew another look
    announced: EntryStatus | None
    failure: str

    @property
    def wanted(self) -> int:
        return self.run.wanted if self.run is not None else 0

    @property
    def is_drawing(self) -> bool:
        return self.run is not None and self.run.state == RunState.DRAWING


@dataclass(frozen=True, slots=True)
class ArtworkOverview:
    town: Town
    designs: Sequence[ArtworkDesign]
    series: Sequence[SeriesView]


@dataclass(frozen=True, slots=True)
class DesignPage:
    """`design` None: a new one."""

    town: Town
    design: ArtworkDesign | None
    is_used: bool
    pictures: Sequence[ArtworkPicture]
    collections: Sequence[Collection]  # of the town, that do not use it


class ArtworkPages:
    def __init__(self, db: Database, designs: CardDesigns) -> None:
        self._db = db
        self._designs = designs

    def town(self, code: MunicipalityCode) -> Town:
        """Raises: TownUnknown."""
        with self._db.read() as session:
            return _town(session, code)

    def overview(self, code: MunicipalityCode) -> ArtworkOverview:
        """Raises: TownUnknown."""
        with self._db.read() as session:
            town = _town(session, code)
            designs = select(ArtworkDesign).filter_by(municipality=code).order_by(ArtworkDesign.id.desc())
            found = select(Collection).filter_by(municipality=code).order_by(Collection.created_at.desc())
            series = [self._series(session, collection) for collection in session.scalars(found)]
            return ArtworkOverview(town, session.scalars(designs).all(), series)

    def design(self, code: MunicipalityCode, design_id: int | None) -> DesignPage:
        """Raises: TownUnknown, NotFound."""
        with self._db.read() as session:
            town = _town(session, code)
            design = None if design_id is None else find_design(session, code, design_id)
            newest = select(ArtworkPicture).filter_by(municipality=code).order_by(ArtworkPicture.uploaded_at.desc())
            pictures = session.scalars(newest.limit(_PICTURES_SHOWN)).all()
            others = select(Collection).filter_by(municipality=code).order_by(Collection.created_at.desc())
            collections = [one for one in session.scalars(others) if design is None or one.design_id != design.id]
            return DesignPage(town, design, design is not None and is_used(session, design.id), pictures, collections)

    def sales_of_picture(self, code: MunicipalityCode, cid: str) -> Sequence[Listing]:
        """What is on chain of a town's series that show an upload, the newest first."""
        with self._db.read() as session:
            found = (
                select(Listing)
                .join(Collection, Collection.number == Listing.collection_number)
                .join(ArtworkDesign, ArtworkDesign.id == Collection.design_id)
                .where(ArtworkDesign.picture == cid, Collection.municipality == code)
                .join(ChainListing, ChainListing.number == Listing.number)
                .order_by(Listing.created_at.desc())
            )
            return session.scalars(found).all()

    def series(self, code: MunicipalityCode, number: int) -> SeriesView:
        """Raises: NotFound."""
        with self._db.read() as session:
            return self._series(session, find_collection(session, code, number))

    def _series(self, session: Session, collection: Collection) -> SeriesView:
        address = address_of(session, collection.number)
        run = session.get(ArtworkRun, collection.number)
        edition = self._designs.edition(collection, address)
        cards = (
            select(func.count())
            .select_from(ArtworkCard)
            .filter_by(collection_number=collection.number, edition=edition)
        )
        drawn = session.scalar(cards.where(ArtworkCard.serial > 0)) or 0
        announced, failure = _announcement(session, collection.number)
        is_outdated = run is not None and run.edition != edition
        return SeriesView(collection, address, run, drawn, is_outdated, announced, failure)


def _announcement(session: Session, number: int) -> tuple[EntryStatus | None, str]:
    signed = select(ArtworkChange).where(
        ArtworkChange.collection_number == number, ArtworkChange.signed_at.is_not(None)
    )
    change = session.scalar(signed.order_by(ArtworkChange.id.desc()).limit(1))
    if change is None:
        return None, ""
    subject = f"marketplace.artwork:{change.id}"
    status = session.scalar(select(RelayEntry.status).filter_by(subject=subject).limit(1))
    return (EntryStatus(status) if status else None), change.error_name


def _town(session: Session, code: MunicipalityCode) -> Town:
    town = session.get(Town, code)
    if town is None:
        raise TownUnknown(code)
    return town
