"""One's own bids, and yen that wait to be sent back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.security import limiter
from app.surfaces.auctions import blueprint
from app.surfaces.auctions.sentences import bid_failure
from app.wiring import current_platform
from marketplace.models.auctions.errors import NothingKept
from marketplace.queries.auctions.bids import kept_for, own_bids


@blueprint.get("/bids")
@requires_sign_in
def list_bids() -> str:
    platform, me = current_platform(), current_account().address
    with platform.db.read() as session:
        bids, kept = own_bids(session, me, platform.clock.now()), kept_for(session, me)
    return render_template("auctions/bids.html", bids=bids, kept=kept, failure_words=bid_failure)


@blueprint.post("/bids/refunds")
@limiter.limit("10 per minute", key_func=per_person)
@requires_sign_in
def ask_refund() -> Response:
    try:
        current_platform().marketplace.auctions.send_back.ask(current_account().address)
        flash(_("お金を送る手続きをしています。少しお待ちください。"), "success")
    except NothingKept as error:
        flash(sentence(error), "error")
    return redirect(url_for("auctions.list_bids"), 303)
