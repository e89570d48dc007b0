"""An officer chooses indicators, words one of the town's own, publishes, and sets aside."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.wizard.words import read_choice
from app.surfaces.wellbeing import blueprint
from app.surfaces.wellbeing.words import DIRECTIONS, NATURES
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.analytics.wellbeing.catalogue import SUGGESTIONS
from points.analytics.wellbeing.keep_indicators import IndicatorWords, KeepIndicators, own_indicator
from points.analytics.wellbeing.pages import indicators_of_town
from points.models.indicator import Direction, Indicator, Nature, read_value, written

_FIELDS = ("name_ja", "name_en", "unit_ja", "unit_en", "nature", "direction", "least", "most")
Answer = Response | tuple[str, int] | str


@blueprint.get("/console/<code>/wellbeing/choice")
@for_officers
def ask_indicators(code: MunicipalityCode) -> str:
    return _choice(code)


@blueprint.post("/console/<code>/wellbeing/choice")
@for_officers
def choose_indicators(code: MunicipalityCode) -> Answer:
    try:
        changed = _keep().choose(code, current_account().address, request.form.getlist("key"))
        flash(ngettext("指標を%(num)sつ足しました。", "指標を%(num)sつ足しました。", changed), "success")
    except Invalid as error:
        return _choice(code, sentence(error)), 422
    return redirect(url_for("wellbeing.show_desk", code=code), 303)


@blueprint.get("/console/<code>/wellbeing/new")
@for_officers
def new_indicator(code: MunicipalityCode) -> str:
    plain = {"nature": str(Nature.OBJECTIVE), "direction": str(Direction.MORE)}
    return _form(code, Typed.of(_FIELDS, plain))


@blueprint.post("/console/<code>/wellbeing/new")
@for_officers
def define_indicator(code: MunicipalityCode) -> Answer:
    typed = Typed.of(_FIELDS, request.form)
    words = _words(typed)
    try:
        if words is not None:
            made = _keep().define(code, current_account().address, words)
            return redirect(url_for("wellbeing.show_indicator", code=code, indicator_id=made), 303)
    except Invalid as error:
        typed.refuse(error, "name_ja")
    return _form(code, typed), 422


@blueprint.get("/console/<code>/wellbeing/<int:indicator_id>/words")
@for_officers
def edit_indicator(code: MunicipalityCode, indicator_id: int) -> str:
    """Raises: NotFound."""
    row = _own(code, indicator_id)
    known = {name: str(getattr(row, name)) for name in _FIELDS[:6]}
    scale = {"least": row.least, "most": row.most}
    known |= {name: "" if value is None else written(value) for name, value in scale.items()}
    return _form(code, Typed.of(_FIELDS, known), row)


@blueprint.post("/console/<code>/wellbeing/<int:indicator_id>/words")
@for_officers
def change_indicator(code: MunicipalityCode, indicator_id: int) -> Answer:
    """Raises: NotFound."""
    row, typed = _own(code, indicator_id), Typed.of(_FIELDS, request.form)
    words = _words(typed)
    try:
        if words is not None:
            _keep().change(code, indicator_id, words)
            flash(_("指標の名前や単位を保存しました。"), "success")
            return redirect(url_for("wellbeing.show_indicator", code=code, indicator_id=indicator_id), 303)
    except Invalid as error:
        typed.refuse(error, "name_ja")
    return _form(code, typed, row), 422


@blueprint.post("/console/<code>/wellbeing/<int:indicator_id>/publication")
@for_officers
def publish_indicator(code: MunicipalityCode, indicator_id: int) -> Response:
    """Raises: NotFound."""
    is_published = request.form.get("published") == "1"
    _keep().publish(code, indicator_id, is_published=is_published)
    flash(_("まちのページに出しました。") if is_published else _("まちのページから下げました。"), "success")
    return redirect(url_for("wellbeing.show_indicator", code=code, indicator_id=indicator_id), 303)


@blueprint.post("/console/<code>/wellbeing/<int:indicator_id>/retirement")
@for_officers
def retire_indicator(code: MunicipalityCode, indicator_id: int) -> Response:
    """Raises: NotFound."""
    is_retired = request.form.get("retired") == "1"
    try:
        _keep().retire(code, indicator_id, is_retired=is_retired)
        kept = _("この指標を使うのをやめました。値は残っています。")
        flash(kept if is_retired else _("この指標をもう一度使います。"), "success")
    except Invalid as error:
        flash(sentence(error), "error")
    return redirect(url_for("wellbeing.show_desk", code=code), 303)


def _choice(code: MunicipalityCode, refusal: str = "") -> str:
    with current_platform().db.read() as session:
        chosen = {view.indicator.key for view in indicators_of_town(session, code)}
    groups = [(words, [one for one in SUGGESTIONS if one.nature is nature]) for nature, words in NATURES.items()]
    ticked = chosen.union(request.form.getlist("key"))
    return page("wellbeing/choice.html", code, groups=groups, chosen=chosen, ticked=ticked, refusal=refusal)


def _words(typed: Typed) -> IndicatorWords | None:
    nature, direction = typed.read("nature", read_choice(Nature)), typed.read("direction", read_choice(Direction))
    scale = [typed.read(name, read_value) if typed.values[name].strip() else None for name in ("least", "most")]
    if typed.errors or nature is None or direction is None:
        return None
    texts = {name: typed.values[name] for name in _FIELDS[:4]}
    return IndicatorWords(**texts, nature=nature, direction=direction, least=scale[0], most=scale[1])


def _form(code: MunicipalityCode, typed: Typed, row: Indicator | None = None) -> str:
    return page("wellbeing/form.html", code, typed=typed, row=row, natures=NATURES, directions=DIRECTIONS)


def _own(code: MunicipalityCode, indicator_id: int) -> Indicator:
    with current_platform().db.read() as session:
        return own_indicator(session, code, indicator_id)


def _keep() -> KeepIndicators:
    return current_platform().points.wellbeing.keep
