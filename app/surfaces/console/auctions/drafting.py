"""The list of a municipality's naming auctions, and drafts: write, look at, change, throw away."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.artwork_form import SCENES
from app.surfaces.console.auctions.form import AuctionForm
from app.surfaces.console.office import for_officers, page
from app.surfaces.marketplace.words import detail_rows
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.artwork.cards import CLOTH
from marketplace.errors import TownUnknown
from marketplace.models.auctions import NameState
from marketplace.models.auctions.errors import AuctionFixed
from marketplace.ports import SalePayee
from marketplace.queries.auctions.auctions import AuctionView, bids_of, town_auction, town_auctions
from marketplace.queries.auctions.names import town_names
from marketplace.queries.listings import address_of


@blueprint.get("/console/<code>/auctions")
@for_officers
def show_auctions(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        views = town_auctions(session, code, platform.clock.now())
        waiting = sum(name.state == NameState.SUBMITTED for name in town_names(session, code))
    return page("console/auctions/auctions.html", code, views=views, waiting=waiting)


@blueprint.get("/console/<code>/auctions/new")
@for_officers
def new_auction(code: MunicipalityCode) -> str:
    return _form(code, AuctionForm.blank())


@blueprint.post("/console/<code>/auctions")
@for_officers
def create_auction(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    return _save(code, None)


@blueprint.get("/console/<code>/auctions/<int:number>")
@for_officers
def show_town_auction(code: MunicipalityCode, number: int) -> str:
    """A draft to be signed, step by step; afterwards how the bidding stands."""
    platform = current_platform()
    with platform.db.read() as session:
        view = town_auction(session, code, number, platform.clock.now())
        bids, is_on_chain = bids_of(session, number), address_of(session, view.collection.number) is not None
    step = 3 if view.address else 2 if is_on_chain else 1
    return page(
        "console/auctions/auction.html", code, view=view, auction=view.auction, collection=view.collection, bids=bids,
        detail_rows=detail_rows(view.collection), step=step, is_signed=view.collection.state == "pending",
    )  # fmt: skip


@blueprint.get("/console/<code>/auctions/<int:number>/edit")
@for_officers
def edit_auction(code: MunicipalityCode, number: int) -> str:
    return _form(code, AuctionForm.of(_view(code, number), _payees(code)), number)


@blueprint.post("/console/<code>/auctions/<int:number>")
@for_officers
def change_auction(code: MunicipalityCode, number: int) -> AnyResponse | tuple[str, int]:
    _view(code, number)
    return _save(code, number)


@blueprint.post("/console/<code>/auctions/<int:number>/removal")
@for_officers
def discard_auction(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        current_platform().marketplace.auctions.write.discard(code, number)
    except AuctionFixed as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_town_auction", code=code, number=number), 303)
    flash(_("下書きを取り消しました。"), "success")
    return redirect(url_for("console.show_auctions", code=code), 303)


def _save(code: MunicipalityCode, number: int | None) -> AnyResponse | tuple[str, int]:
    form, writing = AuctionForm.sent(), current_platform().marketplace.auctions.write
    draft = form.draft(code, _payees(code))
    if draft is not None:
        try:
            if number is None:
                number = writing.draft(current_account().address, draft)
            else:
                writing.change(code, number, draft)
            return redirect(url_for("console.show_town_auction", code=code, number=number), 303)
        except Invalid as error:
            form.typed.refuse(error)
        except (Conflict, TownUnknown) as error:
            flash(sentence(error), "error")
    return _form(code, form, number), 422


def _form(code: MunicipalityCode, form: AuctionForm, number: int | None = None) -> str:
    scenes = [(key, str(words)) for key, words in SCENES.items() if key != CLOTH]
    return page(
        "console/auctions/form.html", code, typed=form.typed, lines=form.lines, payees=_payees(code), scenes=scenes,
        number=number,
    )  # fmt: skip


def _payees(code: MunicipalityCode) -> Sequence[SalePayee]:
    return current_platform().marketplace.selling.payees.of(code)


def _view(code: MunicipalityCode, number: int) -> AuctionView:
    platform = current_platform()
    with platform.db.read() as session:
        return town_auction(session, code, number, platform.clock.now())
