"""Merchants: who takes part, and a new one."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, for_readers, page, to_signature
from app.surfaces.console.words import CATEGORIES
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from points.models import MerchantCategory
from points.queries.merchants import find_merchant, list_merchants
from points.services.register_merchant import MerchantEntry
from points.signing import ToSign

FIELDS = ("name_ja", "name_en", "category", "staff_email")


@blueprint.get("/console/<code>/merchants")
@for_readers
def show_merchants(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        merchants = list_merchants(session, code)
    return page("console/merchants.html", code, merchants=merchants)


@blueprint.get("/console/<code>/merchants/new")
@for_officers
def new_merchant(code: MunicipalityCode) -> str:
    return page("console/merchant_new.html", code, typed=Typed.of(FIELDS, {}), categories=list(CATEGORIES.items()))


@blueprint.post("/console/<code>/merchants")
@for_officers
def register_merchant(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    entry = MerchantEntry(
        name_ja=typed.values["name_ja"],
        name_en=typed.values["name_en"],
        category=_category(typed.values["category"]),
        staff_email=typed.values["staff_email"],
    )
    try:
        asked = current_platform().points.register_merchant.prepare(code, current_account().address, entry)
    except Invalid as error:
        typed.refuse(error, "staff_email")
        shown = page("console/merchant_new.html", code, typed=typed, categories=list(CATEGORIES.items()))
        return shown, 422
    return ask_registration(code, asked, entry.name_ja, entry.category, [(_("はじめの担当者"), entry.staff_email)])


@blueprint.post("/console/<code>/merchants/<int:merchant_id>/signature")
@for_officers
def sign_merchant(code: MunicipalityCode, merchant_id: int) -> AnyResponse:
    """The signature that was left out when the merchant was entered."""
    platform = current_platform()
    asked = platform.points.register_merchant.resume(code, merchant_id)
    with platform.db.read() as session:
        merchant = find_merchant(session, merchant_id)
    return ask_registration(code, asked, merchant.name_ja, merchant.category, [])


@completes("points.merchant")
def open_merchant(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.register_merchant.complete(subject, signature, signer)


def ask_registration(
    code: MunicipalityCode, asked: ToSign, name: str, category: MerchantCategory, more: list[tuple[str, str]]
) -> AnyResponse:
    return to_signature(
        asked.typed_data,
        title=_("加盟店を登録します"),
        words=[(_("お店の名前"), name), (_("業種"), str(CATEGORIES[category])), *more],
        purpose="points.merchant",
        subject=asked.subject,
        return_to=url_for("console.show_merchants", code=code),
    )


def _category(text: str) -> MerchantCategory:
    return MerchantCategory(text) if text in set(MerchantCategory) else MerchantCategory.OTHER
