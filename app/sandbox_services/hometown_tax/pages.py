"""The office's pages: what there is to know, the form, the check before the card, the card, the receipt."""

from __future__ import annotations

import sqlite3

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor
from app.sandbox_services.hometown_tax.about import RECEIVERS, USES
from app.sandbox_services.hometown_tax.donations import Donations, is_fresh, receiver_names, today
from app.sandbox_services.hometown_tax.limits import limits_after, limits_on
from app.sandbox_services.hometown_tax.payments import NOTICES, NoticeRefused, Payments
from app.sandbox_services.hometown_tax.places import home_words
from app.sandbox_services.hometown_tax.receipt_paper import receipt_pdf

_FIELDS = ("receiver", "use", "yen", "name", "address", "coin")
_Page = Response | str | tuple[str, int]


def open_site(site: Site) -> Blueprint:
    payments = Payments(site.book, site.address)
    donations = Donations(site.book, site.outbox, payments)
    site.every(0.5, payments.send_notices)
    site.every(60, lambda: donations.close_forgotten(site.now()))
    blueprint = Blueprint("hometown_tax", __name__, template_folder="templates")
    _add_giving(blueprint, site, donations)
    _add_own(blueprint, site, donations)
    _add_paying(blueprint, site, donations, payments)
    return blueprint


def _add_giving(blueprint: Blueprint, site: Site, donations: Donations) -> None:
    @blueprint.get("/")
    def home() -> str:
        visitor, day = current_visitor(), today(site.now())
        return render_template(
            "hometown_tax/home.html", receivers=RECEIVERS, limits=limits_on(day), coming=limits_after(day),
            mine=donations.of(visitor) if visitor else [],
        )  # fmt: skip

    @blueprint.get("/donations/new")
    @for_visitors
    def new_donation() -> str:
        return _form(site, {"coin": "yes", "receiver": request.args.get("receiver", "")})

    @blueprint.post("/donations/check")
    @for_visitors
    def check_donation() -> _Page:
        typed = _typed()
        if "back" in request.form:
            return _form(site, typed)
        try:
            form = donations.check(signed_in_visitor(), typed, site.now())
        except Refused as error:
            return _form(site, typed, t(*error.words)), 422
        limits = limits_on(today(site.now()))
        return render_template(
            "hometown_tax/check.html", typed=typed, form=form, coin=limits.coin(form.yen) if form.wants_coin else 0,
            percent=limits.percent, receivers=receiver_names(), uses=USES, home=home_words(form.home),
        )  # fmt: skip

    @blueprint.post("/donations")
    @for_visitors
    def begin_donation() -> _Page:
        visitor, typed = signed_in_visitor(), _typed()
        try:
            number = donations.begin(visitor, typed, site.now())
        except Refused as error:
            return _form(site, typed, t(*error.words)), 422
        donation = donations.find(visitor, number)
        assert donation is not None
        return redirect(f"/card/{donation['payment']}", 303)


def _add_own(blueprint: Blueprint, site: Site, donations: Donations) -> None:
    def mine(number: str) -> sqlite3.Row:
        return donations.find(signed_in_visitor(), number) or abort(404)

    @blueprint.get("/donations/<number>")
    @for_visitors
    def show_donation(number: str) -> str:
        donation = mine(number)
        return render_template(
            "hometown_tax/donation.html", donation=donation, receivers=receiver_names(), uses=USES,
            is_fresh=is_fresh(donation, site.now()),
        )  # fmt: skip

    @blueprint.post("/donations/<number>/cancellation")
    @for_visitors
    def cancel_donation(number: str) -> Response:
        donations.cancel(signed_in_visitor(), mine(number)["id"])
        flash(t("寄附を取り消しました。お金は動いていません。", "Cancelled. No money was moved."), "success")
        return redirect("/", 303)

    def receipted(number: str) -> sqlite3.Row:
        donation = mine(number)
        return donation if donation["receipt"] else abort(404)

    @blueprint.get("/donations/<number>/receipt")
    @for_visitors
    def show_receipt(number: str) -> str:
        return render_template("hometown_tax/receipt.html", donation=receipted(number), receivers=receiver_names())

    @blueprint.get("/donations/<number>/receipt.pdf")
    @for_visitors
    def download_receipt(number: str) -> Response:
        """Only the donor gets it, and no cache keeps name and address."""
        donation = receipted(number)
        receiver = receiver_names()[donation["receiver"]][0]
        answer = Response(receipt_pdf(dict(donation), receiver), mimetype="application/pdf")
        answer.headers["Content-Disposition"] = f'attachment; filename="kifu-{donation["receipt"]}.pdf"'
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _add_paying(blueprint: Blueprint, site: Site, donations: Donations, payments: Payments) -> None:
    @blueprint.get("/card/<payment>")
    @for_visitors
    def show_card(payment: str) -> str:
        return render_template("hometown_tax/card.html", payment=payments.find(payment) or abort(404))

    @blueprint.post("/card/<payment>/<end>")
    @for_visitors
    def decide_card(payment: str, end: str) -> Response:
        asked = payments.find(payment)
        if asked is None or end not in ("pay", "fail"):
            abort(404)
        if end == "pay":
            payments.pay(payment)
        else:
            payments.refuse(payment)
            donations.cancel(signed_in_visitor(), asked["donation"])
            flash(
                t(
                    "カードで払えなかったため、寄附は成立していません。",
                    "The card was not charged; nothing was donated.",
                ),
                "error",
            )
        return redirect(f"/donations/{asked['donation']}", 303)

    @blueprint.post(NOTICES)
    def take_notice() -> tuple[str, int]:
        try:
            number, yen = payments.read(request.get_data(), request.headers.get("Payment-Signature", ""))
        except (NoticeRefused, ValueError, KeyError, TypeError):
            abort(401)
        donations.note_paid(number, yen, site.now())
        return "", 204

    # A signature stands in place of the token that people's forms carry.
    blueprint.record_once(lambda state: _exempt(state, take_notice))


def _exempt(state: BlueprintSetupState, view: object) -> None:
    state.app.extensions["csrf"].exempt(view)


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in _FIELDS}


def _form(site: Site, typed: dict[str, str], error: str = "") -> str:
    limits = limits_on(today(site.now()))
    return render_template(
        "hometown_tax/form.html", typed=typed, error=error, receivers=RECEIVERS, uses=USES, limits=limits
    )
