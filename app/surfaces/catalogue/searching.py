"""The search page. Anybody may look; its address says all of it, so that it can be kept and sent to others."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, render_template, request

from app.surfaces.catalogue import blueprint
from app.surfaces.catalogue.asked import Asked, read_asked
from app.surfaces.catalogue.keeping import catalogue_stamp, kept_choices, page_for_visitor
from app.surfaces.catalogue.words import chips
from app.wiring import current_platform

_FOLDED = frozenset({"q", "sale"})  # conditions that stand above the fold


@blueprint.get("/items")
def show_items() -> Response:
    """The whole page, or for HTMX what was found."""
    asked = read_asked(request.args)
    is_restored = request.headers.get("HX-History-Restore-Request") == "true"
    if request.headers.get("HX-Request") == "true" and not is_restored:
        response = page_for_visitor(partial(_page, "catalogue/_result.html", asked))
        response.headers["HX-Push-Url"] = _address(asked)
        return response
    response = page_for_visitor(partial(_page, "catalogue/search.html", asked))
    if asked.errors:
        response.status_code = 422
    return response


def _page(template: str, asked: Asked, **values: Any) -> str:
    found, choices = current_platform().marketplace.catalogue.find(asked.search, catalogue_stamp()), kept_choices()
    return render_template(
        template,
        asked=asked,
        values=asked.values,
        found=found,
        choices=choices,
        chips=chips(asked, choices),
        more=asked.after(found.after) if found.after else "",
        is_narrowed=any(name not in _FOLDED for name in asked.conditions),
        **values,
    )


def _address(asked: Asked) -> str:
    return asked.after(asked.search.after) if asked.search.after else asked.address()
