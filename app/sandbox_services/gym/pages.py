"""The gym's pages: the door with how many are inside, the reader beside it, and the shelf."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.gym.shelf import PRODUCTS, Shelf
from app.sandbox_services.gym.visits import LONGEST_STAY, Visits

_LOOK_SECONDS = 30


def open_site(site: Site) -> Blueprint:
    visits, shelf = Visits(site.book, site.outbox), Shelf(site.book, site.outbox)
    site.every(_LOOK_SECONDS, lambda: visits.close_forgotten(site.now()))
    blueprint = Blueprint("gym", __name__, template_folder="templates")

    @blueprint.get("/")
    def home() -> str:
        return render_template(
            "gym/home.html",
            inside=visits.inside(),
            today=visits.today(site.now()),
            since=visits.since(current_visitor()),
            products=PRODUCTS,
            hours=LONGEST_STAY.seconds // 3600,
        )

    @blueprint.post("/entries")
    def enter() -> Response:
        visits.enter(_who(site), site.now())
        flash(t("ドアが開きました。いってらっしゃい。", "The door is open. Enjoy your exercise."), "success")
        return redirect("/", 303)

    @blueprint.post("/exits")
    def leave() -> Response:
        minutes = visits.leave(_who(site), site.now())
        flash(
            t(f"おつかれさまでした。{minutes}分の利用でした。", f"Well done. You were here for {minutes} minutes."),
            "success",
        )
        return redirect("/", 303)

    @blueprint.post("/purchases")
    @for_visitors
    def buy() -> Response:
        product = shelf.buy(signed_in_visitor(), request.form.get("product", ""), site.now())
        words = (
            f"{product.title[0]} {product.yen}円を料金箱に入れてください。",
            f"{product.title[1]}: please put {product.yen} yen into the box.",
        )
        flash(t(*words), "success")
        return redirect("/", 303)

    return blueprint


def _who(site: Site) -> Visitor:
    """Whoever holds a card up to the reader, else who is signed in on the phone. Raises: Refused."""
    shown = request.form.get("shown", "").strip()
    visitor = None if shown else current_visitor()
    return visitor or site.visitors.shown(shown)
