"""The town's counter hands a ward's account to the person who stands there, after a look at a document: to whoever came
of age, or to an adult who has an e-mail address now."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.i18n import language
from app.security import limiter
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.persons import FIRST_VALID, account_of
from app.surfaces.family import blueprint
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from wallet.errors import FamilyRefused, SignInRefused
from wallet.services.family.hand_over import Desk
from wallet.services.persons.verify_person import Document

_FIELDS = ("who", "email", "name_kana", "name", "birthday", "valid_until", "has_seen_person", "with_family")


@blueprint.get("/console/<code>/families/handover")
@for_officers
def ask_document(code: MunicipalityCode) -> str:
    until = business_date(current_platform().clock.now()) + FIRST_VALID
    return _page(code, Typed.of(_FIELDS, {"valid_until": until.isoformat()}))


@blueprint.post("/console/<code>/families/handover")
@for_officers
@limiter.limit("60 per hour", key_func=per_person)
def hand_over_at_counter(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(_FIELDS, request.form)
    ward = typed.read("who", account_of)
    birthday, until = typed.read("birthday", read_day), typed.read("valid_until", read_day)
    if not typed.values["has_seen_person"]:
        typed.errors["has_seen_person"] = _("ご本人と書類を確かめてから、印をつけてください。")
    if ward is None or birthday is None or until is None or typed.errors:
        return _page(code, typed), 422
    document = Document(typed.values["name_kana"], birthday, until, typed.values["name"])
    try:
        current_platform().wallet.families.hand_over.at_counter(
            Desk(code, current_account().address), ward, typed.values["email"], document,
            with_family=bool(typed.values["with_family"]), locale=language(),
        )  # fmt: skip
    except Invalid as error:
        typed.refuse(error)
        return _page(code, typed), 422
    except (FamilyRefused, Conflict, SignInRefused) as error:
        asks_family = isinstance(error, FamilyRefused) and error.reason == "other_birth_month"
        return _page(code, typed, sentence(error), asks_family=asks_family), status_of(error)
    flash(_("メールを送りました。ご本人がメールのページで「引き継ぐ」を押すと、引き継ぎが終わります。"), "success")
    return redirect(url_for("family.show_requests", code=code), 303)


def _page(code: MunicipalityCode, typed: Typed, error: str = "", *, asks_family: bool = False) -> str:
    asks = asks_family or bool(typed.values["with_family"])
    return page("family/desk.html", code, typed=typed, error=error, asks_family=asks)
