"""The services' pages: the start, circulars, the bus, the library and the shop. Reports have pages of their own."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor
from app.sandbox_services.everyday.about import ABOUT
from app.sandbox_services.everyday.bus import KEPT_FOR, STOPS, Bus
from app.sandbox_services.everyday.circulars import CIRCULARS, Circulars, find_circular
from app.sandbox_services.everyday.forgetting import forget_rows
from app.sandbox_services.everyday.library import Library
from app.sandbox_services.everyday.published import Published, Telling
from app.sandbox_services.everyday.report_pages import add_reports
from app.sandbox_services.everyday.reports import Reports
from app.sandbox_services.everyday.shop import MOST_OF_ONE, SHELF, Shop, goods_of

_FETCH_SECONDS = 3600


def open_site(site: Site) -> Blueprint:
    published = Published(site.book, site.musubi_url, frozenset(ABOUT.events))
    telling = Telling(site.outbox, published)
    bus = Bus(site.book, telling)
    site.every(_FETCH_SECONDS, published.fetch)
    site.every(60, lambda: bus.close_forgotten(site.now()))
    site.on("musubi.consent.withdrawn", lambda rows, _: forget_rows(rows))
    blueprint = Blueprint("everyday", __name__, template_folder="templates")

    @blueprint.get("/")
    def home() -> str:
        return render_template("everyday/home.html")

    _add_circulars(blueprint, site, Circulars(site.book, telling))
    add_reports(blueprint, site, Reports(site.book, telling, published))
    _add_bus(blueprint, site, bus)
    _add_library(blueprint, site, Library(site.book, telling, published))
    _add_shop(blueprint, site, Shop(site.book, telling))
    return blueprint


def _add_circulars(blueprint: Blueprint, site: Site, circulars: Circulars) -> None:
    @blueprint.get("/circulars")
    def list_circulars() -> str:
        read = circulars.read_by(current_visitor())
        return render_template("everyday/circulars.html", circulars=CIRCULARS, read=read)

    @blueprint.get("/circulars/<key>")
    def show_circular(key: str) -> str:
        circular = find_circular(key) or abort(404)
        return render_template(
            "everyday/circular.html", circular=circular, is_read=key in circulars.read_by(current_visitor())
        )

    @blueprint.post("/circulars/<key>/reading")
    @for_visitors
    def read_circular(key: str) -> Response:
        circulars.read(signed_in_visitor(), find_circular(key) or abort(404), site.now())
        return _thanked(
            "/circulars", "読んだことを伝えました。ありがとうございます。", "Noted that you read it. Thank you."
        )


def _add_bus(blueprint: Blueprint, site: Site, bus: Bus) -> None:
    @blueprint.get("/bus")
    def show_bus() -> str:
        hours = KEPT_FOR.seconds // 3600
        return render_template("everyday/bus.html", stops=STOPS, booking=bus.booking(current_visitor()), hours=hours)

    @blueprint.post("/bus/rides")
    @for_visitors
    def book_ride() -> Response:
        chosen = request.form.get("from_stop", ""), request.form.get("to_stop", "")
        bus.book(signed_in_visitor(), *chosen, site.now())
        return _thanked(
            "/bus",
            "予約しました。乗ったら「乗りました」を押してください。",
            "Booked. Press “I am on board” once you ride.",
        )

    @blueprint.post("/bus/rides/<number>/boarding")
    @for_visitors
    def board(number: str) -> Response:
        bus.ride(signed_in_visitor(), number)
        return _thanked("/bus", "ご乗車ありがとうございます。", "Thank you for riding.")

    @blueprint.post("/bus/rides/<number>/cancellation")
    @for_visitors
    def cancel_ride(number: str) -> Response:
        bus.cancel(signed_in_visitor(), number)
        return _thanked("/bus", "予約を取り消しました。", "The booking was cancelled.")


def _add_library(blueprint: Blueprint, site: Site, library: Library) -> None:
    @blueprint.get("/library")
    def show_library() -> str:
        loans, most = library.at_home(current_visitor()), library.most()
        left = max(0, most - sum(loan["books"] for loan in loans))
        return render_template("everyday/library.html", loans=loans, most=most, left=left)

    @blueprint.post("/library/loans")
    @for_visitors
    def borrow() -> Response:
        books = library.borrow(signed_in_visitor(), request.form.get("books", ""), site.now())
        return _thanked("/library", f"{books}冊を貸し出しました。", f"Borrowed: {books}.")

    @blueprint.post("/library/loans/<loan>/return")
    @for_visitors
    def bring_back(loan: str) -> Response:
        library.bring_back(signed_in_visitor(), loan, site.now())
        return _thanked("/library", "返却を受け付けました。", "Taken back. Thank you.")


def _add_shop(blueprint: Blueprint, site: Site, shop: Shop) -> None:
    @blueprint.get("/shop")
    def show_shop() -> str:
        return render_template("everyday/shop.html", shelf=SHELF, most=MOST_OF_ONE)

    @blueprint.post("/shop/baskets")
    @for_visitors
    def choose() -> Response:
        basket = shop.choose(signed_in_visitor(), request.form, site.now())
        return redirect(f"/shop/baskets/{basket}", 303)

    @blueprint.get("/shop/baskets/<number>")
    @for_visitors
    def show_basket(number: str) -> str:
        basket = shop.find(signed_in_visitor(), number) or abort(404)
        return render_template("everyday/basket.html", basket=basket, goods=goods_of(basket))

    @blueprint.post("/shop/baskets/<number>/payment")
    @for_visitors
    def pay(number: str) -> Response:
        shop.find(signed_in_visitor(), number) or abort(404)
        yen = shop.pay(signed_in_visitor(), number)
        return _thanked("/shop", f"{yen:,}円を料金箱で受け取りました。", f"{yen:,} yen were paid into the box.")


def _thanked(page: str, ja: str, en: str) -> Response:
    flash(t(ja, en), "success")
    return redirect(page, 303)
