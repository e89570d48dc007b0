"""Settings of the money desk: closing days, fee, bank account, clearing; and the terms of single shops."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.papers.words import ACCOUNT_KINDS
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import DomainError, Invalid
from chain.ids import MunicipalityCode
from points.models import MoneyDesk
from points.models.banking_days import MONTH_END
from points.models.money_desk import DEFAULT_CLOSING_DAYS, DEFAULT_PAYMENT_DAYS
from points.queries.merchants import merchant_names
from points.queries.money_desk import money_desk, shop_terms
from points.queries.settlements import merchant_claims
from points.services.keep_money_desk import DeskSettings

TEXTS = ("invoice_number", "consignor_code", "consignor_name", "bank_code", "branch_code", "account_number")
FLAGS = ("pays_home_shops", "prepares_drafts")
FIELDS = ("closing_days", "payment_days", "fee_rate", "account_kind", *TEXTS, *FLAGS)


@blueprint.get("/console/<code>/money-desk")
@for_officers
def show_money_desk(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        desk = money_desk(session, code)
    return _page(code, Typed(_shown(desk)))


@blueprint.post("/console/<code>/money-desk")
@for_officers
def save_money_desk(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    days = typed.read("closing_days", read_closing_days)
    payment_days = typed.read("payment_days", read_number)
    rate = typed.read("fee_rate", read_rate)
    kind = typed.read("account_kind", read_number)
    if days is not None and payment_days is not None and rate is not None and kind is not None:
        settings = DeskSettings(
            closing_days=days,
            payment_days=payment_days,
            fee_rate_basis_points=rate,
            account_kind=kind,
            **{name: unicodedata.normalize("NFKC", typed.values[name]) for name in TEXTS},  # type: ignore[arg-type]
            **{name: bool(typed.values[name]) for name in FLAGS},  # type: ignore[arg-type]
        )
        try:
            current_platform().points.keep_money_desk.save(code, current_account().address, settings)
            flash(_("会計の設定を保存しました。"), "success")
            return redirect(url_for("console.show_settlements", code=code), 303)
        except Invalid as error:
            typed.refuse(error)
    return _page(code, typed), 422


@blueprint.get("/console/<code>/money-desk/shops/<int:merchant_id>")
@for_officers
def show_terms(code: MunicipalityCode, merchant_id: int) -> str:
    with current_platform().db.read() as session:
        terms = shop_terms(session, code, [merchant_id])[merchant_id]
    rate = "" if terms.own_rate is None else rate_text(terms.own_rate)
    return _terms_page(code, merchant_id, Typed({"rate": rate, "held_reason": terms.held_reason}))


@blueprint.post("/console/<code>/money-desk/shops/<int:merchant_id>")
@for_officers
def save_terms(code: MunicipalityCode, merchant_id: int) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(("rate", "held_reason"), request.form)
    try:
        rate = read_rate(typed.values["rate"]) if typed.values["rate"].strip() else None
        officer = current_account().address
        current_platform().points.keep_money_desk.agree(code, officer, merchant_id, rate, typed.values["held_reason"])
    except Invalid as error:
        typed.refuse(error, "rate")
        return _terms_page(code, merchant_id, typed), 422
    flash(_("お店の条件を保存しました。"), "success")
    return redirect(url_for("console.show_settlements", code=code), 303)


@blueprint.post("/console/<code>/settlements/<int:closing_id>/discard")
@for_officers
def discard_closing(code: MunicipalityCode, closing_id: int) -> AnyResponse:
    """Give up a closing that nobody has signed any of."""
    try:
        current_platform().points.close_settlement.discard(code, closing_id)
        flash(_("締めを取りやめました。ポイントはお店の未精算に戻りました。"), "success")
    except DomainError as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_settlements", code=code), 303)


def read_closing_days(text: str) -> tuple[int, ...]:
    """`15, 月末` or `15,31`.

    Raises: Invalid (closing_days).
    """
    parts = [part for part in re.split(r"[,、\s]+", unicodedata.normalize("NFKC", text)) if part]
    days = [MONTH_END if part in ("月末", "末", "end") else part.removesuffix("日") for part in parts]
    if not days:
        raise Invalid("closing_days", "empty")
    if not all(isinstance(day, int) or (day.isascii() and day.isdecimal()) for day in days):
        raise Invalid("closing_days", "not_a_closing_day")
    return tuple(int(day) for day in days)


def read_rate(text: str) -> int:
    """Per cent with up to two decimals, as basis points.

    Raises: Invalid (fee_rate).
    """
    shown = unicodedata.normalize("NFKC", text).strip().removesuffix("%").strip() or "0"
    try:
        points = Decimal(shown) * 100
    except InvalidOperation:
        raise Invalid("fee_rate", "not_a_rate") from None
    if not points.is_finite() or points != points.to_integral_value() or not 0 <= points <= 10_000:
        raise Invalid("fee_rate", "not_a_rate")
    return int(points)


def rate_text(basis_points: int) -> str:
    return f"{Decimal(basis_points) / 100:f}"


def _shown(desk: MoneyDesk | None) -> dict[str, str]:
    days = desk.closing_days if desk else DEFAULT_CLOSING_DAYS
    values = {name: str(getattr(desk, name)) if desk else "" for name in TEXTS}
    flags = {name: "1" if desk and getattr(desk, name) else "" for name in FLAGS}
    return (
        values
        | flags
        | {
            "closing_days": ", ".join(_("月末") if day == MONTH_END else str(day) for day in days),
            "payment_days": str(desk.payment_days if desk else DEFAULT_PAYMENT_DAYS),
            "fee_rate": rate_text(desk.fee_rate_basis_points if desk else 0),
            "account_kind": str(desk.account_kind if desk else 1),
        }
    )


def _page(code: MunicipalityCode, typed: Typed) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        claims = merchant_claims(session, code, business_date(platform.clock.now()))
        shops = {claim.merchant_id: claim.amount for claim in claims}
        names, terms = merchant_names(session, shops), shop_terms(session, code, shops)
    kinds = [(int(kind), words) for kind, words in ACCOUNT_KINDS.items() if kind != 4]
    return page("console/books/money_desk.html", code, typed=typed, kinds=kinds, shops=shops, names=names, terms=terms)


def _terms_page(code: MunicipalityCode, merchant_id: int, typed: Typed) -> str:
    with current_platform().db.read() as session:
        name = merchant_names(session, [merchant_id])[merchant_id]
        usual = money_desk(session, code)
    rate = usual.fee_rate_basis_points if usual else 0
    return page("console/books/terms.html", code, merchant_id=merchant_id, name=name, typed=typed, usual=rate)
