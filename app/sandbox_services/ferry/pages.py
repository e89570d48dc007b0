"""The pier's pages: the timetable, one's own tickets, and the crew's."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import for_visitors, signed_in_visitor
from app.sandbox_services.common.visitors import OPENID
from app.sandbox_services.ferry.boarding import Boarding
from app.sandbox_services.ferry.passes import Passes
from app.sandbox_services.ferry.sailings import NOTED, OPENS, Sailing, coming, sailing_of
from app.sandbox_services.ferry.sales import Sales, Sold

_SHOWN = 6  # departures


def open_site(site: Site) -> Blueprint:
    passes, sales = Passes(site), Sales(site)
    boarding = Boarding(site, passes)
    blueprint = Blueprint("ferry", __name__, template_folder="templates")
    _add_timetable(blueprint, site, sales)
    _add_own(blueprint, site, passes, boarding)
    _add_crew(blueprint, site, sales, boarding)
    return blueprint


def _add_timetable(blueprint: Blueprint, site: Site, sales: Sales) -> None:
    @blueprint.get("/")
    def home() -> str:
        now, sold = site.now(), sales.by_sailing()
        return render_template(
            "ferry/home.html",
            sailings=[(one, sold.get(one.key, Sold()), one.is_open(now)) for one in coming(now, _SHOWN)],
            minutes=OPENS.seconds // 60,
        )


def _add_own(blueprint: Blueprint, site: Site, passes: Passes, boarding: Boarding) -> None:
    @blueprint.get("/boarding")
    @for_visitors
    def show_own() -> str:
        visitor, now = signed_in_visitor(), site.now()
        tickets = passes.of(visitor)
        return render_template(
            "ferry/boarding.html",
            is_known=visitor.way == OPENID,
            sailings=[
                (sailing_of(key), [one for one in tickets if one.sailing == key])
                for key in dict.fromkeys(one.sailing for one in tickets)
            ],
            now=now,
            minutes=OPENS.seconds // 60,
        )

    @blueprint.post("/boarding")
    @for_visitors
    def board() -> Response:
        people = boarding.alone(signed_in_visitor(), request.form.get("sailing", ""), site.now())
        words = f"{people}名さま、ご乗船ありがとうございます。", f"Welcome on board, party of {people}."
        flash(t(*words), "success")
        return redirect("/boarding", 303)


def _add_crew(blueprint: Blueprint, site: Site, sales: Sales, boarding: Boarding) -> None:
    @blueprint.get("/crew")
    def show_crew() -> str:
        now, sold = site.now(), sales.by_sailing()
        noted = [one for one in _around(site) if one.is_noted(now)]
        return render_template(
            "ferry/crew.html",
            sailings=[(one, sold.get(one.key, Sold()), now >= one.at) for one in noted],
            not_cancelled=boarding.told_otherwise(),
            next=coming(now, 1)[0],
            minutes=OPENS.seconds // 60,
            hours=NOTED.seconds // 3600,
        )

    @blueprint.post("/crew")
    def let_on() -> Response:
        people, is_checked = boarding.by_crew(request.form.get("code", ""), request.form.get("sailing", ""), site.now())
        if is_checked:
            flash(t(f"{people}名さま、乗船です。", f"Party of {people}: on board."), "success")
        else:
            words = (
                f"{people}名さまを控えました。結びにつながらないため、最後に確かめた券で受け付けています。",
                f"Party of {people} noted. Musubi does not answer, so the ticket stands as it was last checked.",
            )
            flash(t(*words), "warning")
        return redirect("/crew", 303)


def _around(site: Site) -> list[Sailing]:
    """From those that left a while ago, by time."""
    return coming(site.now() - NOTED, _SHOWN)
