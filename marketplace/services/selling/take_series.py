"""A seller sends the list of a series, and archives of its pictures. What is right is kept; what is wrong is listed."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address
from marketplace.models.selling.offers import Offer
from marketplace.models.selling.series import ArchiveState, SeriesArchive, SeriesCard, SeriesProblem
from marketplace.models.selling.series_file import CardRow, plain_values, read_series
from marketplace.ports import Archives
from marketplace.services.selling.write_offer import Seller, find_offer

MOST_FILES, MOST_ARCHIVE_BYTES = 10_000, 200_000_000
_ENCRYPTED = 0x1


class TakeSeries:
    """Does not check roles; the surface does."""

    def __init__(self, db: Database, clock: Clock, archives: Archives) -> None:
        self.db = db
        self.clock = clock
        self.archives = archives

    def take_list(self, seller: Seller, offer_id: int, raw: bytes) -> tuple[int, int]:
        """Cards of rows that are right replace those of the same serial; all others stay. A card whose picture is
        the same file keeps it. Returns: rows taken, rows to correct.

        Raises: NotFound, Conflict (offer, not_now), Invalid (list).
        """
        found = read_series(raw)
        with self.db.write() as session:
            offer = self._changeable(session, seller, offer_id)
            known = {one.serial: one for one in session.scalars(select(SeriesCard).filter_by(offer_id=offer_id))}
            pictures = {one.picture_name: one.picture for one in known.values() if one.picture}
            for row in found.cards.values():
                session.add(
                    _filled(known.get(row.serial) or SeriesCard(offer_id=offer_id, serial=row.serial), row, pictures)
                )
            session.execute(delete(SeriesProblem).where(SeriesProblem.offer_id == offer_id, SeriesProblem.row > 0))
            for problem in found.problems:
                session.add(
                    SeriesProblem(
                        offer_id=offer_id, row=problem.row, name=problem.name, field=problem.error.field,
                        reason=problem.error.reason, values=plain_values(problem.error),
                    )
                )  # fmt: skip
            self._touch(offer)
        return len(found.cards), len(found.problems)

    def take_archive(self, seller: Seller, by: Address, offer_id: int, archive: BinaryIO, file_name: str) -> int:
        """Keep it, to be read in the background. Returns: how many files it holds.

        Raises: NotFound, Conflict (offer, not_now), Invalid (archive).
        """
        with self.db.read() as session:
            _require_turn(find_offer(session, seller, offer_id))
        names = picture_files(archive)
        archive.seek(0)
        kept_as = self.archives.put(archive, MOST_ARCHIVE_BYTES)
        with self.db.write() as session:
            offer = self._changeable(session, seller, offer_id)
            session.execute(delete(SeriesProblem).where(SeriesProblem.offer_id == offer_id, SeriesProblem.row == 0))
            session.add(
                SeriesArchive(
                    offer_id=offer_id, file_name=file_name[:200], kept_as=kept_as, state=ArchiveState.READING,
                    total=len(names), sent_by=by, sent_at=self.clock.now(),
                )
            )  # fmt: skip
            self._touch(offer)
        return len(names)

    def clear(self, seller: Seller, offer_id: int) -> None:
        """All cards of the list go; then every card of the series looks alike again. Raises: NotFound, Conflict."""
        with self.db.write() as session:
            offer = self._changeable(session, seller, offer_id)
            for table in (SeriesCard, SeriesProblem):
                session.execute(delete(table).where(table.offer_id == offer_id))
            self._touch(offer)

    def _changeable(self, session: Session, seller: Seller, offer_id: int) -> Offer:
        offer = find_offer(session, seller, offer_id, for_update=True)
        _require_turn(offer)
        return offer

    def _touch(self, offer: Offer) -> None:
        """A curator who looked before this notices."""
        offer.revision, offer.changed_at = offer.revision + 1, self.clock.now()


def picture_files(archive: BinaryIO) -> list[zipfile.ZipInfo]:
    """The files of a ZIP that may be pictures, in their order. Raises: Invalid (archive)."""
    try:
        with zipfile.ZipFile(archive) as opened:
            infos = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Invalid("archive", "not_a_zip") from None
    files = [one for one in infos if not one.is_dir() and not _is_hidden(one.filename)]
    if any(one.flag_bits & _ENCRYPTED for one in files):
        raise Invalid("archive", "zip_encrypted")
    if not files:
        raise Invalid("archive", "zip_empty")
    if len(files) > MOST_FILES:
        raise Invalid("archive", "zip_too_many", most=f"{MOST_FILES:,}")
    return files


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".") or parts[-1].lower() == "thumbs.db"


def _require_turn(offer: Offer) -> None:
    if not offer.state.is_sellers_turn or offer.replaces is not None:
        raise Conflict("offer", "not_now", state=offer.state.value)


def _filled(card: SeriesCard, row: CardRow, pictures: dict[str, str]) -> SeriesCard:
    card.name_ja, card.name_en, card.rarity, card.attributes = row.name_ja, row.name_en, row.rarity, row.attributes
    card.picture_name, card.picture = row.picture_name, pictures.get(row.picture_name, "")
    return card
