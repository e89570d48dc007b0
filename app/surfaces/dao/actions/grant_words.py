"""Grants that a proposal opens, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import localized, points
from app.surfaces.dao import blueprint
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from dao.models.grants import GrantPlan, Whom
from dao.ports import GrantProgress, GrantState
from dao.queries.grants.pages import GrantView
from points.models import Program

WHOM = {
    Whom.MEMBERS: _l("付与するときのコミュニティの仲間みんなに、等しく"),
    Whom.HOLDERS: _l("この提案に投票できたカードの持ち主に、等しく"),
    Whom.RESIDENTS: _l("付与するときにまちの窓口で本人確認を終えている人に、等しく"),
    Whom.WRITTEN: _l("目的に書いた人に（名簿はまちがつくります）"),
}
_STATES = {
    GrantState.DRAFTED: (_l("まちが準備中"), "information"),
    GrantState.RUNNING: (_l("付与しています"), "information"),
    GrantState.DONE: (_l("付与しました"), "success"),
    GrantState.STOPPED: (_l("途中で止まりました"), "error"),
}


@dataclass(frozen=True, slots=True)
class PlannedGrant:
    """One that is only written so far."""

    plan: GrantPlan
    amount: int


def plan_words(plan: GrantPlan, amount: int) -> str:
    town, program = _named(plan.municipality, plan.program)
    return str(
        _(
            "%(town)s が「%(program)s」から合わせて%(amount)sを、%(whom)s付与する",
            town=town, program=program, amount=points(amount), whom=WHOM[plan.whom],
        )
    )  # fmt: skip


@blueprint.app_template_filter("planned_grant_words")
def planned_grant_words(planned: PlannedGrant) -> str:
    return plan_words(planned.plan, planned.amount)


@blueprint.app_template_filter("grant_words")
def grant_words(view: GrantView) -> str:
    grant = view.grant
    return plan_words(GrantPlan(grant.municipality, grant.program, Whom(grant.whom)), grant.amount)


@blueprint.app_template_filter("grant_state_words")
def grant_state_words(progress: GrantProgress) -> str:
    return str(_STATES[progress.state][0])


@blueprint.app_template_filter("grant_state_kind")
def grant_state_kind(progress: GrantProgress) -> str:
    return _STATES[progress.state][1]


def _named(municipality: str, program: int) -> tuple[str, str]:
    """Names of a town and of its program; a code or a number where they are not known here."""
    platform, code = current_platform(), MunicipalityCode(municipality)
    with platform.db.read() as session:
        town = platform.municipalities.by_code(session, [code]).get(code)
        found = session.get(Program, program)
        name = localized(found, "name") if found is not None else str(program)
    return (localized(town, "name") if town else municipality), name
