"""The town's desk: all indicators over the years, and one with everything that was ever entered for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.surfaces.console.office import for_readers, page
from app.surfaces.wellbeing import blueprint
from app.surfaces.wellbeing.chart import IndicatorChart, indicator_chart
from app.wiring import current_platform
from chain.clock import unix
from chain.fiscal_years import fiscal_year_of
from chain.ids import MunicipalityCode
from points.analytics.wellbeing.keep_indicators import own_indicator
from points.analytics.wellbeing.pages import IndicatorView, history_of, indicators_of_town, retired_of_town, view_of

_YEARS_SHOWN = 6


@blueprint.get("/console/<code>/wellbeing")
@for_readers
def show_desk(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        views = indicators_of_town(session, code)
        years = years_shown(views)
        counted = platform.points.wellbeing.counted.of(session, code, with_this_year(years), platform.clock.now())
        retired = retired_of_town(session, code)
    return page(
        "wellbeing/desk.html", code, views=views, charts=charts_of(views, years), years=years, counted=counted,
        retired=retired, this_year=this_year(),
    )  # fmt: skip


@blueprint.get("/console/<code>/wellbeing/<int:indicator_id>")
@for_readers
def show_indicator(code: MunicipalityCode, indicator_id: int) -> str:
    """Raises: NotFound."""
    return page("wellbeing/indicator.html", code, **standing_of(code, indicator_id))


def standing_of(code: MunicipalityCode, indicator_id: int) -> dict[str, Any]:
    """Everything about one indicator. Raises: NotFound, also for another town's."""
    platform = current_platform()
    with platform.db.read() as session:
        view = view_of(session, own_indicator(session, code, indicator_id))
        history = history_of(session, indicator_id)
    years = years_shown([view])
    names = platform.points.directory.names({one.entered_by for one in history})
    return {
        "view": view, "history": history, "names": names, "this_year": this_year(),
        "chart": indicator_chart(view, years[0], years[-1]),
    }  # fmt: skip


def this_year() -> int:
    return fiscal_year_of(unix(current_platform().clock.now()))


def years_shown(views: Sequence[IndicatorView]) -> list[int]:
    """Up to six, the last of them with a value, or this one."""
    known = [one.year for view in views for one in view.values] or [this_year()]
    last = max(known)
    return list(range(max(min(known), last - _YEARS_SHOWN + 1), last + 1))


def with_this_year(years: Sequence[int]) -> list[int]:
    """What is counted here is there before the year's indicators are."""
    return sorted({*years, this_year()})[-_YEARS_SHOWN:]


def charts_of(views: Sequence[IndicatorView], years: Sequence[int]) -> dict[int, IndicatorChart | None]:
    return {view.indicator.id: indicator_chart(view, years[0], years[-1]) for view in views}
