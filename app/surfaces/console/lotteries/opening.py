"""A town's lotteries, the form that opens one, and the desk of one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.lotteries.form import LotteryForm, payees_of
from app.surfaces.console.office import for_officers, page
from app.surfaces.lotteries.words import lottery_failure
from app.surfaces.marketplace.audience_form import audience_choices, audience_sentence
from app.surfaces.marketplace.words import order_failure
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.queries.lotteries.pages import list_lotteries, sellable_collections, town_lottery
from marketplace.services.lotteries.offer_round import step_of


@blueprint.get("/console/<code>/lotteries")
@for_officers
def show_lotteries(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        views = list_lotteries(session, platform.clock.now(), code)
    return page("console/lotteries/lotteries.html", code, views=views)


@blueprint.get("/console/<code>/lotteries/new")
@for_officers
def new_lottery(code: MunicipalityCode) -> str:
    return _form(code, LotteryForm.first())


@blueprint.post("/console/<code>/lotteries")
@limiter.limit("20 per minute", key_func=per_person)
@for_officers
def create_lottery(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    form = LotteryForm.sent()
    terms = form.terms(code)
    if terms is not None:
        officer = current_account().address
        try:
            number = current_platform().marketplace.lotteries.open.open(code, officer, terms)
        except Invalid as error:
            form.refuse(error)
        except Conflict as error:
            form.errors["collection"] = sentence(error)
        else:
            flash(_("抽選販売を公開しました。"), "success")
            return redirect(url_for("console.show_lottery", code=code, number=number), 303)
    return _form(code, form), 422


@blueprint.post("/console/<code>/lotteries/split")
@limiter.limit("120 per minute", key_func=per_person)
@for_officers
def preview_lottery_split(code: MunicipalityCode) -> str:
    """A fragment. Nothing is saved."""
    return render_template("selling/_split.html", split=LotteryForm.sent().preview(payees_of(code)))


@blueprint.get("/console/<code>/lotteries/<int:number>")
@for_officers
def show_lottery(code: MunicipalityCode, number: int) -> str:
    return lottery_desk(code, number)


def lottery_desk(code: MunicipalityCode, number: int, *, reason_error: str = "") -> str:
    """Who entered is not shown here: nobody needs it."""
    platform = current_platform()
    with platform.db.read() as session:
        view = town_lottery(session, code, number, platform.clock.now())
    return page(
        "console/lotteries/lottery.html",
        code,
        view=view,
        lottery=view.lottery,
        collection=view.collection,
        step=step_of(view),
        audience_words=audience_sentence(view.lottery.typed_eligibility(), code),
        failure=lottery_failure(view.lottery.error_name) if view.lottery.error_name else "",
        round_failures={
            one.round.listing_number: order_failure(one.listing.listing.error_name)
            for one in view.rounds
            if one.listing.listing.error_name
        },
        reason_error=reason_error,
        reason_typed=request.form.get("reason", ""),
    )


def _form(code: MunicipalityCode, form: LotteryForm) -> str:
    with current_platform().db.read() as session:
        series = [(str(one.number), localized(one, "name")) for one in sellable_collections(session, code)]
    payees = payees_of(code)
    return page(
        "console/lotteries/form.html",
        code,
        typed=form,
        form=form,
        errors=form.errors,
        series=series,
        payees=payees,
        split=form.preview(payees),
        split_address=url_for("console.preview_lottery_split", code=code),
        audience=audience_choices(code),
    )
