"""The door of an event: a helper scans the code with the phone's camera, which opens this page, or types it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.events import blueprint
from app.surfaces.events.hosting.hosts import hosts
from app.wiring import current_platform
from chain.errors import Conflict, Forbidden, Invalid, NotFound
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
        return _page(number, door.look(number, code, current_account().address, is_host=hosts(number)))
    except (Conflict, NotFound) as error:
        return _page(number, error=sentence(error)), status_of(error)


@blueprint.post("/events/<int:number>/door")
@requires_sign_in
@limiter.limit("120 per minute", key_func=per_person)
def let_in(number: int) -> Response | tuple[str, int]:
    """Raises: EventUnknown, NotAtThisDoor."""
    code, door = request.form.get("code", ""), current_platform().dao.events.door
    by, is_host = current_account().address, hosts(number)
    try:
        came = int(request.form.get("came", "") or "1")
        door.let_in(number, code, came, by, is_host=is_host)
    except ValueError:
        return _page(number, error=sentence(Invalid("came", "not_whole"))), 422
    except (Conflict, Invalid, NotFound) as error:
        return _page(number, error=sentence(error)), status_of(error)
    flash(ngettext("%(num)s人が入場しました。", "%(num)s人が入場しました。", came), "success")
    return redirect(url_for("events.show_door", number=number), 303)


def helps_at(number: int) -> bool:
    door, account = current_platform().dao.events.door, current_account()
    try:
        door.require_helper(number, account.address, is_host=hosts(number))
    except (EventUnknown, Forbidden):
        return False
    return True


def _page(number: int, guest: Guest | None = None, error: str = "") -> str:
    platform = current_platform()
    helper = current_account().address
    platform.dao.events.door.require_helper(number, helper, is_host=hosts(number))
    view = platform.dao.events.pages.event(number, None).view
    name = platform.wallet.names([guest.reply.account]).get(guest.reply.account, "") if guest else ""
    inside = sum(reply.came for reply in platform.dao.events.desks.desk(number).replies)
    return render_template(
        "events/door.html", view=view, event=view.event, guest=guest, name=name, error=error, inside=inside,
        title=_("入口"),
    )  # fmt: skip
