"""Product projects by their numbers, for those who act on them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.models.membership import CommunityRole, RoleHolding
from dao.models.product_projects import ProductProject
from dao.models.product_projects.errors import ProductStopped, ProductUnknown
from dao.queries.membership.belonging import require_role
from dao.queries.product_projects.readers import STEWARD


def project_of(session: Session, number: int) -> ProductProject:
    """Raises: ProductUnknown."""
    project = session.get(ProductProject, number)
    if project is None:
        raise ProductUnknown(number)
    return project


def locked_project(session: Session, number: int) -> ProductProject:
    """Held for writing. Raises: ProductUnknown, ProductStopped."""
    project = session.get(ProductProject, number, with_for_update=True)
    if project is None:
        raise ProductUnknown(number)
    if project.stopped_at is not None:
        raise ProductStopped(number)
    return project


def steered_project(session: Session, number: int, steward: Address) -> ProductProject:
    """Held for writing by a steward of its community. Raises: ProductUnknown, ProductStopped, RoleRequired."""
    require_role(session, project_of(session, number).community, steward, STEWARD, "steer a product project")
    return locked_project(session, number)


def naming_town(session: Session, slug: str, steward: Address) -> str:
    """Code of the town that named this steward."""
    held = select(RoleHolding.municipality).filter_by(community=slug, account=steward, role=CommunityRole.STEWARD)
    return session.scalars(held.where(RoleHolding.withdrawn_at.is_(None))).one()
