"""The author puts a picture or a PDF beside the idea, or takes it away again."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Forbidden, Invalid
from chain.ids import Address
from dao.models.description import check_text
from dao.models.ideas import Idea
from dao.models.ideas.attachments import MOST_ATTACHMENTS, MOST_DESCRIPTION, IdeaAttachment, KeptFile
from dao.models.ideas.errors import AttachmentUnknown
from dao.queries.ideas.finding import open_idea
from dao.queries.membership.belonging import Belonging


class AttachFile:
    """Does not look at what the file holds: whoever keeps it in the content store does, before."""

    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def require_room(self, number: int, author: Address, description: str) -> None:
        """Asked before the file is kept. Raises: as `attach`."""
        with self._db.read() as session:
            _room(session, self._belonging, number, author)
        _described(description)

    def attach(self, number: int, author: Address, description: str, file: KeptFile) -> None:
        """Raises: IdeaUnknown, MembersOnly, IdeaMerged, IdeaHidden, Forbidden, Invalid (description; upload,
        too_many_files)."""
        description = _described(description)
        with self._db.write() as session:
            _room(session, self._belonging, number, author)
            session.add(
                IdeaAttachment(
                    idea_id=number,
                    added_by=author,
                    kind=file.kind,
                    description=description,
                    parts=list(file.parts),
                    size=file.size,
                    added_at=self._clock.now(),
                )
            )

    def remove(self, number: int, attachment: int, author: Address) -> list[str]:
        """Returns: the names of its pieces in the content store.

        Raises: IdeaUnknown, MembersOnly, IdeaMerged, IdeaHidden, Forbidden, AttachmentUnknown.
        """
        with self._db.write() as session:
            _own_idea(session, self._belonging, number, author)
            row = session.get(IdeaAttachment, attachment)
            if row is None or row.idea_id != number:
                raise AttachmentUnknown(attachment)
            session.delete(row)
            return row.parts


def _described(description: str) -> str:
    return check_text("description", " ".join(description.split()), MOST_DESCRIPTION)


def _own_idea(session: Session, belonging: Belonging, number: int, author: Address) -> Idea:
    idea = open_idea(session, belonging, number, author)
    if idea.author != author:
        raise Forbidden("attach files to another's idea", author)
    return idea


def _room(session: Session, belonging: Belonging, number: int, author: Address) -> None:
    idea = _own_idea(session, belonging, number, author)
    there = select(func.count()).select_from(IdeaAttachment).where(IdeaAttachment.idea_id == idea.id)
    if (session.scalar(there) or 0) >= MOST_ATTACHMENTS:
        raise Invalid("upload", "too_many_files", most=MOST_ATTACHMENTS)
