"""Words for what the wallet names by code."""

from __future__ import annotations

from flask_babel import gettext as _

from app.i18n import localized
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from chain.municipalities import Municipalities
from wallet import Role


def role_words(role: Role, scope: str) -> str:
    if role is Role.OFFICER:
        return str(_("%(town)sの担当職員", town=_town(scope)))
    if role is Role.MERCHANT_STAFF:
        return str(_("加盟店（番号%(number)s）のスタッフ", number=scope))
    if role is Role.VENDOR:
        return str(_("連携サービス（%(number)s）の担当者", number=scope))
    return str(_("プラットフォームの運営者"))


def role_address(role: Role, scope: str) -> str:
    """Where that work is done; empty when it has no page of its own."""
    pages = {Role.OFFICER: "/console/", Role.MERCHANT_STAFF: "/terminal/", Role.VENDOR: "/services/"}
    return pages[role] + scope if role in pages else ""


def _town(code: str) -> str:
    with current_platform().db.read() as session:
        found = Municipalities().by_code(session, [MunicipalityCode(code)])
    return localized(found[MunicipalityCode(code)], "name") if found else code
