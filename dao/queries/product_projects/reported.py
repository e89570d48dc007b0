"""Product projects and applications of makers as moderators find them. A project for holders, and what shops wrote
before the deadline, are shown to those alone who read them anyway."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from dao.models.membership import CommunityRole
from dao.models.moderation import Reported
from dao.models.product_projects import MakerApplication, ProductProject
from dao.queries.membership.roles import roles_of
from dao.queries.product_projects.readers import Readers

PRODUCT, APPLICATION = "product_project", "maker_application"  # names of kinds for moderators


class ReportedProduct:
    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def find(self, session: Session, number: int) -> Reported | None:
        project = session.get(ProductProject, number)
        if project is None:
            return None
        written = (project.title_ja, project.title_en, project.body_ja, project.body_en, project.picture_words)
        return Reported(project.community, project.started_by, "\n\n".join(part for part in written if part))

    def is_shown_to(self, session: Session, number: int, reader: Address) -> bool:
        project = session.get(ProductProject, number)
        return project is not None and self._readers.reads(session, project, reader)


class ReportedApplication:
    def __init__(self, readers: Readers, clock: Clock) -> None:
        self._readers = readers
        self._clock = clock

    def find(self, session: Session, number: int) -> Reported | None:
        application = session.get(MakerApplication, number)
        project = session.get(ProductProject, application.project_id) if application is not None else None
        if application is None or project is None or application.withdrawn_at is not None:
            return None
        return Reported(project.community, application.written_by, application.words)

    def is_shown_to(self, session: Session, number: int, reader: Address) -> bool:
        application = session.get(MakerApplication, number)
        project = session.get(ProductProject, application.project_id) if application is not None else None
        if application is None or project is None or not self._readers.reads(session, project, reader):
            return False
        is_secret = project.apply_until is not None and self._clock.now() < project.apply_until
        return not is_secret or CommunityRole.STEWARD in roles_of(session, project.community, reader)
