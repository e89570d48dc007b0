"""Keep a proposal's draft: begin it, write a new version, show it to the members, note what became of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, contains_my_number
from dao.models.description import MAX_BODY
from dao.models.drafts import Draft, DraftAuthor, DraftVersion
from dao.models.drafts.errors import DraftAlreadyProposed, DraftChangedMeanwhile
from dao.queries.drafts.pages import author_of, newest_of
from dao.queries.membership.belonging import Belonging
from dao.queries.moderation.subjects import community_of

PLANNED = "planned_on"
_MOST_SHORT = 200
_WRITTEN = ("title", "body", "purpose")  # an address may look like a number


class KeepDraft:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def begin(self, slug: str, author: Address, fields: Mapping[str, str]) -> int:
        """The number of the new draft. Nothing has to be complete.

        Raises: CommunityUnknown, NotAMember, Invalid.
        """
        kept, now = checked(fields), self._clock.now()
        with self._db.write() as session:
            self._belonging.require(session, community_of(session, slug), author)
            draft = Draft(
                community=slug, invitation=secrets.token_urlsafe(18), versions=1, is_open=False, created_at=now
            )
            session.add(draft)
            session.flush()
            session.add(DraftAuthor(draft_id=draft.id, person=author, joined_at=now))
            session.add(DraftVersion(draft_id=draft.id, number=1, editor=author, fields=kept, saved_at=now))
            return draft.id

    def save(self, number: int, editor: Address, edited_version: int, fields: Mapping[str, str]) -> None:
        """A new version, unless nothing was changed.

        Raises: DraftUnknown for who is no author, DraftAlreadyProposed, DraftChangedMeanwhile, Invalid.
        """
        kept = checked(fields)
        with self._db.write() as session:
            draft = self._editable(session, number, editor)
            if draft.versions != edited_version:
                raise DraftChangedMeanwhile(number, draft.versions)
            if newest_of(session, draft).fields == kept:
                return
            draft.versions += 1
            now = self._clock.now()
            session.add(
                DraftVersion(draft_id=draft.id, number=draft.versions, editor=editor, fields=kept, saved_at=now)
            )

    def show(self, number: int, author: Address, *, is_open: bool) -> None:
        """Let the community's members read it, or the authors alone.

        Raises: DraftUnknown, DraftAlreadyProposed.
        """
        with self._db.write() as session:
            self._editable(session, number, author).is_open = is_open

    def note_proposal(self, number: int, author: Address, proposal: int) -> None:
        """It was brought to signature as this proposal. Raises: DraftUnknown."""
        with self._db.write() as session:
            author_of(session, number, author, for_update=True).proposal_row = proposal

    def _editable(self, session: Session, number: int, author: Address) -> Draft:
        draft = author_of(session, number, author, for_update=True)
        if draft.proposal_row is not None:
            raise DraftAlreadyProposed(number)
        return draft


def checked(fields: Mapping[str, str]) -> dict[str, str]:
    """As typed, with plain line ends. Raises: Invalid (too_long, my_number, not_a_date)."""
    kept = {name: text.replace("\r\n", "\n").strip() for name, text in fields.items() if text.strip()}
    for name, text in kept.items():
        longest = MAX_BODY if name == "body" else _MOST_SHORT
        if len(text) > longest:
            raise Invalid(name, "too_long", longest=longest, length=len(text))
        if name.startswith(_WRITTEN) and contains_my_number(text):
            raise Invalid(name, "my_number")
    if PLANNED in kept:
        _check_date(kept[PLANNED])
    return kept


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as problem:
        raise Invalid(PLANNED, "not_a_date", value=text) from problem
