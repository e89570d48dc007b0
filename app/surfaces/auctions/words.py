"""States of auctions, bids and names in words, and the time that is left."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.surfaces.auctions import blueprint
from app.wiring import current_platform
from marketplace.models.auctions import AuctionState, BidState, NameState

STATES = {
    AuctionState.DRAFT: (_l("下書き"), "neutral"),
    AuctionState.PREPARING: (_l("公開の処理中"), "information"),
    AuctionState.FAILED: (_l("公開できませんでした"), "error"),
    AuctionState.UPCOMING: (_l("まもなく開始"), "information"),
    AuctionState.OPEN: (_l("入札受付中"), "success"),
    AuctionState.CLOSED: (_l("集計中"), "information"),
    AuctionState.SOLD: (_l("落札"), "neutral"),
    AuctionState.UNSOLD: (_l("落札なし"), "neutral"),
    AuctionState.CANCELLED: (_l("取りやめ"), "neutral"),
}
BID_STATES = {
    BidState.AWAITING_SIGNATURE: (_l("署名待ち"), "warning"),
    BidState.EXPIRED: (_l("時間切れ"), "neutral"),
    BidState.PENDING: (_l("送信中"), "information"),
    BidState.FAILED: (_l("不成立"), "error"),
    BidState.LEADING: (_l("いまの最高額"), "success"),
    BidState.OUTBID: (_l("ほかの人が上回りました"), "warning"),
    BidState.WON: (_l("落札しました"), "success"),
    BidState.RETURNED: (_l("お金が戻りました"), "neutral"),
}
NAME_STATES = {
    NameState.SUBMITTED: (_l("審査中"), "information"),
    NameState.APPROVED: (_l("承認"), "success"),
    NameState.REFUSED: (_l("見送り"), "warning"),
    NameState.TAKEN_DOWN: (_l("掲示を停止"), "error"),
}
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


@blueprint.app_template_filter("auction_state")
def auction_state_words(state: AuctionState) -> tuple[str, str]:
    words, kind = STATES[state]
    return str(words), kind


@blueprint.app_template_filter("bid_state")
def bid_state_words(state: BidState) -> tuple[str, str]:
    words, kind = BID_STATES[state]
    return str(words), kind


@blueprint.app_template_filter("name_state")
def name_state_words(state: str) -> tuple[str, str]:
    words, kind = NAME_STATES[NameState(state)]
    return str(words), kind


@blueprint.app_template_filter("time_left")
def time_left(until: datetime) -> str:
    """The two largest units that are left; by the server's clock, which the chain's blocks follow."""
    seconds = max(0, int((until - current_platform().clock.now()).total_seconds()))
    days, hours, minutes = seconds // _DAY, seconds % _DAY // _HOUR, seconds % _HOUR // _MINUTE
    if days:
        return str(_("あと%(days)s %(hours)s", days=_days(days), hours=_hours(hours)))
    if hours:
        return str(_("あと%(hours)s %(minutes)s", hours=_hours(hours), minutes=_minutes(minutes)))
    if minutes:
        return str(_("あと%(minutes)s %(seconds)s", minutes=_minutes(minutes), seconds=_seconds(seconds % _MINUTE)))
    return str(_("あと%(seconds)s", seconds=_seconds(seconds)))


def seconds_between_looks(until: datetime) -> int:
    """How often a page asks again: every second in the last ten minutes."""
    return 1 if (until - current_platform().clock.now()).total_seconds() < 10 * _MINUTE else 5


@blueprint.app_template_filter("extension_words")
def extension_words(seconds: int) -> str:
    return _minutes(seconds // _MINUTE) if seconds % _MINUTE == 0 else _seconds(seconds)


def _days(count: int) -> str:
    return str(ngettext("%(num)s日", "%(num)s日", count))


def _hours(count: int) -> str:
    return str(ngettext("%(num)s時間", "%(num)s時間", count))


def _minutes(count: int) -> str:
    return str(ngettext("%(num)s分", "%(num)s分", count))


def _seconds(count: int) -> str:
    return str(ngettext("%(num)s秒", "%(num)s秒", count))
