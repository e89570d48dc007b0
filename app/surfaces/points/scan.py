"""The camera for the code that stands at a shop's counter, inside the page; where it leads is app/surfaces/pay."""

from __future__ import annotations

from flask import render_template

from app.access import requires_sign_in
from app.surfaces.points import blueprint


@blueprint.get("/points/scan")
@requires_sign_in
def scan_shop() -> str:
    return render_template("points/scan.html")
