"""Bands of age and places in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.i18n import localized
from app.surfaces.identity import blueprint
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from wallet.oidc.attributes import AgeBand
from wallet.oidc.places import place_named

BANDS = {
    AgeBand.CHILD: _l("14歳まで"),
    AgeBand.YOUTH: _l("15〜17歳"),
    AgeBand.YOUNG: _l("18〜29歳"),
    AgeBand.MIDDLE: _l("30〜44歳"),
    AgeBand.LATER: _l("45〜64歳"),
    AgeBand.SENIOR: _l("65〜74歳"),
    AgeBand.ELDER: _l("75歳から"),
}


@blueprint.app_template_filter("age_band")
def age_band_words(band: AgeBand) -> str:
    return str(BANDS[band])


@blueprint.app_template_filter("home_town")
def home_town(code: MunicipalityCode) -> str:
    """Also of a municipality that is not on this platform; of that the Japanese name alone is known."""
    platform = current_platform()
    with platform.db.read() as session:
        town = platform.municipalities.by_code(session, {code}).get(code)
    if town is not None:
        return str(localized(town, "name"))
    found = place_named(code)
    return localized(found, "name") if found else code


@blueprint.app_template_test("on_the_platform")
def is_on_the_platform(code: MunicipalityCode) -> bool:
    platform = current_platform()
    with platform.db.read() as session:
        return code in platform.municipalities.by_code(session, {code})
