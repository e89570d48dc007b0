"""Reads archives of pictures in the background: some files at a time, each looked at like any upload.

May be stopped at any moment: what was read is in the store and in a row, and reading goes on behind it.
"""

from __future__ import annotations

import secrets
import time
import zipfile
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from marketplace.artwork.uploads import MOST_UPLOAD_BYTES, KeptPicture, read_upload
from marketplace.errors import PictureRefused
from marketplace.models import ArtworkPicture
from marketplace.models.selling.offers import Offer
from marketplace.models.selling.series import ArchiveState, SeriesArchive, SeriesCard, SeriesProblem
from marketplace.models.selling.series_file import file_key, plain_values
from marketplace.ports import Archives, ContentStore
from marketplace.services.selling.take_series import picture_files

_CLAIM = timedelta(seconds=60)
_SECONDS = 3.0  # of one `advance`


class ReadArchives:
    def __init__(self, db: Database, clock: Clock, content: ContentStore, archives: Archives) -> None:
        self.db = db
        self.clock = clock
        self.content = content
        self.archives = archives
        self._me = secrets.token_hex(8)

    def advance(self, seconds: float = _SECONDS) -> int:
        """Read for about so long. Returns: how many files.

        Raises: StoreUnavailable; it goes on when it is called again.
        """
        archive = self._claim()
        if archive is None:
            return 0
        try:
            with self.archives.open(archive.kept_as) as raw, zipfile.ZipFile(raw) as opened:
                return self._read(archive, opened, time.monotonic() + seconds)
        except (FileNotFoundError, zipfile.BadZipFile, Invalid):
            self._close(archive, ArchiveState.FAILED)
            return 0

    def _read(self, archive: SeriesArchive, opened: zipfile.ZipFile, until: float) -> int:
        assert opened.fp is not None
        files, count = picture_files(opened.fp), 0  # type: ignore[arg-type]
        for info in files[archive.done :]:
            self._take(archive, opened, info)
            archive.done, count = archive.done + 1, count + 1
            if time.monotonic() > until:
                break
        if archive.done >= len(files):
            self._close(archive, ArchiveState.DONE)
            self.archives.forget(archive.kept_as)
        return count

    def _take(self, archive: SeriesArchive, opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        name, kept, refused = file_key(info.filename), None, None
        with self.db.read() as session:
            wanted = select(SeriesCard.serial).filter_by(offer_id=archive.offer_id, picture_name=name).limit(1)
            is_wanted = session.scalar(wanted) is not None
        if is_wanted:
            try:
                kept = read_upload(_unpacked(opened, info))
                self.content.put(kept.content)
            except PictureRefused as error:
                refused = error
        with self.db.write() as session:
            row = session.get_one(SeriesArchive, archive.id)
            row.done, row.claimed_until = archive.done + 1, self.clock.now() + _CLAIM
            if kept is not None:
                row.used += 1
                self._keep(session, row, name, kept)
            if refused is not None:
                session.add(
                    SeriesProblem(
                        offer_id=archive.offer_id, row=0, name=info.filename[-200:], field=refused.field,
                        reason=refused.reason, values=plain_values(refused),
                    )
                )  # fmt: skip

    def _keep(self, session: Session, archive: SeriesArchive, name: str, kept: KeptPicture) -> None:
        municipality = session.get_one(Offer, archive.offer_id).municipality
        if session.get(ArtworkPicture, (municipality, kept.cid)) is None:
            session.add(
                ArtworkPicture(
                    municipality=municipality, cid=kept.cid, width=kept.width, height=kept.height,
                    byte_count=len(kept.content), uploaded_by=archive.sent_by, uploaded_at=self.clock.now(),
                )
            )  # fmt: skip
        these = (SeriesCard.offer_id == archive.offer_id, SeriesCard.picture_name == name)
        session.execute(update(SeriesCard).where(*these).values(picture=kept.cid))

    def _claim(self) -> SeriesArchive | None:
        """An archive that nobody reads now, for this process alone. Where there is none, nothing is locked."""
        now = self.clock.now()
        with self.db.read() as session:
            if session.scalar(select(SeriesArchive.id).filter_by(state=ArchiveState.READING).limit(1)) is None:
                return None
        with self.db.write() as session:
            waiting = select(SeriesArchive).filter_by(state=ArchiveState.READING).order_by(SeriesArchive.id)
            for archive in session.scalars(waiting.with_for_update(skip_locked=True)):
                if archive.claimed_by == self._me or archive.claimed_until is None or archive.claimed_until <= now:
                    archive.claimed_by, archive.claimed_until = self._me, now + _CLAIM
                    return archive
        return None

    def _close(self, archive: SeriesArchive, state: ArchiveState) -> None:
        with self.db.write() as session:
            row = session.get_one(SeriesArchive, archive.id)
            row.state, row.claimed_until = state, None


def _unpacked(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Never more than an upload may have, whatever the archive says of itself. Raises: PictureRefused."""
    if info.file_size > MOST_UPLOAD_BYTES:
        raise PictureRefused("too_heavy", most=MOST_UPLOAD_BYTES // 1_000_000)
    try:
        with opened.open(info) as file:
            return file.read(MOST_UPLOAD_BYTES + 1)
    except Exception:  # noqa: BLE001 - a decoder may raise anything over a hostile file
        raise PictureRefused("broken") from None
