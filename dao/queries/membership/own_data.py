"""What membership holds about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.membership import RoleHolding


def own_membership(session: Session, person: Address) -> OwnData:
    roles = (
        select(
            RoleHolding.community, RoleHolding.role, RoleHolding.municipality, RoleHolding.named_at,
            RoleHolding.withdrawn_at,
        )
        .where(RoleHolding.account == person)
        .order_by(RoleHolding.id)
    )  # fmt: skip
    return {"roles": plain_rows(session, roles)}
