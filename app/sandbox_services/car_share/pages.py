"""The car-share's pages: trips that fit, a trip to offer, and one's own."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_services.car_share.trips import AREAS, MOST_SEATS, Trips
from app.sandbox_services.common.languages import t
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor

_TOKYO = ZoneInfo("Asia/Tokyo")


def open_site(site: Site) -> Blueprint:
    trips = Trips(site.book, site.outbox)
    blueprint = Blueprint("car_share", __name__, template_folder="templates")
    _add_finding(blueprint, site, trips)
    _add_riding(blueprint, trips)
    _add_driving(blueprint, site, trips)
    return blueprint


def _add_finding(blueprint: Blueprint, site: Site, trips: Trips) -> None:
    """Trips that fit, and one's own to offer."""

    def page(typed: dict[str, str], error: str = "") -> str:
        visitor = current_visitor()
        return render_template(
            "car_share/home.html", areas=AREAS, names={area.key: t(*area.title) for area in AREAS}, typed=typed,
            error=error, most=MOST_SEATS, found=_fitting(trips, typed), mine=trips.mine(visitor) if visitor else [],
            boarded=lambda trip: visitor is not None and trips.has_boarded(visitor, trip),
        )  # fmt: skip

    @blueprint.get("/")
    def home() -> str:
        return page(_typed(request.args.to_dict(), site.now()))

    @blueprint.post("/trips")
    @for_visitors
    def offer() -> Response | tuple[str, int]:
        typed = _typed(request.form.to_dict(), site.now())
        try:
            seats = int(typed["seats"]) if typed["seats"].isdecimal() else 0
            at = _moment(typed["at"])
            trips.offer(signed_in_visitor(), typed["from_area"], typed["to_area"], at, seats, site.now())
        except Refused as error:
            return page(typed, t(*error.words)), 422
        flash(t("便を出しました。乗る人を待っています。", "Your trip is offered. It waits for riders."), "success")
        return redirect("/", 303)


def _add_riding(blueprint: Blueprint, trips: Trips) -> None:
    @blueprint.post("/trips/<trip>/riders")
    @for_visitors
    def join(trip: str) -> Response:
        trips.join(signed_in_visitor(), trip)
        flash(
            t(
                "申し込みました。乗ったら「乗りました」を押してください。",
                "You have a seat. Press “I am in” once you are.",
            ),
            "success",
        )
        return redirect("/#mine", 303)

    @blueprint.post("/trips/<trip>/boarding")
    @for_visitors
    def board(trip: str) -> Response:
        trips.board(signed_in_visitor(), trip)
        flash(t("よい道のりを。", "Have a good ride."), "success")
        return redirect("/#mine", 303)


def _add_driving(blueprint: Blueprint, site: Site, trips: Trips) -> None:
    @blueprint.post("/trips/<trip>/end")
    @for_visitors
    def complete(trip: str) -> Response:
        riders = trips.complete(signed_in_visitor(), trip, site.now())
        words = (
            f"おつかれさまでした。あなたと乗った{riders}人にお礼が届きます。",
            f"Well driven. You and {riders} riders are thanked.",
        )
        flash(t(*words), "success")
        return redirect("/#mine", 303)

    @blueprint.post("/trips/<trip>/cancellation")
    @for_visitors
    def cancel(trip: str) -> Response:
        trips.cancel(signed_in_visitor(), trip)
        flash(t("便を取りやめました。", "The trip is called off."), "success")
        return redirect("/#mine", 303)


def _typed(given: dict[str, str], now: datetime) -> dict[str, str]:
    usual = {"from_area": AREAS[0].key, "to_area": AREAS[1].key, "seats": "3"}
    usual["at"] = now.astimezone(_TOKYO).strftime("%Y-%m-%dT%H:%M")
    return {name: given.get(name, "").strip() or text for name, text in usual.items()}


def _moment(text: str) -> datetime:
    """As a browser's field gives it, in Japan. Raises: Refused."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=_TOKYO).astimezone(ZoneInfo("UTC"))
    except ValueError:
        raise Refused("出発の日時を入力してください。", "Enter when the trip leaves.") from None


def _fitting(trips: Trips, typed: dict[str, str]) -> list[object]:
    try:
        return list(trips.fitting(typed["from_area"], typed["to_area"], _moment(typed["at"])))
    except Refused:
        return []
