"""What a town publishes of its indicators, for everybody."""

from __future__ import annotations

from flask import Response, render_template

from app.surfaces.marketplace.codes import town_code
from app.surfaces.wellbeing import blueprint
from app.surfaces.wellbeing.desk import charts_of, with_this_year, years_shown
from app.surfaces.wellbeing.lists import list_of
from app.wiring import current_platform
from points.analytics.wellbeing.pages import indicators_of_town


@blueprint.get("/towns/<code>/wellbeing")
def show_public(code: str) -> str:
    """Raises: NotFound."""
    platform = current_platform()
    town = platform.marketplace.pages.town_words(town_code(code))
    with platform.db.read() as session:
        views = [view for view in indicators_of_town(session, town.code, only_published=True) if view.values]
        years = years_shown(views)
        counted_years = with_this_year(years) if views else []
        counted = platform.points.wellbeing.counted.of(session, town.code, counted_years, platform.clock.now())
    return render_template(
        "wellbeing/public.html", town=town, views=views, charts=charts_of(views, years), years=years, counted=counted
    )


@blueprint.get("/towns/<code>/wellbeing.csv")
def download_public(code: str) -> Response:
    """Raises: NotFound."""
    town = current_platform().marketplace.pages.town_words(town_code(code))
    with current_platform().db.read() as session:
        views = indicators_of_town(session, town.code, only_published=True)
    return list_of(views, f"wellbeing-{town.code}.csv")
