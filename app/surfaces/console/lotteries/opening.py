"""A town's lotteries, the form that opens one, and the desk of one."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.lotteries.words import lottery_failure
from app.surfaces.marketplace.words import order_failure
from app.wiring import current_platform
from chain.clock import JST
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Yen
from marketplace.queries.lotteries.pages import list_lotteries, sellable_collections, town_lottery
from marketplace.services.lotteries.offer_round import step_of
from marketplace.services.lotteries.open_lottery import LotteryTerms

FIELDS = ("collection", "price", "cards", "buy_days", "opens_at", "closes_at")


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
    start = current_platform().clock.now().astimezone(JST).replace(minute=0) + timedelta(hours=1)
    given = {
        "cards": "10",
        "buy_days": "7",
        "opens_at": local_moment(start),
        "closes_at": local_moment(start + timedelta(days=14)),
    }
    return _form(code, Typed.of(FIELDS, given))


@blueprint.post("/console/<code>/lotteries")
@limiter.limit("20 per minute", key_func=per_person)
@for_officers
def create_lottery(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    terms = _terms(typed)
    if terms is not None:
        officer = current_account().address
        try:
            number = current_platform().marketplace.lotteries.open.open(code, officer, terms)
        except Invalid as error:
            typed.refuse(error)
        except Conflict as error:
            typed.errors["collection"] = sentence(error)
        else:
            flash(_("抽選販売を公開しました。"), "success")
            return redirect(url_for("console.show_lottery", code=code, number=number), 303)
    return _form(code, typed), 422


@blueprint.get("/console/<code>/lotteries/<int:number>")
@for_officers
def show_lottery(code: MunicipalityCode, number: int) -> str:
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
        failure=lottery_failure(view.lottery.error_name) if view.lottery.error_name else "",
        round_failures={
            one.round.listing_number: order_failure(one.listing.listing.error_name)
            for one in view.rounds
            if one.listing.listing.error_name
        },
    )


def _form(code: MunicipalityCode, typed: Typed) -> str:
    with current_platform().db.read() as session:
        series = [(str(one.number), localized(one, "name")) for one in sellable_collections(session, code)]
    return page("console/lotteries/form.html", code, typed=typed, series=series)


def _terms(typed: Typed) -> LotteryTerms | None:
    collection, price = typed.read("collection", read_number), typed.read("price", Yen.parse)
    cards, buy_days = typed.read("cards", read_number), typed.read("buy_days", read_number)
    opens_at, closes_at = typed.read("opens_at", read_moment), typed.read("closes_at", read_moment)
    if collection is None or price is None or cards is None or buy_days is None or opens_at is None:
        return None
    if closes_at is None:
        return None
    return LotteryTerms(collection, price, cards, buy_days, opens_at, closes_at)
