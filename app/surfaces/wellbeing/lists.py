"""Values as a list: taken out with everything that stands beside them, and many read in at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence, status_of
from app.surfaces.console.office import for_officers, for_readers, page
from app.surfaces.wellbeing import blueprint
from app.surfaces.wellbeing.desk import this_year
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.analytics.wellbeing.pages import IndicatorView, indicators_of_town
from points.analytics.wellbeing.value_file import HEADINGS
from points.errors import ValueFileRefused
from points.models.indicator import written


@blueprint.get("/console/<code>/wellbeing/values.csv")
@for_readers
def download_values(code: MunicipalityCode) -> Response:
    return sheet(f"wellbeing-{code}.csv", _heading(), _rows(_views(code)))


@blueprint.get("/console/<code>/wellbeing/list/template.csv")
@for_officers
def download_value_template(code: MunicipalityCode) -> Response:
    """A line for each indicator and this year, to be filled in."""
    rows = [(view.indicator.name_ja, this_year(), "", "", "") for view in _views(code)]
    return sheet("wellbeing-template.csv", HEADINGS, rows)


@blueprint.get("/console/<code>/wellbeing/list")
@for_officers
def ask_list(code: MunicipalityCode) -> str:
    return _page(code)


@blueprint.post("/console/<code>/wellbeing/list")
@for_officers
def enter_list(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    """Every row that is wrong is named, and then nothing of the list is kept."""
    file = request.files.get("list")
    enter = current_platform().points.wellbeing.enter
    try:
        outcome = enter.enter_list(code, current_account().address, file.stream.read() if file else b"")
    except ValueFileRefused as error:
        return _page(code, refusal=sentence(error)), status_of(error)
    if outcome.problems:
        return _page(code, [(one.row, one.indicator, sentence(one.error)) for one in outcome.problems]), 422
    counts = {"new": outcome.new, "corrected": outcome.corrected, "same": outcome.same}
    saved = _("新しい値%(new)s件、直した値%(corrected)s件を保存しました。同じ値の%(same)s件はそのままです。", **counts)
    flash(saved, "success")
    return redirect(url_for("wellbeing.show_desk", code=code), 303)


def list_of(views: Sequence[IndicatorView], name: str) -> Response:
    return sheet(name, _heading(), _rows(views))


def _heading() -> list[str]:
    """The first five are what `enter_list` reads, in either language."""
    return [
        _("指標"), _("年度"), _("値"), _("出典"), _("メモ"), _("単位"), _("種類"), _("よい向き"),
        _("英語の名前"), _("直した回数"),
    ]  # fmt: skip


def _rows(views: Sequence[IndicatorView]) -> Iterator[list[object]]:
    """Names in Japanese whatever the language, as the list is read by them."""
    for view in views:
        one = view.indicator
        for value in view.values:
            yield [
                one.name_ja, value.year, written(value.thousandths).replace(",", ""), value.source, value.note,
                one.unit_ja, str(one.nature), str(one.direction), one.name_en, value.revision - 1,
            ]  # fmt: skip


def _views(code: MunicipalityCode) -> list[IndicatorView]:
    with current_platform().db.read() as session:
        return indicators_of_town(session, code)


def _page(code: MunicipalityCode, problems: Sequence[tuple[int, str, str]] = (), refusal: str = "") -> str:
    has_indicators = bool(_views(code))
    return page("wellbeing/list.html", code, problems=problems, refusal=refusal, has_indicators=has_indicators)
