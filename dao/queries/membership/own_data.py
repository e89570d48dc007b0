"""What membership holds about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.membership import ConductVersion, MemberProfile, RoleHolding


def own_membership(session: Session, person: Address) -> OwnData:
    roles = (
        select(
            RoleHolding.community, RoleHolding.role, RoleHolding.municipality, RoleHolding.named_at,
            RoleHolding.withdrawn_at,
        )
        .where(RoleHolding.account == person)
        .order_by(RoleHolding.id)
    )  # fmt: skip
    shown = select(
        MemberProfile.community, MemberProfile.is_shown, MemberProfile.name, MemberProfile.line,
        MemberProfile.changed_at,
    ).where(MemberProfile.account == person)  # fmt: skip
    written = select(
        ConductVersion.community, ConductVersion.number, ConductVersion.body_ja, ConductVersion.body_en,
        ConductVersion.written_at,
    ).where(ConductVersion.written_by == person)  # fmt: skip
    return {
        "roles": plain_rows(session, roles),
        "member_list": plain_rows(session, shown.order_by(MemberProfile.id)),
        "codes_of_conduct": plain_rows(session, written.order_by(ConductVersion.id)),
    }
