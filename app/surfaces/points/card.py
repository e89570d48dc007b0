"""Where the QR of a paper card leads somebody's own camera: what the card is, and its balance against number and PIN.

The secret in the QR stands behind a `#` and stays in the browser; this page neither gets nor asks for it.
"""

from __future__ import annotations

from flask import render_template, request

from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.points import blueprint
from app.surfaces.points.words import KINDS
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from points.models.card_number import parse_card_number, shown_card_number
from points.queries.balances import HolderBalance, holder_balance
from points.queries.cards import account_of_card
from points.queries.history import HistoryEntry, holder_history

_ENTRIES_SHOWN = 10


@blueprint.get("/card")
def explain_card() -> str:
    return render_template("points/card.html", number="", error="")


@blueprint.post("/card")
@limiter.limit("10 per minute; 60 per hour")
def show_card() -> str | tuple[str, int]:
    """The balance, in this answer alone: nobody stays signed in. Whether a number exists takes its PIN."""
    typed = request.form.get("number", "")
    try:
        number = parse_card_number(typed)
        current_platform().points.cards.check_pin.on_page(number, request.form.get("pin", ""))
    except (Invalid, Conflict) as error:
        return render_template("points/card.html", number=typed[:20], error=sentence(error)), status_of(error)
    balance, history = _of(number)
    return render_template(
        "points/card_balance.html", number=shown_card_number(number), balance=balance, history=history, kinds=KINDS
    )


def _of(number: str) -> tuple[HolderBalance, list[HistoryEntry]]:
    platform = current_platform()
    with platform.db.read() as session:
        account = account_of_card(session, number)
        balance = holder_balance(session, account, platform.clock.now())
        return balance, holder_history(session, account).entries[:_ENTRIES_SHOWN]
