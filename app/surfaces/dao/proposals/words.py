"""States, actions and moments of the dao domain in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.i18n import moment
from app.surfaces.dao import blueprint
from app.surfaces.dao.actions.words import actions_of, all_words
from chain.clock import from_unix
from dao.markdown import to_html
from dao.models import Milestone, Schedule, State, Support
from dao.queries.ballots import BallotState
from dao.queries.pages import ProposalPage
from dao.queries.standings import Standing

# State: (words, kind of badge)
STATES = {
    State.AWAITING_SIGNATURE: (_l("署名待ち"), "warning"),
    State.SUBMITTED: (_l("送信中"), "information"),
    State.FAILED: (_l("届きませんでした"), "error"),
    State.PENDING: (_l("投票開始前"), "neutral"),
    State.ACTIVE: (_l("投票受付中"), "information"),
    State.CANCELED: (_l("取消"), "neutral"),
    State.DEFEATED: (_l("否決"), "neutral"),
    State.SUCCEEDED: (_l("可決"), "success"),
    State.QUEUED: (_l("可決・確認期間"), "success"),
    State.EXPIRED: (_l("期限切れ"), "neutral"),
    State.EXECUTED: (_l("実行済み"), "success"),
}
CHOICES = {Support.FOR: _l("賛成"), Support.AGAINST: _l("反対"), Support.ABSTAIN: _l("保留")}
CHOICE_KEYS = {Support.FOR: "for", Support.AGAINST: "against", Support.ABSTAIN: "abstain"}


class Progress(StrEnum):
    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    progress: Progress
    at: datetime | None = None
    note: str = ""


@blueprint.app_template_filter("markdown")
def markdown(text: str) -> Markup:
    return Markup(to_html(text))  # noqa: S704  (no raw HTML comes through, see dao/markdown.py)  # nosec B704


@blueprint.app_template_filter("unix")
def unix_moment(seconds: int) -> datetime:
    return from_unix(seconds)


@blueprint.app_template_filter("state_words")
def state_words(state: State) -> str:
    return str(STATES[state][0])


@blueprint.app_template_filter("standing_words")
def standing_words(standing: Standing) -> str:
    """The state; of what a town stopped, that it did."""
    return str(_("まちが差し止め")) if standing.is_vetoed else state_words(standing.state)


@blueprint.app_template_filter("state_kind")
def state_kind(state: State) -> str:
    return STATES[state][1]


@blueprint.app_template_filter("choice_words")
def choice_words(support: Support) -> str:
    return str(CHOICES[support])


@blueprint.app_template_filter("choice_key")
def choice_key(support: Support) -> str:
    return CHOICE_KEYS[support]


def ballot_words(standing: Standing, support: Support, weight: int, title: str) -> list[tuple[str, str]]:
    """What a voter signs, as rows of the signing page."""
    assert standing.schedule is not None
    verb = {
        Support.FOR: _("あなたは『%(title)s』に賛成します（%(votes)s票）", title=title, votes=weight),
        Support.AGAINST: _("あなたは『%(title)s』に反対します（%(votes)s票）", title=title, votes=weight),
        Support.ABSTAIN: _("あなたは『%(title)s』について保留とします（%(votes)s票）", title=title, votes=weight),
    }[support]
    closing = moment(from_unix(standing.schedule.deadline))
    return [
        (_("投票"), verb),
        (_("提案の内容"), all_words(actions_of(standing))),
        (_("投票の締切"), closing),
    ]


def changing_words(is_changeable: bool) -> str:
    return str(_("締切まで何度でも選び直せる") if is_changeable else _("できない（投票は1回だけ）"))


def ballot_consequence(standing: Standing) -> str:
    if standing.proposal.is_changeable:
        return str(
            _("締切までは選び直せ、最後の投票が数えられます。どのアドレスがどう投票したかは公開の記録に残ります。")
        )
    return str(_("投票は1回だけで、あとから変更できません。どのアドレスがどう投票したかは公開の記録に残ります。"))


def timeline(standing: Standing) -> list[Step]:
    """The life of a proposal as steps, with the moment of each where it is known."""
    schedule, state = standing.schedule, standing.state
    if schedule is None:
        stopped = state is State.FAILED
        first = Step(_("提案"), Progress.STOPPED if stopped else Progress.CURRENT)
        return [first, *(Step(label, Progress.AHEAD) for label in (_("投票"), _("集計"), _("確認期間"), _("支払い")))]
    created = standing.milestones[Milestone.CREATED]
    return [
        Step(_("提案"), Progress.DONE, from_unix(created.block_time)),
        Step(_("投票開始"), _passed(state is not State.PENDING), from_unix(schedule.snapshot + 1)),
        Step(_("投票締切"), _voting(state), from_unix(schedule.deadline), moved_close(schedule)),
        *_after_vote(standing),
    ]


def news(page: ProposalPage) -> str:
    """One sentence for those who do not see the page change."""
    ballots = {
        BallotState.PENDING: _("投票を送信しました。"),
        BallotState.CONFIRMED: _("投票が数えられました。"),
        BallotState.FINAL: _("投票が確定しました。"),
        BallotState.FAILED: _("投票は数えられませんでした。"),
    }
    own = ballots.get(page.receipt.state, "") if page.receipt else ""
    state = _("提案の状態：%(state)s", state=state_words(page.standing.state))
    return f"{own} {state}".strip()


def _after_vote(standing: Standing) -> list[Step]:
    schedule, state = standing.schedule, standing.state
    assert schedule is not None
    if standing.is_vetoed:
        stopped = from_unix(standing.milestones[Milestone.VETOED].block_time)
        return [Step(_("可決"), Progress.DONE), Step(_("まちが差し止め"), Progress.STOPPED, stopped)]
    if state in (State.DEFEATED, State.CANCELED):
        return [Step(state_words(state), Progress.STOPPED)]
    accepted = state in (State.SUCCEEDED, State.QUEUED, State.EXECUTED)
    executed = standing.milestones.get(Milestone.EXECUTED)
    waiting = {State.QUEUED: Progress.CURRENT, State.EXECUTED: Progress.DONE}.get(state, Progress.AHEAD)
    eta = from_unix(schedule.eta) if schedule.eta else None
    return [
        Step(_("可決"), Progress.CURRENT if state is State.SUCCEEDED else _passed(accepted)),
        Step(_("確認期間の終わり"), waiting, eta, _("支払いの前に、みんなが内容を確かめる期間です")),
        Step(_("支払い"), _passed(executed is not None), from_unix(executed.block_time) if executed else None),
    ]


@blueprint.app_template_filter("moved_close")
def moved_close(schedule: Schedule) -> str:
    """With the old close and the new one; "" while nothing moved."""
    if not schedule.is_extended:
        return ""
    old, new = moment(from_unix(schedule.first_deadline)), moment(from_unix(schedule.deadline))
    return str(_("締切の間際に定足数に達したため、締切が%(old)sから%(new)sに延びました。", old=old, new=new))


def _passed(has_passed: bool) -> Progress:
    return Progress.DONE if has_passed else Progress.AHEAD


def _voting(state: State) -> Progress:
    if state is State.ACTIVE:
        return Progress.CURRENT
    return Progress.AHEAD if state is State.PENDING else Progress.DONE
