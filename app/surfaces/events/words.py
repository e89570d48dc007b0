"""Kinds, states and times of events in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import day, localized, moment, time_of_day
from app.surfaces.community_tokens.tiers import tier_words
from app.surfaces.events import blueprint
from app.wiring import current_platform
from chain.clock import JST, from_unix
from chain.municipalities import MunicipalityView
from dao.models.events import Audience, CommunityEvent, EventKind, ReplyState
from dao.ports import CardSeries
from dao.queries.events.pages import EventState

KINDS = {
    EventKind.TOUR: _l("ツアー"),
    EventKind.EXHIBITION: _l("展示会"),
    EventKind.HARVEST: _l("収穫体験"),
    EventKind.MEETING: _l("集まり"),
}
AUDIENCES = {
    Audience.EVERYBODY: (_l("どなたでも"), ""),
    Audience.MEMBERS: (
        _l("コミュニティの仲間"),
        _l("コミュニティのカードかトークンを持つ人、まちが仲間に入れた住民やお店、役割のある人。"),
    ),
    Audience.SERIES: (_l("決まったカードを持つ人"), _l("下でえらぶカードを、1枚以上持つ人。")),
    Audience.TIER: (
        _l("トークンを持つ人"),
        _l("コミュニティのトークンを、下でえらぶ段階まで持つ人。申し込むときの口数で決まります。"),
    ),
    Audience.CARD: (_l("まちのカードを持つ人"), _l("アンバサダーカードかデジタル住民票を持つ人。")),
}
# State: (words, kind of badge)
STATES = {
    EventState.OPEN: (_l("受付中"), "information"),
    EventState.FULL: (_l("満席・キャンセル待ち受付中"), "warning"),
    EventState.UNDER_WAY: (_l("開催中"), "success"),
    EventState.OVER: (_l("終了"), "neutral"),
    EventState.CALLED_OFF: (_l("中止"), "error"),
}
REPLIES = {
    ReplyState.GOING: (_l("参加します"), "success"),
    ReplyState.WAITING: (_l("キャンセル待ち"), "warning"),
    ReplyState.OFFERED: (_l("空きが出ました"), "information"),
    ReplyState.WITHDRAWN: (_l("取り消しました"), "neutral"),
    ReplyState.LAPSED: (_l("期限が過ぎました"), "neutral"),
}


@blueprint.app_template_filter("event_kind_words")
def event_kind_words(kind: str) -> str:
    return str(KINDS[EventKind(kind)])


@blueprint.app_template_filter("event_audience_words")
def event_audience_words(event: CommunityEvent) -> str:
    """For whom it is, with the name of the series, or of the tier, whose holders are invited."""
    if event.audience == Audience.TIER:
        asked = current_platform().dao.events.reply.tier_of(event.id, None)
        return tier_words(asked.tier if asked else None)
    series = series_of_event(event)
    if series is not None:
        return str(_("「%(name)s」を持つ人", name=localized(series, "name")))
    return str(AUDIENCES[Audience(event.audience)][0])


def series_of_event(event: CommunityEvent) -> CardSeries | None:
    if event.series is None:
        return None
    desks = current_platform().dao.events.desks
    known = desks.series(desks.community(event.community).towns)
    return next((one for one in known if one.address == event.series), None)


@blueprint.app_template_filter("event_state")
def event_state(state: EventState) -> tuple[str, str]:
    return str(STATES[state][0]), STATES[state][1]


@blueprint.app_template_filter("reply_state")
def reply_state(state: str) -> tuple[str, str]:
    words, kind = REPLIES[ReplyState(state)]
    return str(words), kind


@blueprint.app_template_global("event_time")
def event_time(begins_at: int, ends_at: int) -> str:
    """The day once, where both are on the same one."""
    begins, ends = from_unix(begins_at).astimezone(JST), from_unix(ends_at).astimezone(JST)
    if begins.date() == ends.date():
        clock = {"begins": time_of_day(begins), "ends": time_of_day(ends)}
        return str(_("%(day)s %(begins)s〜%(ends)s", day=day(begins), **clock))
    return str(_("%(begins)s から %(ends)s まで", begins=moment(begins), ends=moment(ends)))


def home_words(towns: Sequence[MunicipalityView]) -> dict[str, str]:
    return {
        **{str(town.code): localized(town, "name") for town in towns},
        "other": str(_("日本のほかのまち")),
        "abroad": str(_("海外")),
    }


@blueprint.app_template_global("home_choices")
def home_choices(towns: Sequence[MunicipalityView]) -> list[tuple[str, str]]:
    """Where somebody may say they live: the community's towns, elsewhere, abroad, or nothing."""
    return [("", str(_("答えない"))), *home_words(towns).items()]
