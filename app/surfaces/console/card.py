"""One paper card at the counter: what is on it, who did what with it, and what can be done for its holder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.cards import counter
from app.surfaces.console.forms import Typed, read_day, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.words import CARD_ACTS
from app.surfaces.points.words import KINDS
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, DomainError, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import CardState, ProgramState
from points.models.card_number import parse_card_number
from points.queries.balances import holder_balance
from points.queries.cards import acts_of_card, find_card
from points.queries.history import holder_history
from points.queries.programs import list_programs
from points.services.cards.read_card import number_of
from points.services.check_campaign import CampaignPlan

_FIELDS = ("new_number", "program_id", "amount", "purpose", "expiry_day")
_FIRST_EXPIRY = timedelta(days=180)


@blueprint.get("/console/<code>/cards/<number>")
@for_officers
def show_card(code: MunicipalityCode, number: str) -> str:
    return _page(code, number, Typed.of(_FIELDS, {}))


@blueprint.post("/console/<code>/cards/<number>/handover")
@for_officers
def hand_card_over(code: MunicipalityCode, number: str) -> AnyResponse | tuple[str, int]:
    serve = current_platform().points.cards.serve
    act = lambda: serve.hand_over(counter(code), number, *_pins())  # noqa: E731
    return _act(code, number, act, _("カードを渡しました。このカードはお店で使えます。"))


@blueprint.post("/console/<code>/cards/<number>/pin")
@for_officers
def set_card_pin(code: MunicipalityCode, number: str) -> AnyResponse | tuple[str, int]:
    serve = current_platform().points.cards.serve
    act = lambda: serve.set_pin(counter(code), number, *_pins())  # noqa: E731
    return _act(code, number, act, _("暗証番号を決めました。"))


@blueprint.post("/console/<code>/cards/<number>/block")
@for_officers
def block_card(code: MunicipalityCode, number: str) -> AnyResponse | tuple[str, int]:
    act = current_platform().points.cards.serve.block
    return _act(code, number, lambda: act(counter(code), number), _("カードを止めました。どのお店でも使えません。"))


@blueprint.post("/console/<code>/cards/<number>/unblock")
@for_officers
def unblock_card(code: MunicipalityCode, number: str) -> AnyResponse | tuple[str, int]:
    act = current_platform().points.cards.serve.unblock
    return _act(code, number, lambda: act(counter(code), number), _("カードをまた使えるようにしました。"))


@blueprint.post("/console/<code>/cards/<number>/replacement")
@for_officers
def replace_card(code: MunicipalityCode, number: str) -> AnyResponse | tuple[str, int]:
    form, cards = request.form, current_platform().points.cards
    new: list[str] = []

    def replace() -> None:
        new.append(_new_number(form.get("new_number", "")))
        cards.serve.replace(counter(code), number, new[0], *_pins())

    words = _("再発行しました。残高は新しいカードにあり、前のカードは使えません。")
    return _act(code, number, replace, words, to=lambda: new[0])


@blueprint.post("/console/<code>/cards/<number>/charge")
@for_officers
def charge_card(code: MunicipalityCode, number: str) -> AnyResponse | tuple[str, int]:
    """Leads to the grant, which the officer checks and signs there."""
    typed = Typed.of(_FIELDS, request.form)
    program_id, amount = typed.read("program_id", read_number), typed.read("amount", Points.parse)
    expiry_day = typed.read("expiry_day", read_day)
    if program_id is None or amount is None or expiry_day is None:
        return _page(code, number, typed, "charge"), 422
    plan = CampaignPlan(program_id, typed.values["purpose"], expiry_day)
    try:
        campaign_id = current_platform().points.cards.charge.prepare(counter(code), number, plan, amount)
    except (Invalid, Conflict) as error:
        return _refused(code, number, typed, error)
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign_id), 303)


def _pins() -> tuple[str, str]:
    """As the holder typed it, twice; each form has fields of its own."""
    form = request.path.rpartition("/")[2]
    return request.form.get(f"{form}_pin", ""), request.form.get(f"{form}_pin_again", "")


def _act(
    code: MunicipalityCode, number: str, act: Callable[[], None], words: str, to: Callable[[], str] | None = None
) -> AnyResponse | tuple[str, int]:
    try:
        act()
    except (Invalid, Conflict) as error:
        return _refused(code, number, Typed.of(_FIELDS, request.form), error)
    flash(words, "success")
    return redirect(url_for("console.show_card", code=code, number=to() if to else number), 303)


def _refused(code: MunicipalityCode, number: str, typed: Typed, error: DomainError) -> AnyResponse | tuple[str, int]:
    """What was typed stays, but for the PIN."""
    if not isinstance(error, Invalid):
        flash(sentence(error), "error")
        return redirect(url_for("console.show_card", code=code, number=number), 303)
    typed.refuse(error)
    return _page(code, number, typed, request.path.rpartition("/")[2]), 422


def _new_number(text: str) -> str:
    """Typed or scanned."""
    try:
        with current_platform().db.read() as session:
            return number_of(session, text)
    except Invalid as error:
        raise Invalid("new_number", error.reason) from error


def _page(code: MunicipalityCode, number: str, typed: Typed, refused: str = "") -> str:
    """`refused` is the form whose input was wrong."""
    platform = current_platform()
    now = platform.clock.now()
    today = business_date(now)
    with platform.db.read() as session:
        card = find_card(session, code, number)
        # What a dead card's successor holds is the holder's business on the successor's page.
        is_dead = card.state == CardState.REPLACED
        balance = None if is_dead else holder_balance(session, card.account, now)
        history = [] if is_dead else holder_history(session, card.account).entries
        acts = acts_of_card(session, code, number)
        programs = [one for one in list_programs(session, code, today) if one.state == ProgramState.OPEN]
    names = platform.points.directory.names({act.officer for act in acts})
    if not typed.values["expiry_day"] and programs:
        typed.values["expiry_day"] = min(programs[0].last_day, today + _FIRST_EXPIRY).isoformat()
    return page(
        "console/card.html",
        code,
        card=card,
        number=parse_card_number(number),
        balance=balance,
        history=history,
        kinds=KINDS,
        acts=[(act, CARD_ACTS[act.kind], names.get(act.officer, "")) for act in acts],
        programs=programs,
        typed=typed,
        refused=refused,
    )
