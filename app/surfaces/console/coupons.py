"""Coupons of a municipality: write, look at, publish, stop; who took how much off, as a list for the money desk."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.downloads import sheet
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.coupon_form import CouponForm
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.words import CATEGORIES
from app.surfaces.points.coupon_words import WEEKDAYS
from app.wiring import current_platform
from chain.clock import JST
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Yen
from points.models import Coupon
from points.queries.coupons import coupons_of, load_coupon, uses_by_day, uses_by_shop, uses_of_coupon, view_coupon
from points.queries.merchants import list_merchants, merchant_names

_SAMPLES = (500, 1_000, 3_000, 10_000)  # prices at which an officer sees what comes off


@blueprint.get("/console/<code>/coupons")
@for_officers
def show_coupons(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        return page("console/coupons.html", code, coupons=coupons_of(session, code, platform.clock.now()))


@blueprint.get("/console/<code>/coupons/new")
@for_officers
def new_coupon(code: MunicipalityCode) -> str:
    return _form(code, CouponForm.blank(code))


@blueprint.post("/console/<code>/coupons")
@for_officers
def create_coupon(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    return _save(code, None)


@blueprint.get("/console/<code>/coupons/<int:coupon_id>/edit")
@for_officers
def edit_coupon(code: MunicipalityCode, coupon_id: int) -> str:
    with current_platform().db.read() as session:
        return _form(code, CouponForm.of(load_coupon(session, code, coupon_id)), coupon_id)


@blueprint.post("/console/<code>/coupons/<int:coupon_id>")
@for_officers
def change_coupon(code: MunicipalityCode, coupon_id: int) -> AnyResponse | tuple[str, int]:
    return _save(code, coupon_id)


@blueprint.get("/console/<code>/coupons/<int:coupon_id>")
@for_officers
def show_coupon(code: MunicipalityCode, coupon_id: int) -> str:
    """A draft as people would see it, to be published; afterwards what became of it."""
    platform = current_platform()
    now = platform.clock.now()
    with platform.db.read() as session:
        coupon = load_coupon(session, code, coupon_id)
        view = view_coupon(session, coupon, now)
        by_shop, by_day = uses_by_shop(session, coupon_id, now), uses_by_day(session, coupon_id, now)
        towns = platform.municipalities.by_code(session, coupon.terms.towns)
        shops = merchant_names(session, coupon.shops)
        return page(
            "console/coupon.html", code, view=view, coupon=coupon, by_shop=by_shop, by_day=by_day, towns=towns,
            shops=shops, samples=_samples(coupon),
        )  # fmt: skip


@blueprint.post("/console/<code>/coupons/<int:coupon_id>/publication")
@for_officers
def publish_coupon(code: MunicipalityCode, coupon_id: int) -> AnyResponse:
    officer = current_account().address
    return _act(code, coupon_id, lambda: current_platform().points.coupons.write.publish(code, officer, coupon_id))


@blueprint.post("/console/<code>/coupons/<int:coupon_id>/removal")
@for_officers
def discard_coupon(code: MunicipalityCode, coupon_id: int) -> AnyResponse:
    current_platform().points.coupons.write.discard(code, coupon_id)
    flash(_("下書きを取り消しました。"), "success")
    return redirect(url_for("console.show_coupons", code=code), 303)


@blueprint.post("/console/<code>/coupons/<int:coupon_id>/stop")
@for_officers
def stop_coupon(code: MunicipalityCode, coupon_id: int) -> AnyResponse:
    officer, reason = current_account().address, request.form.get("reason", "")
    writing = current_platform().points.coupons.write
    return _act(code, coupon_id, lambda: writing.stop(code, officer, coupon_id, reason))


@blueprint.get("/console/<code>/coupons/<int:coupon_id>/uses.csv")
@for_officers
def download_uses(code: MunicipalityCode, coupon_id: int) -> Response:
    """One line a use, with the shop; nobody's name."""
    platform = current_platform()
    with platform.db.read() as session:
        load_coupon(session, code, coupon_id)
        uses = uses_of_coupon(session, coupon_id, platform.clock.now())
        names = merchant_names(session, {use.merchant_id for use in uses})
        rows = [
            (
                use.id, use.used_at.astimezone(JST).isoformat(timespec="minutes"), use.merchant_id,
                localized(names[use.merchant_id], "name"), int(use.price), int(use.discount),
                use.payment_row_id or "", use.settlement_row_id or "",
            )
            for use in uses
        ]  # fmt: skip
    heading = (
        _("番号"), _("日時"), _("加盟店番号"), _("加盟店"), _("合計（円）"), _("割引（円）"), _("会計番号"),
        _("精算の番号"),
    )  # fmt: skip
    return sheet(f"coupon-{coupon_id}.csv", heading, rows)


def _save(code: MunicipalityCode, coupon_id: int | None) -> AnyResponse | tuple[str, int]:
    form, writing = CouponForm.sent(), current_platform().points.coupons.write
    terms = form.terms()
    if terms is not None:
        try:
            if coupon_id is None:
                coupon_id = writing.draft(code, current_account().address, terms)
            else:
                writing.change(code, coupon_id, terms)
            return redirect(url_for("console.show_coupon", code=code, coupon_id=coupon_id), 303)
        except Invalid as error:
            form.typed.refuse(error)
    return _form(code, form, coupon_id), 422


def _form(code: MunicipalityCode, form: CouponForm, coupon_id: int | None = None) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        towns = [(str(one.code), localized(one, "name")) for one in platform.municipalities.all(session)]
        chosen = {str(code), *form.ticked["towns"]}
        shops = _shops(session, [MunicipalityCode(one) for one, _name in towns if one in chosen])
    own_first = sorted(towns, key=lambda town: (town[0] != str(code), town[0]))
    return page(
        "console/coupon_form.html", code, typed=form.typed, ticked=form.ticked, coupon_id=coupon_id, towns=own_first,
        shops=shops, weekdays=[(str(key), words) for key, words in enumerate(WEEKDAYS)],
        categories=[(str(key), words) for key, words in CATEGORIES.items()],
    )  # fmt: skip


def _shops(session: Session, codes: Collection[MunicipalityCode]) -> list[tuple[str, str]]:
    open_shops = [shop for code in codes for shop in list_merchants(session, code) if shop.state == "open"]
    return [(str(shop.id), localized(shop, "name")) for shop in open_shops]


def _samples(coupon: Coupon) -> list[tuple[Yen, Yen]]:
    """(price, what comes off)."""
    prices = sorted({*_SAMPLES, int(coupon.minimum)} - {0})
    terms = coupon.terms
    return [(Yen(one), terms.discount(Yen(one)) if one >= int(terms.minimum) else Yen(0)) for one in prices]


def _act(code: MunicipalityCode, coupon_id: int, act: Callable[[], None]) -> AnyResponse:
    try:
        act()
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    return redirect(url_for("console.show_coupon", code=code, coupon_id=coupon_id), 303)
