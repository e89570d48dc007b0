"""Whom a sale or a lottery is for, in words: a badge, each condition, whether the reader meets it, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app.i18n import localized
from app.surfaces.marketplace import blueprint
from app.wiring import current_platform
from chain.errors import ChainError
from chain.ids import Address, MunicipalityCode
from marketplace.models.eligibility import Condition, Eligibility
from marketplace.queries.eligibility.gates import gate_of
from marketplace.queries.listings import ListingView
from marketplace.services.eligibility.check_eligibility import Met

_MOST_TOWNS = 4
_Ask = Callable[[Address | None], list[Met]]

BADGES = {
    Condition.HOLDS: _l("カードをお持ちの方"),
    Condition.LISTED: _l("ご案内した方"),
    Condition.VERIFIED: _l("本人確認した方"),
    Condition.RESIDENT: _l("住民の方"),
    Condition.OUTSIDE: _l("地域の外の方"),
}


@dataclass(frozen=True, slots=True)
class AudienceRow:
    """`is_met` None: nobody is signed in, or the registry does not answer. `advice`: what to do when it is not met."""

    words: str
    is_met: bool | None
    advice: str
    page: str = ""
    page_words: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody when there are no rows."""

    rows: Sequence[AudienceRow]
    is_unknown: bool = False  # the reader is signed in, and the registry does not answer
    per_person: bool = False

    @property
    def may_buy(self) -> bool:
        """False only when it is known that the reader may not."""
        return all(row.is_met is not False for row in self.rows)

    @property
    def is_met(self) -> bool:
        return bool(self.rows) and all(row.is_met for row in self.rows)


def audience_of_listing(item: ListingView, reader: Address | None) -> Audience:
    eligible, number = current_platform().marketplace.eligible, item.listing.number
    town = item.collection.municipality
    return _audience(item.eligibility, town, reader, lambda who: eligible.of_listing(number, who))


def audience_of(eligibility: Eligibility, town: MunicipalityCode, reader: Address | None) -> Audience:
    """Of a lottery, or of what is still being written."""
    eligible = current_platform().marketplace.eligible
    return _audience(eligibility, town, reader, lambda who: eligible.of(eligibility, town, who))


def _audience(eligibility: Eligibility, town: MunicipalityCode, reader: Address | None, ask: _Ask) -> Audience:
    if eligibility.is_for_everybody:
        return Audience(())
    is_unknown = False
    try:
        met = ask(reader)
    except ChainError:
        met, is_unknown = ask(None), True
    with current_platform().db.read() as session:
        rows = [_row(session, one, eligibility, town) for one in met]
    return Audience(rows, is_unknown, eligibility.per_person)


def _row(session: Session, met: Met, eligibility: Eligibility, town: MunicipalityCode) -> AudienceRow:
    match met.condition:
        case Condition.HOLDS:
            return _holding_row(session, met, eligibility.holding)
        case Condition.LISTED:
            advice = _("販売元がご案内した方だけが買えます。お心当たりのある方は、まちにお問い合わせください。")
            return AudienceRow(_("販売元の一覧に載っている方"), met.is_met, advice)
        case Condition.VERIFIED:
            return AudienceRow(_("本人確認を終えた方"), met.is_met, _("本人確認を終えると買えるようになります。"))
        case Condition.RESIDENT:
            words = _("%(town)sにお住まいの方", town=_town_name(session, town))
            return AudienceRow(words, met.is_met, _("本人確認で、このまちにお住まいと分かった方だけが買えます。"))
    words = _("%(towns)sの外にお住まいの方", towns=area_words(session, eligibility.outside_area))
    return AudienceRow(words, met.is_met, _("本人確認で、地域の外にお住まいと分かった方だけが買えます。"))


def _holding_row(session: Session, met: Met, holding: int) -> AudienceRow:
    gate = gate_of(session, holding)
    if gate is None:
        return AudienceRow(_("決められたカードをお持ちの方"), met.is_met, "")
    name = localized(gate.collection, "name")
    words = _("「%(name)s」をお持ちの方", name=name)
    advice = _("このカードを手に入れると買えるようになります。")
    return AudienceRow(words, met.is_met, advice, gate.page, _("「%(name)s」を見る", name=name))


def area_words(session: Session, area_id: int) -> str:
    """Its towns, or when they are many the name that it has on chain."""
    municipalities = current_platform().municipalities
    area = next((one for one in municipalities.areas(session) if one.id == area_id), None)
    if area is None:
        return str(_("この地域"))
    if len(area.codes) > _MOST_TOWNS:
        return area.name
    towns = municipalities.by_code(session, area.codes)
    return str(_("・")).join(localized(towns[code], "name") for code in area.codes if code in towns)


def _town_name(session: Session, code: MunicipalityCode) -> str:
    town = current_platform().municipalities.by_code(session, [code]).get(code)
    return localized(town, "name") if town else str(code)


@blueprint.app_template_filter("audience_badge")
def audience_badge(audience: str) -> str:
    """Whom a thing of the catalogue is for, in a few words."""
    return str(BADGES[Condition(audience)])
