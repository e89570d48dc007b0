"""Test yen for trying the market; labelled as such, and closed in production."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in, safe_path
from app.errors import sentence, status_of
from app.surfaces.marketplace import blueprint
from app.wiring import current_platform
from marketplace.errors import FaucetClosed
from marketplace.services.take_test_yen import AMOUNT


@blueprint.get("/faucet")
@requires_sign_in
def show_faucet() -> str:
    return _page(_next())


@blueprint.post("/faucet/requests")
@requires_sign_in
def ask_faucet() -> str | tuple[str, int] | Response:
    account, back = current_account().address, safe_path(request.form.get("next"), "")
    market = current_platform().marketplace
    had = int(market.pages.faucet(account).balance)
    try:
        market.take_test_yen.take(account)
    except FaucetClosed as refusal:
        return _page(back, error=sentence(refusal)), status_of(refusal)
    return redirect(url_for("marketplace.show_faucet", next=back or None, had=had), 303)


@blueprint.get("/faucet/balance")
@requires_sign_in
def show_balance() -> str:
    """For HTMX: the balance, again and again until it is larger than it was."""
    return render_template("marketplace/_balance.html", **_shown(_next()))


def _page(back: str, *, error: str = "") -> str:
    market = current_platform().marketplace
    left = market.take_test_yen.left_today(current_account().address)
    return render_template("marketplace/faucet.html", error=error, amount=AMOUNT, left=left, **_shown(back))


def _shown(back: str) -> dict[str, object]:
    page = current_platform().marketplace.pages.faucet(current_account().address)
    had = request.args.get("had", None, int)
    has_failed = page.newest is not None and bool(page.newest.error_name)
    waits = had is not None and int(page.balance) <= had and not has_failed
    return {
        "next": back,
        "balance": page.balance,
        "waiting_for": had if waits else None,
        "arrived": had is not None and not waits and not has_failed,
        "has_failed": had is not None and has_failed,
    }


def _next() -> str:
    return safe_path(request.args.get("next"), "")
