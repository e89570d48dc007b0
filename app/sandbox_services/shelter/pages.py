"""The desk at each shelter: hold up a card, say how many came, see who is inside; and one's own phone as a desk."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.sandbox_services.common.languages import t
from app.sandbox_services.common.policy import CAMERA_POLICY
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.site import Site
from app.sandbox_services.common.visiting import current_visitor, for_visitors, signed_in_visitor
from app.sandbox_services.shelter.places import SHELTERS, Shelter, shelter_of
from app.sandbox_services.shelter.stays import MOST_PEOPLE, Occupancy, Stays


def open_site(site: Site) -> Blueprint:
    stays, occupancy = Stays(site.book, site.outbox), Occupancy(site.book)
    blueprint = Blueprint("shelter", __name__, template_folder="templates")
    _add_looking(blueprint, occupancy)
    _add_desk(blueprint, site, stays)
    _add_phone(blueprint, site, stays)
    _add_list(blueprint, site, stays)
    return blueprint


def _add_looking(blueprint: Blueprint, occupancy: Occupancy) -> None:
    @blueprint.get("/")
    def home() -> str:
        return render_template(
            "shelter/home.html",
            shelters=SHELTERS,
            by_shelter=occupancy.by_shelter(),
            mine=occupancy.shelter_of(current_visitor()),
        )

    @blueprint.get("/shelters/<key>")
    def show_shelter(key: str) -> Response:
        shelter = shelter_of(key)
        page = render_template(
            "shelter/desk.html",
            shelter=shelter,
            inside=occupancy.by_shelter().get(key, 0),
            households=occupancy.households(shelter),
            unknown=occupancy.unknown(shelter),
            mine=occupancy.shelter_of(current_visitor()),
            most=MOST_PEOPLE,
        )
        return Response(page, mimetype="text/html", headers={"Content-Security-Policy": CAMERA_POLICY})


def _add_desk(blueprint: Blueprint, site: Site, stays: Stays) -> None:
    """Whoever shows a card at the desk, or comes without one."""

    @blueprint.post("/shelters/<key>/arrivals")
    def come(key: str) -> Response:
        shelter = shelter_of(key)
        moved = stays.come(shelter, site.visitors.shown(request.form.get("shown", "")), _people(), site.now())
        return _received(shelter, moved)

    @blueprint.post("/shelters/<key>/arrivals-without-card")
    def come_without_card(key: str) -> Response:
        shelter = shelter_of(key)
        stays.come_without_card(shelter, _people(), request.form.get("note", ""), site.now())
        words = "カードなしで受け付けました。カードが見つかったら、一覧から登録してください。"
        flash(t(words, "Counted without a card. Add the card in the list once it is found."), "success")
        return _to_desk(shelter)

    @blueprint.post("/shelters/<key>/departures")
    def leave(key: str) -> Response:
        shelter = shelter_of(key)
        stays.leave(site.visitors.shown(request.form.get("shown", "")), site.now())
        return _left(shelter)


def _add_phone(blueprint: Blueprint, site: Site, stays: Stays) -> None:
    """One's own phone as a desk."""

    @blueprint.post("/shelters/<key>/own-arrival")
    @for_visitors
    def come_by_phone(key: str) -> Response:
        shelter = shelter_of(key)
        return _received(shelter, stays.come(shelter, signed_in_visitor(), _people(), site.now()))

    @blueprint.post("/own-departure")
    @for_visitors
    def leave_by_phone() -> Response:
        stays.leave(signed_in_visitor(), site.now())
        flash(t("避難所を出ました。", "You have left the shelter."), "success")
        return redirect("/", 303)


def _add_list(blueprint: Blueprint, site: Site, stays: Stays) -> None:
    """What is put right in the list of who is inside."""

    @blueprint.post("/shelters/<key>/stays/<int:stay_id>/end")
    def end_stay(key: str, stay_id: int) -> Response:
        shelter = shelter_of(key)
        stays.end(shelter, stay_id, site.now())
        return _left(shelter)

    @blueprint.post("/shelters/<key>/stays/<int:stay_id>/card")
    def name_card(key: str, stay_id: int) -> Response:
        shelter = shelter_of(key)
        stays.name_card(shelter, stay_id, site.visitors.shown(request.form.get("shown", "")))
        flash(t("カードを登録しました。", "The card is added."), "success")
        return _to_desk(shelter)


def _people() -> int:
    """Raises: Refused."""
    text = request.form.get("people", "").strip()
    if not (text.isdecimal() and len(text) < 4):
        raise Refused("人数を数字で入れてください。", "Type the number of people in digits.")
    return int(text)


def _received(shelter: Shelter, moved: bool) -> Response:
    words = f"{shelter.title[0]}で受け付けました。", f"Checked in: {shelter.title[1]}."
    if moved:
        words = words[0] + "前の避難所は出たことにしました。", words[1] + " The shelter before is left."
    flash(t(*words), "success")
    return _to_desk(shelter)


def _left(shelter: Shelter) -> Response:
    flash(t("避難所を出たことを記録しました。", "Noted that they left."), "success")
    return _to_desk(shelter)


def _to_desk(shelter: Shelter) -> Response:
    return redirect(f"/shelters/{shelter.key}", 303)
