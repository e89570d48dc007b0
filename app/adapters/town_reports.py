"""What people can report on towns' own pages: donation projects, their news, and what supporters wrote."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from dao.models.moderation import Reported, ReportedKind, ShownToAll
from marketplace.models.projects import ChainProject, Pledge, Project, ProjectUpdate

PROJECT, UPDATE, PLEDGE = "project", "project_update", "project_pledge"  # names of kinds


def town_reports() -> dict[str, ReportedKind]:
    return {PROJECT: ReportedProject(), UPDATE: ReportedUpdate(), PLEDGE: ReportedPledge()}


class ReportedProject(ShownToAll):
    """Implements ReportedKind, as all here. A draft is its town's alone."""

    def find(self, session: Session, number: int) -> Reported | None:
        project = _on_chain(session, number)
        if project is None:
            return None
        words = _joined(project.title_ja, project.title_en, project.story_ja, project.story_en)
        return Reported("", project.officer, words, str(project.municipality))


class ReportedUpdate(ShownToAll):
    def find(self, session: Session, number: int) -> Reported | None:
        update = session.get(ProjectUpdate, number)
        project = _on_chain(session, update.project_number) if update is not None else None
        if update is None or project is None:
            return None
        words = _joined(update.title_ja, update.title_en, update.body_ja, update.body_en)
        return Reported("", update.officer, words, str(project.municipality))


class ReportedPledge(ShownToAll):
    """The name and the words that a supporter wished to show."""

    def find(self, session: Session, number: int) -> Reported | None:
        pledge = session.get(Pledge, number)
        if pledge is None or not (pledge.shown_name or pledge.message):
            return None
        words = _joined(pledge.shown_name, pledge.message)
        return Reported("", pledge.supporter, words, str(pledge.project.municipality))


def _on_chain(session: Session, number: int) -> Project | None:
    found = session.scalar(select(ChainProject.number).filter_by(number=number))
    return session.get(Project, number) if found is not None else None


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
