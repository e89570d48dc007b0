"""Natures, directions, numbers and years in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import localized
from app.surfaces.wellbeing import blueprint
from points.analytics.wellbeing.pages import IndicatorView
from points.models.indicator import Direction, Indicator, Nature, written

NATURES = {Nature.SUBJECTIVE: _l("主観（住民にたずねる）"), Nature.OBJECTIVE: _l("客観（統計や実数）")}
DIRECTIONS = {
    Direction.MORE: _l("高いほどよい"),
    Direction.LESS: _l("低いほどよい"),
    Direction.NEITHER: _l("どちらともいえない"),
}
blueprint.add_app_template_filter(written, "indicator_number")


@blueprint.app_template_filter("indicator_nature")
def indicator_nature(nature: Nature) -> str:
    return str(NATURES[nature])


@blueprint.app_template_filter("indicator_direction")
def indicator_direction(direction: Direction) -> str:
    return str(DIRECTIONS[direction])


@blueprint.app_template_filter("indicator_about")
def indicator_about(indicator: Indicator) -> str:
    """Its nature, what it is counted in, and when it is better."""
    parts = (NATURES[indicator.nature], localized(indicator, "unit"), DIRECTIONS[indicator.direction])
    return " · ".join(str(part) for part in parts if part)


@blueprint.app_template_filter("indicator_value")
def indicator_value(thousandths: int, indicator: Indicator) -> str:
    """With its unit; a scale's is said beside the name once."""
    unit = localized(indicator, "unit") if indicator.least is None else ""
    return f"{written(thousandths)}{'' if unit == '%' else ' '}{unit}".strip()


@blueprint.app_template_filter("indicator_moved")
def indicator_moved(view: IndicatorView) -> str:
    """The way from the value before to the latest, with what it means."""
    moved = view.moved
    if moved is None:
        return ""
    shown = ("+" if moved > 0 else "±" if not moved else "") + written(moved)
    if view.is_better is None:
        return str(_("前の値から%(moved)s", moved=shown))
    if view.is_better:
        return str(_("前の値から%(moved)s（よくなりました）", moved=shown))
    return str(_("前の値から%(moved)s（悪くなりました）", moved=shown))


@blueprint.app_template_filter("fiscal_year")
def fiscal_year(year: int) -> str:
    return str(_("%(year)s年度", year=year))
