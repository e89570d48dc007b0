"""Everything that members can report, by the name that stands in addresses and rows."""

from __future__ import annotations

from dao.models.moderation import ReportedKind
from dao.queries.events.photos import PHOTO, ReportedPhoto
from dao.queries.ideas.hiding import COMMENT, IDEA
from dao.queries.ideas.reported import ReportedComment, ReportedIdea
from dao.queries.membership.profiles import MEMBER, ReportedMember


def reported_kinds() -> dict[str, ReportedKind]:
    return {IDEA: ReportedIdea(), COMMENT: ReportedComment(), MEMBER: ReportedMember(), PHOTO: ReportedPhoto()}
