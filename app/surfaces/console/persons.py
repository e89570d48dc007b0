"""Identity checks at the counter (窓口での本人確認): verify whoever stands there, bring it to a new account after a
lost phone, revoke it. What the document says is used to notice a second account, and not kept."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode
from points.services.cards.read_card import number_of, shows_card
from wallet.services.persons.verify_person import Document

_FIELDS = ("who", "name_kana", "name", "birthday", "valid_until")
_REPLACES = "replaces"
FIRST_VALID = timedelta(days=3 * 365)


@blueprint.get("/console/<code>/persons")
@for_officers
def show_persons(code: MunicipalityCode) -> str:
    until = business_date(current_platform().clock.now()) + FIRST_VALID
    return _overview(code, Typed.of(_FIELDS, {"valid_until": until.isoformat()}))


@blueprint.post("/console/<code>/persons")
@for_officers
@limiter.limit("60 per minute", key_func=per_person)
def verify_person(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(_FIELDS, request.form)
    account = typed.read("who", account_of)
    birthday, until = typed.read("birthday", read_day), typed.read("valid_until", read_day)
    if account is None or birthday is None or until is None:
        return _overview(code, typed), 422
    document = Document(typed.values["name_kana"], birthday, until, typed.values["name"])
    try:
        verify = current_platform().wallet.verify_person.verify
        verify(code, current_account().address, account, document, replaces=_REPLACES in request.form)
    except Invalid as error:
        typed.refuse(error)
        return _overview(code, typed), 422
    except Conflict as error:
        typed.errors["who"] = sentence(error)
        return _overview(code, typed, may_replace=error.reason == "verified_elsewhere"), status_of(error)
    flash(_("本人確認を記録しました。チェーンにも書き込みます。"), "success")
    return redirect(url_for("console.show_persons", code=code), 303)


@blueprint.post("/console/<code>/persons/<int:number>/revocation")
@for_officers
def revoke_person(code: MunicipalityCode, number: int) -> AnyResponse:
    """Raises: NotFound for another town's."""
    try:
        revoke = current_platform().wallet.verify_person.revoke
        revoke(code, current_account().address, number, request.form.get("reason", ""))
        flash(_("本人確認を取り消しました。"), "success")
    except Invalid as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_persons", code=code), 303)


@blueprint.post("/console/<code>/persons/<int:number>/recording")
@for_officers
def record_person_again(code: MunicipalityCode, number: int) -> AnyResponse:
    """Raises: NotFound for another town's."""
    current_platform().wallet.verify_person.record_again(code, number)
    flash(_("もう一度チェーンに書き込みます。"), "success")
    return redirect(url_for("console.show_persons", code=code), 303)


def account_of(text: str) -> Address:
    """By a paper card's QR or number, a member number, an e-mail or an address.

    Raises: Invalid (who, nobody_has_it).
    """
    platform, typed = current_platform(), text.strip()
    if shows_card(typed):
        with platform.db.read() as session:
            typed = number_of(session, typed)
    found = platform.points.directory.find_many([typed]).get(typed)
    if found is None:
        raise Invalid("who", "nobody_has_it")
    return found


def _overview(code: MunicipalityCode, typed: Typed, *, may_replace: bool = False) -> str:
    platform = current_platform()
    listed = platform.wallet.list_persons.newest(code)
    shown = {one.row.account for one in listed} | {one.row.verified_by for one in listed}
    today = business_date(platform.clock.now())
    count = platform.wallet.list_persons.count(code)
    return page(
        "console/persons.html", code, typed=typed, listed=listed, names=platform.points.directory.names(shown),
        count=count, today=today, may_replace=may_replace,
    )  # fmt: skip
