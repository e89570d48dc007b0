"""A town shows pictures of its project: on the project's page, or with one of its news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from marketplace.models.projects import ProjectPicture, ProjectUpdate
from marketplace.models.selling.wording import plain_words
from marketplace.queries.projects.views import load_project
from marketplace.services.artwork.keep_picture import KeepPicture

MOST_ON_PAGE, MOST_IN_UPDATE = 12, 4


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What is to be seen, for who cannot see it."""

    alt_ja: str
    alt_en: str = ""

    def checked(self) -> PictureWords:
        """Raises: Invalid (alt_ja, alt_en)."""
        return PictureWords(
            plain_words(self.alt_ja, "alt_ja", 120), plain_words(self.alt_en, "alt_en", 200, may_be_empty=True)
        )


class ShowPictures:
    """Does not check the officer's role; the surface does. Nor what a picture shows; people look at that."""

    def __init__(self, db: Database, clock: Clock, keep: KeepPicture) -> None:
        self.db = db
        self.clock = clock
        self.keep = keep

    def add(
        self,
        municipality: MunicipalityCode,
        number: int,
        officer: Address,
        raw: bytes,
        words: PictureWords,
        update_id: int | None = None,
    ) -> None:
        """Behind those that are there; the same picture twice is shown once.

        Raises: ProjectUnknown, NotFound (of another project's news), PictureRefused, StoreUnavailable, Invalid
        (alt_ja, alt_en; upload, too_many_pictures).
        """
        words = words.checked()
        with self.db.read() as session:
            _require_room(_shown(session, municipality, number, update_id), update_id)
        cid = self.keep.keep(municipality, officer, raw)
        with self.db.write() as session:
            load_project(session, number, municipality)
            shown = _shown(session, municipality, number, update_id)
            known = next((one for one in shown if one.cid == cid), None)
            if known is not None:
                known.alt_ja, known.alt_en = words.alt_ja, words.alt_en
                return
            _require_room(shown, update_id)
            session.add(
                ProjectPicture(
                    project_number=number, update_id=update_id, cid=cid, alt_ja=words.alt_ja, alt_en=words.alt_en,
                    position=1 + max((one.position for one in shown), default=-1), added_by=officer,
                    added_at=self.clock.now(),
                )
            )  # fmt: skip

    def remove(self, municipality: MunicipalityCode, number: int, picture_id: int) -> None:
        """Raises: ProjectUnknown, NotFound."""
        with self.db.write() as session:
            session.delete(_picture(session, municipality, number, picture_id))

    def put_first(self, municipality: MunicipalityCode, number: int, picture_id: int) -> None:
        """Raises: ProjectUnknown, NotFound."""
        with self.db.write() as session:
            picture = _picture(session, municipality, number, picture_id)
            others = [one for one in _shown(session, municipality, number, picture.update_id) if one is not picture]
            for place, one in enumerate((picture, *others)):
                one.position = place


def _shown(
    session: Session, municipality: MunicipalityCode, number: int, update_id: int | None
) -> Sequence[ProjectPicture]:
    """Raises: ProjectUnknown, NotFound."""
    load_project(session, number, municipality)
    update = session.get(ProjectUpdate, update_id) if update_id is not None else None
    if update_id is not None and (update is None or update.project_number != number):
        raise NotFound("update", update_id)
    found = select(ProjectPicture).filter_by(project_number=number, update_id=update_id)
    return session.scalars(found.order_by(ProjectPicture.position, ProjectPicture.id)).all()


def _picture(session: Session, municipality: MunicipalityCode, number: int, picture_id: int) -> ProjectPicture:
    load_project(session, number, municipality)
    picture = session.get(ProjectPicture, picture_id)
    if picture is None or picture.project_number != number:
        raise NotFound("picture", picture_id)
    return picture


def _require_room(shown: Sequence[ProjectPicture], update_id: int | None) -> None:
    most = MOST_ON_PAGE if update_id is None else MOST_IN_UPDATE
    if len(shown) >= most:
        raise Invalid("upload", "too_many_pictures", most=most)
