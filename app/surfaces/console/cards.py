"""Paper cards: new ones and their sheets, finding one, and the town's rules."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.papers.card_sheet import CardFace, CardSheetWords, draw_card_sheets
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.errors import SheetsClosed
from points.models import CardState
from points.models.card import MOST_IN_BATCH
from points.queries.card_rules import CardRulesView, card_rules
from points.queries.cards import cards_of_batch, count_cards, find_batch, find_card, list_batches
from points.services.cards.card_token import card_address
from points.services.cards.read_card import number_of
from points.services.cards.record_act import Counter

_BATCH_FIELDS = ("label", "count")
_RULE_FIELDS = ("pin_above", "pin_above_a_day", "phone")


def counter(code: MunicipalityCode) -> Counter:
    """Whoever is signed in, at the counter of this town."""
    return Counter(code, current_account().address)


@blueprint.get("/console/<code>/cards")
@for_officers
def show_cards(code: MunicipalityCode) -> str:
    return _overview(code, Typed.of(_BATCH_FIELDS, {"count": "10"}))


@blueprint.post("/console/<code>/cards/search")
@for_officers
def search_card(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    """By the printed number or by the QR, whose secret must not stand in an address."""
    try:
        with current_platform().db.read() as session:
            number = number_of(session, request.form.get("card_number", ""))
            find_card(session, code, number)
    except DomainError as error:
        known = error if isinstance(error, Invalid) else Invalid("card_number", "no_such_card")
        return _overview(code, Typed.of(_BATCH_FIELDS, {"count": "10"}), search_error=sentence(known)), 422
    return redirect(url_for("console.show_card", code=code, number=number), 303)


@blueprint.post("/console/<code>/cards/batches")
@for_officers
def make_cards(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(_BATCH_FIELDS, request.form)
    count = typed.read("count", Points.parse)
    if count is None:
        return _overview(code, typed), 422
    try:
        batch_id = current_platform().points.cards.make.make(counter(code), typed.values["label"], int(count))
    except Invalid as error:
        typed.refuse(error)
        return _overview(code, typed), 422
    return redirect(url_for("console.show_card_batch", code=code, batch_id=batch_id), 303)


@blueprint.get("/console/<code>/cards/batches/<int:batch_id>")
@for_officers
def show_card_batch(code: MunicipalityCode, batch_id: int) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        batch = find_batch(session, code, batch_id)
        cards = cards_of_batch(session, batch_id)
    names = platform.points.directory.names({batch.made_by})
    return page("console/card_batch.html", code, batch=batch, cards=cards, made_by=names.get(batch.made_by, ""))


@blueprint.post("/console/<code>/cards/batches/<int:batch_id>/sheets")
@for_officers
def print_cards(code: MunicipalityCode, batch_id: int) -> AnyResponse:
    """The PDF. A form posts for it, as each printing is an act that is kept by name."""
    platform = current_platform()
    try:
        cards = platform.points.cards.make.print(counter(code), batch_id)
    except SheetsClosed as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_card_batch", code=code, batch_id=batch_id), 303)
    with platform.db.read() as session:
        town, rules = platform.municipalities.by_code(session, [code]).get(code), card_rules(session, code)
    faces = [CardFace(card.number, card_address(platform.settings.public_url, card.token)) for card in cards]
    name_ja, name_en = (town.name_ja, town.name_en) if town else (str(code), str(code))
    words = CardSheetWords(name_ja, name_en or name_ja, rules.phone, rules.pin_above)
    response = Response(draw_card_sheets(faces, words), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="cards-{batch_id}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/console/<code>/cards/batches/<int:batch_id>/printed")
@for_officers
def finish_printing(code: MunicipalityCode, batch_id: int) -> AnyResponse:
    current_platform().points.cards.make.finish_printing(counter(code), batch_id)
    flash(_("印刷を終わりにしました。QRコードの中身は消してあります。"), "success")
    return redirect(url_for("console.show_card_batch", code=code, batch_id=batch_id), 303)


@blueprint.post("/console/<code>/cards/batches/<int:batch_id>/handover")
@for_officers
def hand_over_batch(code: MunicipalityCode, batch_id: int) -> AnyResponse:
    count = current_platform().points.cards.serve.hand_over_batch(counter(code), batch_id)
    flash(_("%(count)s枚を使えるようにしました。", count=count), "success")
    return redirect(url_for("console.show_card_batch", code=code, batch_id=batch_id), 303)


@blueprint.get("/console/<code>/cards/batches/<int:batch_id>/list.csv")
@for_officers
def download_card_list(code: MunicipalityCode, batch_id: int) -> Response:
    """A list of people for a grant, with the amounts to fill in."""
    with current_platform().db.read() as session:
        find_batch(session, code, batch_id)
        rows = [(card.number, "") for card in cards_of_batch(session, batch_id) if card.state != CardState.REPLACED]
    return sheet(f"cards-{batch_id}.csv", (_("カード番号"), _("ポイント")), rows)


@blueprint.get("/console/<code>/cards/rules")
@for_officers
def show_card_rules(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        rules = card_rules(session, code)
    given = {"pin_above": str(int(rules.pin_above)), "pin_above_a_day": str(int(rules.pin_above_a_day))}
    return page("console/card_rules.html", code, typed=Typed.of(_RULE_FIELDS, given | {"phone": rules.phone}))


@blueprint.post("/console/<code>/cards/rules")
@for_officers
def keep_card_rules(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(_RULE_FIELDS, request.form)
    above, a_day = typed.read("pin_above", Points.parse), typed.read("pin_above_a_day", Points.parse)
    if above is not None and a_day is not None:
        try:
            rules = CardRulesView(above, a_day, typed.values["phone"])
            current_platform().points.cards.rules.keep(counter(code), rules)
            flash(_("カードの決まりを変えました。"), "success")
            return redirect(url_for("console.show_cards", code=code), 303)
        except Invalid as error:
            typed.refuse(error)
    return page("console/card_rules.html", code, typed=typed), 422


def _overview(code: MunicipalityCode, typed: Typed, search_error: str = "") -> str:
    with current_platform().db.read() as session:
        counts, batches, rules = count_cards(session, code), list_batches(session, code), card_rules(session, code)
    return page(
        "console/cards.html",
        code,
        counts=counts,
        batches=batches,
        rules=rules,
        typed=typed,
        most=MOST_IN_BATCH,
        searched=request.form.get("card_number", "") if search_error and len(request.form["card_number"]) < 16 else "",
        search_error=search_error,
    )
