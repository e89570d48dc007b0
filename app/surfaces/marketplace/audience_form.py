"""What somebody who writes an offer or opens a lottery may choose from for "who may buy"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.i18n import localized
from app.surfaces.marketplace.audience import area_words, audience_of
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from marketplace.models.eligibility import Eligibility
from marketplace.queries.lotteries.pages import sellable_collections


@dataclass(frozen=True, slots=True)
class AudienceChoices:
    """(value, words) of each field."""

    holdings: Sequence[tuple[str, str]]
    residences: Sequence[tuple[str, str]]


def audience_choices(town: MunicipalityCode) -> AudienceChoices:
    municipalities = current_platform().municipalities
    with current_platform().db.read() as session:
        series = [(str(one.number), localized(one, "name")) for one in sellable_collections(session, town)]
        areas = [one.id for one in municipalities.areas(session) if town in one.codes]
        outside = [
            (f"outside:{area}", _("%(towns)sの外にお住まいの方", towns=area_words(session, area))) for area in areas
        ]
    everybody = [("", _("決めない"))]
    people = [("verified", _("本人確認を終えた方")), ("resident", _("このまちにお住まいの方"))]
    return AudienceChoices(everybody + series, everybody + people + outside)


def audience_sentence(eligibility: Eligibility, town: MunicipalityCode) -> str:
    """Whom it is for, in one line."""
    rows = audience_of(eligibility, town, None).rows
    if not rows:
        return str(_("どなたでも"))
    words = str(_("、かつ、")).join(row.words for row in rows)
    return words + str(_("（上限はおひとりごと）")) if eligibility.per_person else words
