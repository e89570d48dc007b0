"""Names of supporters that are communities' treasuries: those pledge by a proposal and write no name themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.i18n import localized
from app.surfaces.projects import blueprint
from app.wiring import current_platform
from chain.ids import Address
from dao.models import Community
from marketplace.queries.projects.supporters import SupporterLine


@blueprint.app_template_filter("treasury_names")
def treasury_names(lines: Sequence[SupporterLine]) -> Mapping[Address, str]:
    unnamed = {line.fact.supporter for line in lines if line.pledge is None}
    if not unnamed:
        return {}
    with current_platform().db.read() as session:
        found = session.scalars(select(Community).where(Community.timelock.in_(unnamed))).all()
        return {one.timelock: localized(one, "name") for one in found}
