"""The list of lotteries with the own ones first, the page of one, and the document with which anybody repeats it."""

from __future__ import annotations

from flask import Response, jsonify, render_template

from app.access import signed_in_account
from app.surfaces.lotteries import blueprint
from app.surfaces.lotteries.words import turn_of
from app.surfaces.marketplace.audience import audience_of
from app.surfaces.marketplace.words import gives
from app.wiring import current_platform
from chain.contracts.restricted import accounts_tree
from marketplace.queries.lotteries.pages import (
    accounts_of,
    find_lottery,
    list_lotteries,
    lottery_document,
    own_lotteries,
)


@blueprint.get("/lotteries")
def show_lotteries() -> str:
    platform, account = current_platform(), signed_in_account()
    now = platform.clock.now()
    with platform.db.read() as session:
        views = list_lotteries(session, now)
        own = own_lotteries(session, account.address, now) if account else []
    return render_template("lotteries/lotteries.html", views=views, own=[(view, turn_of(view)) for view in own])


@blueprint.get("/lotteries/<int:number>")
def show_lottery(number: int) -> str:
    return lottery_page(number)


@blueprint.get("/lotteries/<int:number>/lottery.json")
def download_document(number: int) -> Response:
    platform = current_platform()
    with platform.db.read() as session:
        document = lottery_document(session, find_lottery(session, number, platform.clock.now()))
    response = jsonify(document)
    response.headers["Content-Disposition"] = f'attachment; filename="lottery-{number}.json"'
    return response


def lottery_page(number: int, *, error: str = "") -> str:
    platform, account = current_platform(), signed_in_account()
    reader = account.address if account else None
    with platform.db.read() as session:
        view = find_lottery(session, number, platform.clock.now(), reader)
        accounts = accounts_of(session, number) if view.lottery.drawn_at else []
    roots = [(one, accounts_tree(accounts[one.round.first : one.round.last]).root) for one in view.opened_rounds]
    return render_template(
        "lotteries/lottery.html",
        view=view,
        lottery=view.lottery,
        collection=view.collection,
        town=view.collection.town,
        gives=gives(view.collection),
        turn=turn_of(view),
        roots=roots,
        is_signed_in=account is not None,
        audience=audience_of(view.lottery.typed_eligibility(), view.collection.municipality, reader),
        error=error,
    )
