"""Everything of communities that members can report, by the name that stands in addresses and rows."""

from __future__ import annotations

from chain.clock import Clock
from dao.models.moderation import ReportedKind
from dao.queries.events.photos import PHOTO, ReportedPhoto
from dao.queries.ideas.hiding import COMMENT, IDEA
from dao.queries.ideas.reported import ReportedComment, ReportedIdea
from dao.queries.membership.profiles import MEMBER, ReportedMember
from dao.queries.product_projects.readers import Readers
from dao.queries.product_projects.reported import APPLICATION, PRODUCT, ReportedApplication, ReportedProduct


def reported_kinds(readers: Readers, clock: Clock) -> dict[str, ReportedKind]:
    return {
        IDEA: ReportedIdea(),
        COMMENT: ReportedComment(),
        MEMBER: ReportedMember(),
        PHOTO: ReportedPhoto(),
        PRODUCT: ReportedProduct(readers),
        APPLICATION: ReportedApplication(readers, clock),
    }
