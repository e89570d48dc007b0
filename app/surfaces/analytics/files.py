"""Anonymised files (分析用データ): which data and months, what for; what stands in them; and who took which."""

from __future__ import annotations

from datetime import date

from flask import Response, request

from app.access import current_account
from app.downloads import sheet
from app.surfaces.analytics import blueprint
from app.surfaces.analytics.people import waiting
from app.surfaces.analytics.words import COLUMNS, DATA_SETS, cell_words, month_words
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.analytics.people.datasets import SHAPES
from points.analytics.people.months import finished_months
from points.analytics.people.take_download import Taken, Wanted
from points.models import DataSet
from points.models.analysis_download import MOST_PURPOSE

_FIELDS = ("data_set", "first", "last", "purpose")


@blueprint.get("/console/<code>/analytics/files")
@for_officers
def show_files(code: MunicipalityCode) -> str:
    last = _months()[-1].isoformat()
    return _shown(code, Typed.of(_FIELDS, {"data_set": str(DataSet.PAYMENTS), "first": last, "last": last}))


@blueprint.post("/console/<code>/analytics/files")
@for_officers
def take_file(code: MunicipalityCode) -> Response | tuple[str, int]:
    typed = Typed.of(_FIELDS, request.form)
    wanted = _read(typed)
    if wanted is not None:
        try:
            taken = current_platform().points.analytics.people.downloads.take(code, current_account().address, wanted)
            return sheet(_name(code, wanted), [str(COLUMNS[one][0]) for one in taken.columns], _lines(taken))
        except Invalid as problem:
            typed.refuse(problem, "last")
    return _shown(code, typed), 422


def _shown(code: MunicipalityCode, typed: Typed) -> str:
    platform = current_platform()
    downloads = platform.points.analytics.people.downloads.downloads(code)
    return page(
        "analytics/files.html", code, typed=typed, downloads=downloads, data_sets=DATA_SETS, shapes=SHAPES,
        columns=COLUMNS, months=[(one.isoformat(), month_words(one)) for one in reversed(_months())],
        names=platform.points.directory.names({one.officer for one in downloads}), most_purpose=MOST_PURPOSE,
        month_words=month_words, **waiting(business_date(platform.clock.now())),
    )  # fmt: skip


def _read(typed: Typed) -> Wanted | None:
    """None with a sentence kept."""
    chosen = typed.read("data_set", _data_set)
    first, last = typed.read("first", read_day), typed.read("last", read_day)
    if chosen is None or first is None or last is None:
        return None
    return Wanted(chosen, first.replace(day=1), last.replace(day=1), typed.values["purpose"])


def _data_set(text: str) -> DataSet:
    try:
        return DataSet(text)
    except ValueError:
        raise Invalid("data_set", "unknown") from None


def _months() -> list[date]:
    return finished_months(business_date(current_platform().clock.now()))


def _name(code: MunicipalityCode, wanted: Wanted) -> str:
    return f"{wanted.data_set}-{code}-{wanted.first:%Y-%m}-{wanted.last:%Y-%m}.csv"


def _lines(taken: Taken) -> list[list[str]]:
    return [[cell_words(column, cell) for column, cell in zip(taken.columns, row, strict=True)] for row in taken.rows]
