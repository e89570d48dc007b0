"""Conditions read back, and numbers of people."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import localized, number
from app.surfaces.identity.words import age_band_words
from app.surfaces.reward_rules.words import RESIDENCES
from app.surfaces.segments import blueprint
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from points.analytics.segments.conditions import Conditions
from points.bridges.rules.terms import Residence
from points.queries.segments import past_campaigns
from wallet.oidc.attributes import AgeBand


@blueprint.app_template_filter("people_told")
def people_told(count: int | None) -> str:
    """None: one to four, of whom nothing more is said."""
    if count is None:
        return str(_("5人未満"))
    return str(ngettext("%(people)s人", "%(people)s人", count, people=number(count)))


def condition_lines(code: MunicipalityCode, asked: Conditions) -> list[str]:
    """One sentence a condition; all of them have to be met."""
    return [str(line) for line in _lines(code, asked)]


def _lines(code: MunicipalityCode, asked: Conditions) -> Iterator[str]:
    platform = current_platform()
    if asked.residence is not Residence.ANYBODY:
        yield str(RESIDENCES[asked.residence])
    if asked.age_bands:
        bands = " / ".join(str(age_band_words(AgeBand(band))) for band in asked.age_bands)
        yield _("年代：%(bands)s", bands=bands)
    if asked.needs_card:
        yield _("このまちのカードを持つ人")
    if asked.campaign_id:
        with platform.db.read() as session:
            names = {one.id: one.purpose for one in past_campaigns(session, code)}
        yield _("「%(campaign)s」の付与を受けた人", campaign=names.get(asked.campaign_id, asked.campaign_id))
    if asked.least_spent:
        spent = {"months": asked.spent_months, "points": number(asked.least_spent)}
        yield _("この%(months)sか月に、まちのお店で%(points)sポイント以上使った人", **spent)
    if asked.unseen_months:
        yield _("まちのお店で払ったことがあり、この%(months)sか月は払っていない人", months=asked.unseen_months)
    if asked.community:
        with platform.db.read() as session:
            known = {one.slug: localized(one, "name") for one in platform.segments.facts.communities(session, code)}
        yield _("「%(community)s」のメンバー", community=known.get(asked.community, asked.community))
