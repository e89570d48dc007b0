"""Entering a lottery, and taking the entry back while entries are open."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.lotteries import blueprint
from app.surfaces.lotteries.showing import lottery_page
from app.wiring import current_platform
from marketplace.models.eligibility.errors import NotEligible
from marketplace.models.lotteries.errors import LotteryNotOpen

Page = AnyResponse | tuple[str, int]


@blueprint.get("/lotteries/<int:number>/entries/new")
@requires_sign_in
def sign_in_to_enter(number: int) -> AnyResponse:
    """Where the sign-in page leads back to for a visitor who wants to enter."""
    return _to_lottery(number)


@blueprint.post("/lotteries/<int:number>/entries")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def enter_lottery(number: int) -> Page:
    try:
        current_platform().marketplace.lotteries.enter.enter(number, current_account().address)
    except (LotteryNotOpen, NotEligible) as refusal:
        return lottery_page(number, error=_refused(refusal)), status_of(refusal)
    flash(_("申し込みました。順番が来たらお知らせします。"), "success")
    return _to_lottery(number)


@blueprint.post("/lotteries/<int:number>/entries/withdrawal")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def withdraw_entry(number: int) -> Page:
    try:
        current_platform().marketplace.lotteries.enter.withdraw(number, current_account().address)
    except LotteryNotOpen as refusal:
        return lottery_page(number, error=sentence(refusal)), status_of(refusal)
    flash(_("申し込みを取り消しました。"), "success")
    return _to_lottery(number)


def _refused(refusal: LotteryNotOpen | NotEligible) -> str:
    return _("条件に合う方だけが申し込めます。") if isinstance(refusal, NotEligible) else sentence(refusal)


def _to_lottery(number: int) -> AnyResponse:
    return redirect(url_for("lotteries.show_lottery", number=number), 303)
