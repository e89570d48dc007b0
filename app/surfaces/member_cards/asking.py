"""The cards a person may ask for, and the page of one: what it gives, and how one's request stands."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from app.access import current_account, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.holding.pieces import Page, failure_words
from app.surfaces.marketplace.browsing import reader
from app.surfaces.marketplace.words import gives
from app.surfaces.member_cards import blueprint
from app.wiring import current_platform
from chain.errors import Conflict, Invalid


@blueprint.get("/member-cards")
def list_cards() -> str:
    desks = current_platform().marketplace.member_cards.pages.open_desks()
    return render_template("member_cards/cards.html", desks=desks)


@blueprint.get("/member-cards/<int:number>")
def show_card(number: int) -> str:
    """The page, or for HTMX the part that changes. Raises: NotFound."""
    return _page(number)


@blueprint.post("/member-cards/<int:number>/applications")
@limiter.limit("10 per minute")
@requires_sign_in
def ask_for_card(number: int) -> Page:
    """Raises: NotFound."""
    words = request.form.get("words", "")
    try:
        current_platform().marketplace.member_cards.issue_card.apply(number, current_account().address, words)
    except (Conflict, Invalid) as error:
        return _page(number, words, sentence(error)), status_of(error)
    return redirect(url_for("member_cards.show_card", number=number), 303)


def _page(number: int, words: str = "", error: str = "") -> str:
    view = current_platform().marketplace.member_cards.pages.desk(number, reader())
    detail = view.collection.typed_detail()
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        f"member_cards/{'_standing' if is_fragment else 'card'}.html",
        view=view,
        collection=view.collection,
        perks=getattr(detail, "typed_perks", []),
        gives=gives(view.collection),
        failure=failure_words(view.error_name),
        words=words,
        error=error,
    )
