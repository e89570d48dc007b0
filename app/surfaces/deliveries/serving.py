"""The seller's desk of deliveries and of rights that holders make use of. Addresses stand on labels and their list
alone; each look at them is noted, and their holder sees when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _

from app.access import current_account, per_person
from app.downloads import sheet
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.addresses.words import country_words
from app.surfaces.deliveries.pieces import services
from app.surfaces.deliveries.words import CARRIERS, countdown
from app.surfaces.holding.pieces import token_key
from app.surfaces.selling.desk import Answer, Desk, desk_route
from chain.errors import Conflict, Invalid
from marketplace.models.deliveries.rows import KEPT_AFTER_DELIVERY
from marketplace.services.deliveries.exercise_right import LONGEST_ANSWER
from marketplace.services.deliveries.serve_deliveries import Parcel, Shipment

_HEADING = ("通し番号", "何回目", "品名", "氏名", "会社", "郵便番号", "国", "宛名", "電話", "備考")


@desk_route("/deliveries")
def list_deliveries(desk: Desk) -> Answer:
    return _page(desk)


@desk_route("/deliveries/<int:number>/labels")
@limiter.limit("30 per minute", key_func=per_person)
def show_labels(desk: Desk, number: int) -> Answer:
    """Raises: DeliveryUnknown."""
    parcels = services().serve.parcels(desk.seller, number, current_account().address)
    return desk.page("deliveries/labels.html", parcels=parcels, kept_days=KEPT_AFTER_DELIVERY.days)


@desk_route("/deliveries/<int:number>/addresses.csv")
@limiter.limit("30 per minute", key_func=per_person)
def download_addresses(desk: Desk, number: int) -> Answer:
    """Raises: DeliveryUnknown."""
    parcels = services().serve.parcels(desk.seller, number, current_account().address)
    return sheet(f"musubi-deliveries-{number}.csv", _HEADING, [_row(parcel) for parcel in parcels])


@desk_route("/deliveries/<address>/<int:token_id>/shipment", "POST")
@limiter.limit("60 per minute", key_func=per_person)
def send_delivery(desk: Desk, address: str, token_id: int) -> Answer:
    key = token_key(address, token_id)
    sent = _("発送を知らせました。持ち主に追跡番号が届き、1回使ったことになります。")
    return _done(desk, sent, lambda: services().serve.send(desk.seller, key, _shipment(), current_account().address))


@desk_route("/deliveries/<int:delivery_id>/replacement", "POST")
@limiter.limit("60 per minute", key_func=per_person)
def send_again(desk: Desk, delivery_id: int) -> Answer:
    serve, me = services().serve, current_account().address
    sent = _("もう一度送ったことを知らせました。回数は減りません。")
    return _done(desk, sent, lambda: serve.send_again(desk.seller, delivery_id, _shipment(), me))


@desk_route("/exercises/<int:exercise_id>/answer", "POST")
def answer_exercise(desk: Desk, exercise_id: int) -> Answer:
    day, words = None, request.form.get("answer", "")
    if request.form.get("decision") != "decline":
        try:
            day = date.fromisoformat(request.form.get("day", ""))
        except ValueError:
            return _page(desk, exercise_id, words, sentence(Invalid("day", "not_a_day"))), 422
    exercise, me = services().exercise, current_account().address
    try:
        exercise.answer(desk.seller, exercise_id, day, words, me)
    except Invalid as error:
        return _page(desk, exercise_id, words, sentence(error)), 422
    flash(_("返事を送りました。"), "success")
    return redirect(desk.address("list_deliveries"), 303)


def _done(desk: Desk, words: str, act: Callable[[], None]) -> Answer:
    try:
        act()
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    else:
        flash(words, "success")
    return redirect(desk.address("list_deliveries"), 303)


def _shipment() -> Shipment:
    other = request.form.get("carrier_other", "").strip()
    return Shipment(other or request.form.get("carrier", ""), request.form.get("tracking", ""))


def _page(desk: Desk, exercise_id: int = 0, answer: str = "", error: str = "") -> str:
    values: dict[str, Any] = {"exercise_id": exercise_id, "answer": answer, "error": error}
    return desk.page(
        "deliveries/desk.html",
        series=services().serve.due(desk.seller),
        exercises=services().exercise.for_seller(desk.seller),
        carriers=[(name, name) for name in CARRIERS],
        countdown=countdown,
        longest=LONGEST_ANSWER,
        **values,
    )


def _row(parcel: Parcel) -> list[object]:
    address, view = parcel.address, parcel.view
    goods, cares = localized(view.detail, "goods"), localized(view.detail, "cares")
    return [
        view.holding.serial, parcel.number, goods, address.name, address.company_name, address.postal_code,
        country_words(address.country_code), " / ".join(address.lines()), f"☎{address.phone}", cares,
    ]  # fmt: skip
