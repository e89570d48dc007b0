"""An officer uploads a picture for the cards of a town."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.artwork.uploads import read_upload
from marketplace.errors import TownUnknown
from marketplace.models import ArtworkPicture, Town
from marketplace.ports import ContentStore


class KeepPicture:
    """Does not check the officer's role; the surface does. Nor what the picture shows; people look at that."""

    def __init__(self, db: Database, clock: Clock, content: ContentStore) -> None:
        self.db = db
        self.clock = clock
        self.content = content

    def keep(self, municipality: MunicipalityCode, officer: Address, raw: bytes) -> str:
        """The name of the kept picture; the same picture twice is kept once.

        Raises: PictureRefused, StoreUnavailable, TownUnknown.
        """
        kept = read_upload(raw)
        self.content.put(kept.content)
        with self.db.write() as session:
            if session.get(Town, municipality) is None:
                raise TownUnknown(municipality)
            if session.get(ArtworkPicture, (municipality, kept.cid)) is None:
                session.add(
                    ArtworkPicture(
                        municipality=municipality, cid=kept.cid, width=kept.width, height=kept.height,
                        byte_count=len(kept.content), uploaded_by=officer, uploaded_at=self.clock.now(),
                    )
                )  # fmt: skip
        return kept.cid

    def is_kept(self, municipality: MunicipalityCode, cid: str) -> bool:
        """Whether this town uploaded it."""
        with self.db.read() as session:
            return session.get(ArtworkPicture, (municipality, cid)) is not None

    def read(self, municipality: MunicipalityCode, cid: str) -> bytes:
        """The bytes of a picture that this town uploaded. Raises: NotFound, and what the store raises."""
        if not self.is_kept(municipality, cid):
            raise NotFound("picture", cid)
        return self.content.get(cid)
