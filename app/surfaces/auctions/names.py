"""Names that towns approved, for everybody, and the winner's certificate."""

from __future__ import annotations

from flask import Response, render_template, url_for

from app.access import current_account, requires_sign_in, signed_in_account
from app.downloads import document
from app.papers.naming_certificate import certificate_pdf
from app.surfaces.auctions import blueprint
from app.surfaces.marketplace.words import gives
from app.wiring import current_platform
from marketplace.models.auctions.errors import NotWinner
from marketplace.queries.auctions.names import shown_name, shown_names


@blueprint.get("/names")
def list_names() -> str:
    platform = current_platform()
    with platform.db.read() as session:
        names = shown_names(session, platform.clock.now())
    return render_template("auctions/names.html", names=names)


@blueprint.get("/names/<int:number>")
def show_name(number: int) -> str:
    """`number` of the auction. Nothing of a name is here before the town approved it."""
    platform, account = current_platform(), signed_in_account()
    with platform.db.read() as session:
        view, name = shown_name(session, number, platform.clock.now())
    auction = view.auction
    return render_template(
        "auctions/name.html",
        view=view,
        name=name,
        auction=auction,
        collection=auction.collection,
        town=auction.collection.town,
        detail=auction.detail,
        gives=gives(auction.collection),
        is_winner=account is not None and account.address == view.winner,
    )


@blueprint.get("/names/<int:number>/certificate.pdf")
@requires_sign_in
def download_certificate(number: int) -> Response:
    """For the winner. Raises: AuctionUnknown, NameUnknown, NotWinner."""
    platform, me = current_platform(), current_account().address
    with platform.db.read() as session:
        view, name = shown_name(session, number, platform.clock.now())
    if view.winner != me:
        raise NotWinner(me)
    address = platform.settings.public_url.rstrip("/") + url_for("auctions.show_name", number=number)
    paper = certificate_pdf(view, name, address, is_demonstration=platform.settings.demo)
    return document(f"naming-{number}.pdf", paper)
