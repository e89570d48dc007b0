"""Communities in whose treasury a town's officers have a say: those the town belongs to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import Invalid
from chain.ids import MunicipalityCode
from dao.errors import CommunityUnknown
from dao.models import Community


def community_of_town(
    session: Session, slug: str, municipality: MunicipalityCode, *, for_update: bool = False
) -> Community:
    """With `for_update` nobody else plans for it until the transaction ends.

    Raises: CommunityUnknown; Invalid (municipality) when the town does not belong to it.
    """
    wanted = select(Community).filter_by(slug=slug)
    community = session.scalar(wanted.with_for_update() if for_update else wanted)
    if community is None:
        raise CommunityUnknown(slug)
    if str(municipality) not in community.towns:
        raise Invalid("municipality", "not_of_community", code=str(municipality))
    return community
