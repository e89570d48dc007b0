"""What a proposal does, in the reader's words, from its calls; and what a trial on the node says about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from app.i18n import language, localized, short_address, yen
from app.surfaces.dao import blueprint
from app.surfaces.dao.sentences import FAILURE_UNKNOWN, FAILURES
from app.wiring import current_platform
from chain.ids import Address
from dao.models import Action, AllowPledge, ChangeSetting, FundProject, PayYen, Setting, VoteOnMilestone
from dao.models.simulation import MUCH_PER_CENT, Alarm, Simulation
from dao.queries.pages import Rules
from dao.queries.standings import Standing
from marketplace.models.projects import MilestoneVoteOpened, Project

RULES = {
    Setting.VOTING_DELAY: _l("提案から投票開始までの期間"),
    Setting.VOTING_PERIOD: _l("投票を受け付ける期間"),
    Setting.PROPOSAL_THRESHOLD: _l("提案に必要なカードの枚数"),
    Setting.QUORUM_PER_CENT: _l("定足数（全票に対する割合）"),
    Setting.TIMELOCK_DELAY: _l("可決から支払いまでの確認期間"),
    Setting.VOTE_EXTENSION: _l("定足数に達してからも続く投票の期間"),
}


@dataclass(frozen=True, slots=True)
class Warned:
    kind: str  # of notice
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class HolderChange:
    name: str
    before: int
    after: int


@blueprint.app_template_filter("actions")
def actions_of(standing: Standing) -> list[Action]:
    return standing.actions(current_platform().contracts)


@blueprint.app_template_filter("action_words")
def action_words(action: Action) -> str:
    """The action as one sentence."""
    if isinstance(action, PayYen):
        payee = _payee_words(action)
        return str(_("金庫から %(payee)s に %(amount)s を支払う", payee=payee, amount=yen(action.amount)))
    if isinstance(action, AllowPledge):
        amount = yen(action.amount)
        return str(_("次の支援のために、支援の契約が金庫から %(amount)s を受け取れるようにする", amount=amount))
    if isinstance(action, FundProject):
        project, amount = project_title(action), yen(action.amount)
        return str(_("寄附プロジェクト「%(project)s」を %(amount)s で支援する", project=project, amount=amount))
    if isinstance(action, VoteOnMilestone):
        return _vote_words(action)
    if isinstance(action, ChangeSetting):
        value = setting_value(action.setting, action.value)
        return str(_("決まり「%(rule)s」を %(value)s に変える", rule=RULES[action.setting], value=value))
    return str(_("内容を読み取れない操作（専門的な確認が必要です）"))


def all_words(actions: Sequence[Action]) -> str:
    """Several actions as numbered sentences."""
    if len(actions) == 1:
        return action_words(actions[0])
    return " ".join(f"({place}) {action_words(action)}" for place, action in enumerate(actions, 1))


def setting_value(setting: Setting, value: int) -> str:
    if setting is Setting.QUORUM_PER_CENT:
        return f"{value}%"
    if setting is Setting.PROPOSAL_THRESHOLD:
        return str(ngettext("カード%(num)s枚", "カード%(num)s枚", value))
    return duration(value)


def value_now(rules: Rules, setting: Setting) -> str:
    return setting_value(setting, int(getattr(rules, setting.value)))


def setting_labels(rules: Rules) -> list[tuple[Setting, str]]:
    """Every rule with its value now."""
    now = {setting: value_now(rules, setting) for setting in RULES}
    return [
        (setting, _("%(rule)s（いまは %(value)s）", rule=label, value=now[setting])) for setting, label in RULES.items()
    ]


@blueprint.app_template_filter("duration")
def duration(seconds: int) -> str:
    """Whole days, hours or minutes, whichever is the largest that fits."""
    if seconds >= 86_400 and seconds % 86_400 == 0:
        return str(ngettext("%(num)s日", "%(num)s日", seconds // 86_400))
    if seconds >= 3_600 and seconds % 3_600 == 0:
        return str(ngettext("%(num)s時間", "%(num)s時間", seconds // 3_600))
    if seconds >= 60 and seconds % 60 == 0:
        return str(ngettext("%(num)s分", "%(num)s分", seconds // 60))
    return str(ngettext("%(num)s秒", "%(num)s秒", seconds))


@blueprint.app_template_filter("failure_words")
def failure_words(name: str) -> str:
    return str(FAILURES.get(name, FAILURE_UNKNOWN))


@blueprint.app_template_filter("warnings")
def warnings(simulation: Simulation) -> list[Warned]:
    """The gravest first."""
    return [_warned(alarm, simulation) for alarm in simulation.alarms]


@blueprint.app_template_filter("holder_changes")
def holder_changes(simulation: Simulation) -> list[HolderChange]:
    """The treasury and the payees, before and after; empty when a call failed or none could be tried."""
    if simulation.after is None:
        return []
    names = current_platform().dao.directory.names(set(simulation.before) - {simulation.treasury})
    kept = {action.payee: action.payee_name for action in simulation.actions if isinstance(action, PayYen)}

    def name_of(holder: Address) -> str:
        if holder == simulation.treasury:
            return str(_("このコミュニティの金庫"))
        return names.get(holder) or kept.get(holder, "") or short_address(holder)

    return [
        HolderChange(name_of(holder), int(before), int(simulation.after[holder]))
        for holder, before in simulation.before.items()
    ]


def _warned(alarm: Alarm, simulation: Simulation) -> Warned:
    if alarm is Alarm.UNKNOWN:
        body = _(
            "呼び出し先または機能が、このしくみの知らないものです。"
            "何が起こるか確かめられないときは、賛成しないでください。"
        )
        return Warned("error", _("内容を読み取れない操作が含まれています"), body)
    if alarm is Alarm.FAILS:
        name = simulation.failure
        words = f"{failure_words(name)}（{name}）" if language() == "ja" else f"{failure_words(name)} ({name})"
        return Warned("error", _("いまの状態では実行できません"), words)
    if alarm is Alarm.MUCH:
        body = _("残高の%(most)s%%を超えるお金が動きます。支払先と金額をよく確かめてください。", most=MUCH_PER_CENT)
        return Warned("error", _much(simulation), body)
    body = _("可決されて実行されると、そのあとの提案はこの新しい決まりで行われます。")
    return Warned("warning", _("コミュニティの決まりを変える提案です"), body)


def _much(simulation: Simulation) -> str:
    moved, share = yen(simulation.moved), simulation.share_moved
    if share is None or share > 100:
        return str(_("金庫の残高を超える %(amount)s の支払いです", amount=moved))
    return str(_("金庫の%(share)s%%にあたる %(amount)s が動きます", share=share, amount=moved))


@blueprint.app_template_filter("milestone_asked")
def milestone_asked(action: VoteOnMilestone) -> MilestoneVoteOpened | None:
    """The vote that the ballot is for; None where the project never asked about that report."""
    asked = {"number": action.project, "round": action.round, "report_hash": action.report_hash}
    with current_platform().db.read() as session:
        return session.scalar(select(MilestoneVoteOpened).filter_by(**asked))


def project_title(action: FundProject | VoteOnMilestone) -> str:
    """As it is called now; else as the proposal kept it; else its number."""
    with current_platform().db.read() as session:
        found = session.get(Project, action.project)
        now = localized(found, "title") if found else ""
    return now or action.project_title or str(action.project)


def _vote_words(action: VoteOnMilestone) -> str:
    asked = milestone_asked(action)
    named = {"project": project_title(action), "step": asked.milestone + 1 if asked else "?"}
    if action.agrees:
        return str(_("寄附プロジェクト「%(project)s」の第%(step)s段階の報告に、金庫が賛成の票を入れる", **named))
    return str(_("寄附プロジェクト「%(project)s」の第%(step)s段階の報告に、金庫が反対の票を入れる", **named))


def _payee_words(action: PayYen) -> str:
    """The name kept with the proposal is Japanese; readers of English get today's English one where there is one."""
    known = {} if language() == "ja" else current_platform().dao.directory.names([action.payee])
    return known.get(action.payee) or action.payee_name or short_address(action.payee)
