"""What product projects hold about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.product_projects import MakerApplication, ProductProject, ProjectStep


def own_products(session: Session, person: Address) -> OwnData:
    started = select(
        ProductProject.community, ProductProject.title_ja, ProductProject.title_en, ProductProject.body_ja,
        ProductProject.body_en, ProductProject.created_at,
    ).where(ProductProject.started_by == person)  # fmt: skip
    steps = (
        select(ProductProject.title_ja, ProjectStep.kind, ProjectStep.at)
        .join(ProductProject, ProductProject.id == ProjectStep.project_id)
        .where(ProjectStep.by == person)
    )
    applied = (
        select(
            ProductProject.title_ja, MakerApplication.shop, MakerApplication.words, MakerApplication.price,
            MakerApplication.quantity, MakerApplication.ready_on, MakerApplication.written_at,
            MakerApplication.withdrawn_at,
        )
        .join(ProductProject, ProductProject.id == MakerApplication.project_id)
        .where(MakerApplication.written_by == person)
    )  # fmt: skip
    return {
        "products_started": plain_rows(session, started.order_by(ProductProject.id)),
        "product_steps": plain_rows(session, steps.order_by(ProjectStep.id)),
        "maker_applications": plain_rows(session, applied.order_by(MakerApplication.id)),
    }
