"""The winner's page: propose a name, read what the town said, and propose again."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.auctions import blueprint
from app.surfaces.console.forms import Typed
from app.wiring import current_platform
from chain.errors import Invalid
from marketplace.models.auctions.errors import NameNotOpen
from marketplace.models.auctions.names import NameWords
from marketplace.queries.auctions.names import NamingView, own_naming

_FIELDS = ("name_ja", "name_en", "kana", "credit", "note")


@blueprint.get("/auctions/<int:number>/name")
@requires_sign_in
def show_naming(number: int) -> str:
    """Prefilled with the last round, which often needs one sign changed."""
    view = _own(number)
    before = {name: getattr(view.newest, name) for name in _FIELDS} if view.newest else {}
    return _page(view, Typed.of(_FIELDS, before))


@blueprint.post("/auctions/<int:number>/name")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def propose_name(number: int) -> Response | tuple[str, int]:
    view, typed = _own(number), Typed.of(_FIELDS, request.form)
    try:
        words = NameWords(**typed.values)
        current_platform().marketplace.auctions.propose_name.propose(number, current_account().address, words)
    except Invalid as error:
        typed.refuse(error)
        return _page(view, typed), 422
    except NameNotOpen as error:
        flash(sentence(error), "error")
        return redirect(url_for("auctions.show_naming", number=number), 303)
    flash(_("名前を提案しました。まちの審査をお待ちください。"), "success")
    return redirect(url_for("auctions.show_naming", number=number), 303)


def _own(number: int) -> NamingView:
    """Raises: AuctionUnknown, NotWinner."""
    platform = current_platform()
    with platform.db.read() as session:
        return own_naming(session, number, current_account().address, platform.clock.now())


def _page(view: NamingView, typed: Typed) -> str:
    auction = view.auction
    return render_template(
        "auctions/naming.html",
        view=view,
        auction=auction,
        collection=auction.collection,
        detail=auction.detail,
        typed=typed,
    )
