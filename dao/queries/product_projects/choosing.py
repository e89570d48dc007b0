"""Which shops a steward may choose as the maker now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.product_projects import MakerBy, ProductProject, Situation
from dao.queries.product_projects.standing import applications_of, winner_of


def may_be_chosen(session: Session, project: ProductProject, situation: Situation) -> list[Address]:
    """Where a poll is to decide, the one it chose. A poll needs two shops, and one that decided nothing leaves the
    choice to the steward."""
    shops = [one.shop for one in applications_of(session, project.id)]
    if situation is Situation.MAKER_VOTED:
        winner = winner_of(session, project.maker_poll)
        return [one for one in shops if winner is not None and one == project.maker_options[winner]]
    if situation is Situation.APPLIED and project.maker_by == MakerBy.POLL and len(shops) > 1:
        return []
    return shops if situation in (Situation.APPLIED, Situation.MAKER_UNDECIDED) else []
