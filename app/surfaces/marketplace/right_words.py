"""What the own fields of a right say: uses and days, deliveries through the years, steps of a first refusal, seats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.i18n import day, language, localized
from app.surfaces.marketplace import blueprint
from marketplace.models import Detail, FirstRefusalDetail, ProduceDetail, RightDetail, ViewingDetail
from marketplace.models.deliveries.schedule import Season, season_months

Rows = list[tuple[str, str]]


def right_rows(detail: Detail) -> Rows:
    assert isinstance(detail, RightDetail)
    uses = ngettext("%(num)s回", "%(num)s回", detail.uses) if detail.uses else _("回数の制限はありません")
    return [(_("場所"), localized(detail, "place")), (_("使える回数"), uses), *_end(detail)]


def produce_rows(detail: Detail) -> Rows:
    assert isinstance(detail, ProduceDetail)
    often = _(
        "年%(per_year)s回、%(years)s年（全%(uses)s回）", per_year=detail.per_year, years=detail.years, uses=detail.uses
    )
    where = _("日本と、送れる海外の国") if detail.ships_abroad else _("日本国内")
    cares = _in_lines(localized(detail, "cares").split("\n")) if detail.cares_ja or detail.cares_en else ""
    return [
        (_("お届けするもの"), localized(detail, "goods")),
        (_("産地"), localized(detail, "place")),
        (_("お届けの回数"), often),
        (_("出荷の時期"), months_words(detail.months)),
        (_("送り先"), where),
        *([(_("アレルギーと食品の表示"), cares)] if cares else []),
    ]


def first_refusal_rows(detail: Detail) -> Rows:
    assert isinstance(detail, FirstRefusalDetail)
    notice = ngettext("公開の%(num)s日前", "公開の%(num)s日前", detail.notice_days)
    steps = detail.steps_en if language() == "en" and detail.steps_en else detail.steps_ja
    flow = _in_lines([f"{place}. {step}" for place, step in enumerate(steps, 1)])
    rows = [(_("家がある地区"), localized(detail, "place")), (_("お知らせ"), notice), *_end(detail)]
    return [*rows, (_("行使したときの流れ"), flow)] if flow else rows


def viewing_rows(detail: Detail) -> Rows:
    assert isinstance(detail, ViewingDetail)
    seat = localized(detail, "seat") if detail.seat_ja or detail.seat_en else ""
    return [
        *([(_("公演や催し"), localized(detail, "event"))] if detail.event_ja else []),
        (_("場所"), localized(detail, "place")),
        *([(_("席"), seat)] if seat else []),
        (_("人数"), ngettext("%(num)s名まで", "%(num)s名まで", detail.people)),
        (_("使える回数"), ngettext("%(num)s回", "%(num)s回", detail.uses)),
        *_end(detail),
    ]


def until_words(iso: str) -> str:
    return str(_("%(day)sまで", day=day(date.fromisoformat(iso))))


@blueprint.app_template_filter("month_words")
def month_words(month: int) -> str:
    return str(get_month_names("wide", locale=language())[month])


def months_words(months: Sequence[int]) -> str:
    """Neighbours as a range, in the order of the harvest."""
    ordered, runs = season_months(months), list[list[int]]()
    for month in ordered:
        if runs and month == runs[-1][-1] % 12 + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    if len(ordered) == 12:
        return str(_("一年を通して"))
    return str(_("、")).join(_range(run[0], run[-1]) for run in runs)


@blueprint.app_template_filter("season_words")
def season_words(season: Season) -> str:
    """About when, without a day that nobody promised."""
    months = _range(season.first.month, season.last.month)
    return str(_("%(year)s年%(months)sごろ", year=season.first.year, months=months))


def _range(first: int, last: int) -> str:
    if first == last:
        return month_words(first)
    return str(_("%(first)sから%(last)s", first=month_words(first), last=month_words(last)))


def _in_lines(lines: Sequence[str]) -> Markup:
    return Markup("<br>").join(lines)


def _end(detail: RightDetail) -> Rows:
    return [(_("有効期限"), until_words(detail.valid_until))] if detail.valid_until else []
