"""States of projects, kinds of donations and what happens to the money, in words."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.surfaces.projects import blueprint
from marketplace.models.projects import DonationKind, Project
from marketplace.models.projects.rules import ProjectState
from marketplace.models.projects.stretch import Mark, StretchGoal, marks_of
from marketplace.queries.projects.views import ProjectView

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
KIND_NAMES = {
    DonationKind.TOWN: _l("まちへの寄附"),
    DonationKind.HOMETOWN_TAX: _l("ふるさと納税の対象になる寄附"),
    DonationKind.OTHER: _l("団体や事業者への支援"),
}
KINDS = {
    DonationKind.TOWN: _l("まちへの寄附です。税の控除については、まちの窓口にお尋ねください。"),
    DonationKind.HOMETOWN_TAX: _l(
        "ふるさと納税の対象になる、まちへの寄附です。控除の額や手続きは、まちの窓口にお尋ねください。"
    ),
    DonationKind.OTHER: _l("団体や事業者への支援です。寄附金控除の対象にはなりません。"),
}
RECEIPT_NOTES = {
    DonationKind.TOWN: _l("税の控除を受けられるかどうかは、申告の内容によります。控除を約束するものではありません。"),
    DonationKind.HOMETOWN_TAX: _l(
        "ふるさと納税の申告に使えます。控除の額は所得などで決まります。ワンストップ特例の申請は、まちの窓口にお尋ねください。"
    ),
    DonationKind.OTHER: _l("団体や事業者への支援のため、税の控除には使えません。"),
}
HINDRANCES = {
    "steps_follow": _l(
        "今年のうちに、まだ渡されるお金があるかもしれません。すべて終わるか、年が明けると発行できます。"
    ),
    "not_final": _l("支払いが確定するのを待っています。数分で発行できるようになります。"),
    "nothing": _l("あなたの支援のうち、渡った額は1円に届きませんでした。"),
    "erased": _l("保管の期間が終わったため、発行できません。"),
}

BALLOT_OBJECTIONS = {
    "closed": _l("この投票は終わりました。"),
    "no_supporter": _l("このプロジェクトを支援した人だけが投票できます。"),
    "voted_already": _l("あなたの投票は、すでに届いています。"),
    "changed": _l("選んだものが変わりました。もう一度選んでください。"),
    "signature": _l("署名を確かめられませんでした。もう一度投票してください。"),
}
BALLOT_FAILED = _l("投票が届きませんでした。もう一度投票してください。")


@blueprint.app_template_filter("ballot_objection_words")
def ballot_objection_words(objection: str) -> str:
    return str(BALLOT_OBJECTIONS.get(objection, BALLOT_FAILED))


@blueprint.app_template_filter("project_state_words")
def project_state_words(state: str) -> str:
    return str(STATES[ProjectState(state)][0])


@blueprint.app_template_filter("project_state_kind")
def project_state_kind(state: str) -> str:
    return STATES[ProjectState(state)][1]


@blueprint.app_template_filter("donation_words")
def donation_words(kind: str) -> str:
    return str(KINDS[DonationKind(kind)])


@blueprint.app_template_filter("donation_name")
def donation_name(kind: str) -> str:
    return str(KIND_NAMES[DonationKind(kind)])


@blueprint.app_template_filter("receipt_title")
def receipt_title(project: Project) -> str:
    """Support of a group is no donation in law."""
    is_other = project.donation_kind == DonationKind.OTHER
    return str(_("支援金受領書") if is_other else _("寄附金受領証明書"))


@blueprint.app_template_filter("receipt_note")
def receipt_note(kind: str) -> str:
    return str(RECEIPT_NOTES[DonationKind(kind)])


@blueprint.app_template_filter("receipt_hindrance")
def receipt_hindrance(reason: str) -> str:
    return str(HINDRANCES[reason])


@blueprint.app_template_global("goal_rule")
def goal_rule(project: Project) -> str:
    """What becomes of the money when the goal is missed."""
    if project.all_or_nothing:
        return str(_("目標に届かなかったときは、全員に全額が自動で戻ります。"))
    return str(
        _(
            "目標に届かなくても実施します。目標に届かないことを理由に、お金は戻りません。"
            "まちが取りやめたときは、まだ渡していない分が戻ります。"
        )
    )


def goal_rules() -> list[tuple[str, str, str]]:
    """What an officer chooses from: value, name, and what it means for supporters."""
    keeps_all = _(
        "集まった分で必ず実施します。支援した人に、目標に届かないことを理由にお金は戻りません。少ない額でも実施できるときに選んでください。"
    )
    return [
        ("1", str(_("全額を返す（目標に届いたときだけ実施）")), str(_("届かなければ、全員に全額が自動で戻ります。"))),
        ("0", str(_("集まった分で実施する（届かなくても実施）")), str(keeps_all)),
    ]


@blueprint.app_template_global("vote_rule")
def vote_rule(project: Project) -> str:
    """How supporters release milestones."""
    return str(
        _(
            "2つめからの段階は、まちが報告を公開したあと、支援した人が%(days)s日間の投票で決めます。支援した額が票の重さです。"
            "賛成が反対より多いときだけ支払われます。投票しなかった分は数えません。同数のときや、だれも投票しないときは支払われず、"
            "まちは新しい報告でやり直すか、取りやめて残りをお返しします。",
            days=project.vote_days,
        )
    )


@blueprint.app_template_filter("stretch_marks")
def stretch_marks(goals: Sequence[StretchGoal], view: ProjectView) -> list[Mark]:
    """The project's own goal first."""
    return marks_of(view.together, view.project.goal, [goal.amount for goal in goals])
