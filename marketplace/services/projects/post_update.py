"""A town tells the news of its project, and takes names off a page that should not stand there."""

from __future__ import annotations

from dataclasses import dataclass

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.errors import PledgeUnknown, ProjectNotOpen
from marketplace.models.projects import Pledge, ProjectUpdate
from marketplace.queries.projects.views import load_project, project_view

_LENGTHS = {"title_ja": 80, "title_en": 120, "body_ja": 4_000, "body_en": 4_000}


@dataclass(frozen=True, slots=True)
class UpdateWords:
    title_ja: str
    body_ja: str
    title_en: str = ""
    body_en: str = ""

    def checked(self) -> UpdateWords:
        """Raises: Invalid naming the field."""
        for name, longest in _LENGTHS.items():
            words = getattr(self, name)
            if name.endswith("_ja") and not words.strip():
                raise Invalid(name, "empty")
            if len(words) > longest:
                raise Invalid(name, "too_long", most=longest)
        return self


class PostUpdate:
    """Does not check that the officer serves the town; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def post(self, municipality: MunicipalityCode, number: int, officer: Address, words: UpdateWords) -> int:
        """Its id. Raises: ProjectUnknown, ProjectNotOpen for a draft, Invalid."""
        words = words.checked()
        with self.db.write() as session:
            load_project(session, number, municipality)
            view = project_view(session, number, self.clock.now())
            if not view.is_on_chain:
                raise ProjectNotOpen(number, view.state)
            update = ProjectUpdate(
                project_number=number,
                title_ja=words.title_ja.strip(),
                title_en=words.title_en.strip(),
                body_ja=words.body_ja.strip(),
                body_en=words.body_en.strip(),
                officer=officer,
                posted_at=self.clock.now(),
            )
            session.add(update)
            session.flush()
            return update.id

    def hide(self, municipality: MunicipalityCode, number: int, pledge_id: int, *, is_hidden: bool) -> None:
        """Take a supporter's name and message off the page, or show them again.

        Raises: ProjectUnknown, PledgeUnknown.
        """
        with self.db.write() as session:
            load_project(session, number, municipality)
            pledge = session.get(Pledge, pledge_id, with_for_update=True)
            if pledge is None or pledge.project_number != number:
                raise PledgeUnknown(pledge_id)
            pledge.is_hidden = is_hidden
