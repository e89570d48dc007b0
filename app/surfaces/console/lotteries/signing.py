"""The officer's signatures about a lottery: the entries are fixed, then the sale opens to those whose turn it is."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.i18n import localized, number, place, yen
from app.security import limiter
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.lotteries.opening import lottery_desk
from app.surfaces.console.office import for_officers, to_signature
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.queries.lotteries.pages import LotteryView, town_lottery


@blueprint.post("/console/<code>/lotteries/<int:number>/fixing")
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def fix_entries(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        asked = current_platform().marketplace.lotteries.fix.prepare(code, number, current_account().address)
    except Conflict as error:
        return _refused(code, number, error)
    view = _view(code, number)
    return to_signature(
        asked.typed_data,
        title=_("申し込みを固定します"),
        words=[*_words(view), (_("申し込みの数"), ngettext("申し込み %(num)s人", "申し込み %(num)s人", view.entries))],
        consequence=_("署名すると、申し込みをあとから変えられなくなり、次のブロックで順番が決まります。"),
        purpose="marketplace.lottery",
        subject=asked.subject,
        return_to=_desk(code, number),
    )


@blueprint.post("/console/<code>/lotteries/<int:number>/rounds")
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def offer_round(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        asked = current_platform().marketplace.lotteries.offer.prepare(code, number, current_account().address)
    except Conflict as error:
        return _refused(code, number, error)
    view = _view(code, number)
    one = next(one for one in view.rounds if one.round.listing_number == int(asked.subject))
    return to_signature(
        asked.typed_data,
        title=_("選ばれた方への販売を始めます"),
        words=[
            *_words(view),
            (_("買える方"), _("%(first)s〜%(last)s番目", first=one.round.first + 1, last=one.round.last)),
            (_("枚数"), ngettext("カード%(num)s枚", "カード%(num)s枚", one.listing.listing.supply)),
            (_("買える期間"), ngettext("%(num)s日間", "%(num)s日間", view.lottery.buy_days)),
        ],
        consequence=_("署名すると、この方たちだけが買えるようになり、お知らせが届きます。"),
        purpose="marketplace.lottery_round",
        subject=asked.subject,
        return_to=_desk(code, number),
    )


@blueprint.post("/console/<code>/lotteries/<int:number>/calling-off")
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def call_off_lottery(code: MunicipalityCode, number: int) -> AnyResponse | tuple[str, int]:
    officer, reason = current_account().address, request.form.get("reason", "")
    try:
        asked = current_platform().marketplace.lotteries.call_off.prepare(code, number, officer, reason)
    except Invalid as error:
        return lottery_desk(code, number, reason_error=sentence(error)), status_of(error)
    except Conflict as error:
        return _refused(code, number, error)
    view = _view(code, number)
    return to_signature(
        asked.typed_data,
        title=_("抽選販売を取りやめます"),
        words=[
            *_words(view),
            (_("申し込みの数"), ngettext("申し込み %(num)s人", "申し込み %(num)s人", view.entries)),
            (_("申し込んだ方に伝える理由"), view.lottery.called_off_because),
        ],
        consequence=_("署名すると、この抽選は行われず、元に戻せません。申し込んだ方全員に、理由をお知らせします。"),
        purpose="marketplace.lottery_off",
        subject=asked.subject,
        return_to=_desk(code, number),
    )


@completes("marketplace.lottery_off")
def publish_calling_off(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.lotteries.call_off.complete(subject, signature)


@completes("marketplace.lottery")
def publish_entries(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.lotteries.fix.complete(subject, signature)


@completes("marketplace.lottery_round")
def publish_round(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.lotteries.offer.complete(subject, signature)


def _view(code: MunicipalityCode, lottery: int) -> LotteryView:
    platform = current_platform()
    with platform.db.read() as session:
        return town_lottery(session, code, lottery, platform.clock.now())


def _words(view: LotteryView) -> list[tuple[str, str]]:
    return [
        (_("抽選販売"), localized(view.collection, "name")),
        (_("まち"), place(view.collection.town)),
        (_("1枚の値段"), yen(view.lottery.price)),
        (_("抽選で売る枚数"), number(view.lottery.cards)),
    ]


def _refused(code: MunicipalityCode, lottery: int, error: Conflict) -> AnyResponse:
    flash(sentence(error), "error")
    return redirect(_desk(code, lottery), 303)


def _desk(code: MunicipalityCode, lottery: int) -> str:
    return url_for("console.show_lottery", code=code, number=lottery)
