"""States of a lottery, and how somebody stands in it, in everybody's words."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.surfaces.lotteries import blueprint
from marketplace.models import SaleState
from marketplace.models.lotteries import LotteryState
from marketplace.queries.lotteries.pages import LotteryView

# (words, kind of badge)
LOTTERY_STATES = {
    LotteryState.SOON: (_l("まもなく受付"), "information"),
    LotteryState.OPEN: (_l("申し込み受付中"), "success"),
    LotteryState.CLOSED: (_l("受付終了"), "warning"),
    LotteryState.FIXING: (_l("抽選中"), "warning"),
    LotteryState.DRAWN: (_l("順番が決まりました"), "neutral"),
    LotteryState.CALLED_OFF: (_l("取りやめ"), "error"),
}
FAILURES = {
    "SignatureExpired": _l("署名の有効時間を過ぎていました。もう一度署名してください。"),
    "OfficerUnauthorized": _l("署名した人に、このまちのものを売り出す権限がありません。"),
    "LotteryExists": _l("申し込みがすでに固定されているため、取りやめられませんでした。"),
    "LotteryIsCancelled": _l("この抽選販売は、すでに取りやめになっています。"),
    "MunicipalityIsPaused": _l("まちの取り扱いが一時的に止まっています。"),
}
OTHER_FAILURE = _l("登録できませんでした。時間をおいて、もう一度署名してください。")


class Turn(StrEnum):
    """What somebody who entered can do or waits for."""

    ENTERED = "entered"
    BOUGHT = "bought"
    MAY_BUY = "may_buy"
    CHOSEN = "chosen"  # the sale to them is not open yet
    WAITING = "waiting"  # next in line when others do not buy
    MISSED = "missed"


def turn_of(view: LotteryView) -> Turn | None:
    standing = view.standing
    if standing is None:
        return None
    if standing.entry.place is None:
        return Turn.ENTERED
    own = standing.own_round
    if own is None:
        return Turn.CHOSEN if standing.entry.place < view.lottery.cards else Turn.WAITING
    if own.listing.buyer_left == 0:
        return Turn.BOUGHT
    if own.listing.state is SaleState.ON_SALE:
        return Turn.MAY_BUY
    is_coming = own.listing.state in (SaleState.PREPARING, SaleState.UPCOMING, SaleState.FAILED)
    return Turn.CHOSEN if is_coming else Turn.MISSED


def lottery_failure(error_name: str) -> str:
    return str(FAILURES.get(error_name, OTHER_FAILURE))


@blueprint.app_template_filter("lottery_state")
def lottery_state_words(state: LotteryState) -> tuple[str, str]:
    words, kind = LOTTERY_STATES[state]
    return str(words), kind
