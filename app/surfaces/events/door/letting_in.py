"""A helper scans the code, on this page or with the phone's own camera, which opens it; or types it."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized
from app.security import limiter
from app.surfaces.events import blueprint
from app.surfaces.events.hosting.hosts import hosts
from app.wiring import current_platform
from chain.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dao.errors import EventUnknown
from dao.services.events.let_in import Guest


@blueprint.get("/events/<int:number>/door")
@requires_sign_in
@limiter.limit("120 per minute", key_func=per_person)
def show_door(number: int) -> str | tuple[str, int]:
    """With `code`, who shows it. Raises: EventUnknown, NotAtThisDoor."""
    code, door = request.args.get("code", ""), current_platform().dao.events.door
    if not code:
        return _page(number)
    try:
        look = door.look(number, plain_code(code), current_account().address, is_host=hosts(number))
        return _page(number, look)
    except (Conflict, NotFound) as error:
        return _page(number, error=sentence(error)), status_of(error)


@blueprint.post("/events/<int:number>/door/looks")
@requires_sign_in
@limiter.limit("120 per minute", key_func=per_person)
def look_at_guest(number: int) -> Response:
    """What the page puts in its place: how many come in, or why nobody does. Raises: EventUnknown, NotAtThisDoor."""
    door, code = current_platform().dao.events.door, plain_code(request.form.get("code", ""))
    try:
        guest = door.look(number, code, current_account().address, is_host=hosts(number))
    except (Conflict, NotFound) as error:
        return _refused(number, error)
    nonce = request.form.get("nonce", "")
    return make_response(render_template("events/door/_guest.html", **_guest(number, guest), nonce=nonce))


@blueprint.post("/events/<int:number>/door")
@requires_sign_in
@limiter.limit("120 per minute", key_func=per_person)
def let_in(number: int) -> Response | tuple[str, int]:
    """Repeated with the same nonce it answers the same. Raises: EventUnknown, NotAtThisDoor."""
    form, by = request.form, current_account().address
    try:
        came = int(form.get("came", "") or "1")
        code, nonce = plain_code(form.get("code", "")), form.get("nonce", "")
        door = current_platform().dao.events.door
        guest = door.let_in(number, code, came, by, is_host=hosts(number), nonce=nonce)
    except ValueError:
        return _stopped(number, Invalid("came", "not_whole"))
    except (Conflict, Invalid, NotFound) as error:
        return _stopped(number, error)
    if request.headers.get("HX-Request"):
        return make_response(render_template("events/door/_welcome.html", **_guest(number, guest), **_counts(number)))
    flash(ngettext("%(num)s人が入場しました。", "%(num)s人が入場しました。", came), "success")
    return redirect(url_for("events.show_door", number=number), 303)


def helps_at(number: int) -> bool:
    door, account = current_platform().dao.events.door, current_account()
    try:
        door.require_helper(number, account.address, is_host=hosts(number))
    except (EventUnknown, Forbidden):
        return False
    return True


def plain_code(text: str) -> str:
    """A code as its letters, also out of the address that stands in the picture."""
    if "://" in text:
        text = next(iter(parse_qs(urlsplit(text.strip()).query).get("code", [])), "")
    return "".join(text.split()).upper()


def _stopped(number: int, error: DomainError) -> Response | tuple[str, int]:
    if request.headers.get("HX-Request"):
        return _refused(number, error)
    return _page(number, error=sentence(error)), status_of(error)


def _refused(number: int, error: DomainError) -> Response:
    """HTMX shows it in its place, whatever the status is elsewhere."""
    words = {
        "title": _("入場できません"),
        "words": sentence(error),
        "next_at": url_for("events.show_door", number=number),
    }
    return make_response(render_template("terminal/admission/_refused.html", **words))


def _guest(number: int, guest: Guest) -> dict[str, object]:
    person = guest.reply.account
    return {
        "event": guest.event,
        "guest": guest,
        "name": current_platform().wallet.names([person]).get(person, ""),
        "title": localized(guest.event, "title"),
        "next_at": url_for("events.show_door", number=number),
    }


def _counts(number: int) -> dict[str, object]:
    desk = current_platform().dao.events.desks.desk(number)
    return {"view": desk.view, "inside": sum(reply.came for reply in desk.replies)}


def _page(number: int, guest: Guest | None = None, error: str = "") -> str:
    platform = current_platform()
    platform.dao.events.door.require_helper(number, current_account().address, is_host=hosts(number))
    counts = _counts(number)
    shown = _guest(number, guest) if guest else {"event": platform.dao.events.pages.event(number, None).view.event}
    return render_template(
        "events/door/door.html", **(counts | shown), error=error, heading=_("入口"), nonce=secrets.token_hex(16)
    )
