"""States of projects, kinds of donations and what happens to the money, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.surfaces.projects import blueprint
from marketplace.models.projects import DonationKind, Project
from marketplace.models.projects.rules import ProjectState

STATES = {
    ProjectState.DRAFT: (_l("下書き"), "neutral"),
    ProjectState.FAILED: (_l("公開できませんでした"), "error"),
    ProjectState.UPCOMING: (_l("まもなく開始"), "information"),
    ProjectState.RUNNING: (_l("支援受付中"), "success"),
    ProjectState.MISSED: (_l("目標に届きませんでした"), "warning"),
    ProjectState.UNSUPPORTED: (_l("終了（支援なし）"), "neutral"),
    ProjectState.FUNDED: (_l("成立・実施中"), "success"),
    ProjectState.DONE: (_l("完了"), "neutral"),
    ProjectState.CANCELLED: (_l("取りやめ"), "neutral"),
}
KINDS = {
    DonationKind.TOWN: _l("まちへの寄附です。税の控除については、まちの窓口にお尋ねください。"),
    DonationKind.HOMETOWN_TAX: _l("ふるさと納税の対象です。受領証は、まちの窓口が発行します。"),
    DonationKind.OTHER: _l("団体や事業者への支援です。寄附金控除の対象にはなりません。"),
}


@blueprint.app_template_filter("project_state_words")
def project_state_words(state: str) -> str:
    return str(STATES[ProjectState(state)][0])


@blueprint.app_template_filter("project_state_kind")
def project_state_kind(state: str) -> str:
    return STATES[ProjectState(state)][1]


@blueprint.app_template_filter("donation_words")
def donation_words(kind: str) -> str:
    return str(KINDS[DonationKind(kind)])


@blueprint.app_template_global("goal_rule")
def goal_rule(project: Project) -> str:
    """What becomes of the money when the goal is missed."""
    if project.all_or_nothing:
        return str(_("目標に届かなかったときは、全員に全額が自動で戻ります。"))
    return str(_("目標に届かなくても、集まった分で実施します。まちが取りやめたときは、まだ使っていない分が戻ります。"))
