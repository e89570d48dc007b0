"""All cards of a collection drawn ahead: begun, paused, and how far it is."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import MunicipalityCode


@blueprint.get("/console/<code>/artwork/series/<int:number>")
@for_officers
def show_series(code: MunicipalityCode, number: int) -> str | AnyResponse:
    """A fragment that asks again while cards are drawn; a person is led to the page."""
    if not request.headers.get("HX-Request"):
        return redirect(_overview(code, number), 303)
    view = current_platform().marketplace.artwork.pages.series(code, number)
    return render_template("console/_artwork_series.html", code=str(code), one=view)


@blueprint.post("/console/<code>/artwork/series/<int:number>/drawing")
@for_officers
def start_drawing(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        current_platform().marketplace.artwork.draw_cards.start(code, current_account().address, number)
    except DomainError as error:
        flash(sentence(error), "error")
    return redirect(_overview(code, number), 303)


@blueprint.post("/console/<code>/artwork/series/<int:number>/pause")
@for_officers
def pause_drawing(code: MunicipalityCode, number: int) -> AnyResponse:
    try:
        current_platform().marketplace.artwork.draw_cards.pause(code, number)
    except DomainError as error:
        flash(sentence(error), "error")
    return redirect(_overview(code, number), 303)


def _overview(code: MunicipalityCode, number: int) -> str:
    return url_for("console.show_artwork", code=code, _anchor=f"series-{number}")
