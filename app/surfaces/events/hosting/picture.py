"""The picture of an event: those who hold it put it there, everybody sees it."""

from __future__ import annotations

from contextlib import closing

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import per_person, requires_sign_in
from app.content_forgetting import forget_content
from app.errors import sentence
from app.security import limiter
from app.surfaces.events import blueprint
from app.surfaces.events.hosting.hosts import hosted
from app.surfaces.marketplace.designs import gallery_of
from app.surfaces.marketplace.sending import sent
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from marketplace.artwork.uploads import read_upload
from marketplace.errors import StoreUnavailable

_SIZES = {"list": Size.LIST, "page": Size.PAGE}
_HOUR = 3_600


@blueprint.post("/events/<int:number>/picture")
@requires_sign_in
@limiter.limit("30 per hour", key_func=per_person)
def put_picture(number: int) -> Response:
    """Raises: EventUnknown, RoleRequired."""
    hosted(number)
    platform = current_platform()
    try:
        words = platform.dao.events.picture.checked(request.form.get("picture_words", ""))
        kept = platform.marketplace.content.put(read_upload(uploaded()).content)
        forget_content(platform, [platform.dao.events.picture.put(number, kept, words)])
        flash(_("イベントの画像を載せました。"), "success")
    except (Conflict, Invalid, StoreUnavailable) as problem:
        flash(sentence(problem), "error")
    return redirect(url_for("events.show_event", number=number), 303)


@blueprint.post("/events/<int:number>/picture/removal")
@requires_sign_in
def take_picture_away(number: int) -> Response:
    """Raises: EventUnknown, RoleRequired."""
    hosted(number)
    platform = current_platform()
    forget_content(platform, [platform.dao.events.picture.take_away(number)])
    flash(_("イベントの画像を外しました。"), "success")
    return redirect(url_for("events.show_event", number=number), 303)


@blueprint.get("/events/<int:number>/picture-<size>.webp")
def send_picture(number: int, size: str) -> Response:
    """Raises: EventUnknown, ContentMissing, ContentForeign, StoreUnavailable."""
    platform, measure = current_platform(), _SIZES.get(size)
    event = platform.dao.events.pages.event(number, None).view.event
    if measure is None or not event.picture:
        abort(404)
    return sent(gallery_of(platform).upload(event.picture, measure, Form.WEBP), _HOUR)


def uploaded() -> bytes:
    """The file of the form. A large one lies on the disk meanwhile, which is closed here."""
    file = request.files.get("upload")
    if file is None:
        return b""
    with closing(file.stream) as stream:
        return stream.read()
