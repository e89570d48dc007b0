"""The photo board of an event: who was there adds photos and takes own ones away, everybody looks at them."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in, signed_in_account
from app.content_forgetting import forget_content
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.dao.communities.pages import reader_address
from app.surfaces.events import blueprint
from app.surfaces.events.hosting.hosts import hosts
from app.surfaces.events.hosting.picture import uploaded
from app.surfaces.events.showing import event_page, shown
from app.surfaces.marketplace.designs import gallery_of
from app.surfaces.moderation.words import KINDS, LINKS
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from dao.models.events.photos import MOST_OF_PERSON
from dao.queries.events.photos import PHOTO
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from marketplace.artwork.uploads import read_upload
from marketplace.errors import StoreUnavailable

KINDS[PHOTO] = _l("イベントの写真")
LINKS[PHOTO] = lambda number: url_for("events.show_photo", photo=number)

_SIZES = {"list": Size.LIST, "page": Size.PAGE}
_KEPT_SECONDS = 300  # by browsers: what is taken away is gone soon


@blueprint.app_template_global("photo_board")
def photo_board(number: int) -> dict[str, Any]:
    """What `events/_photos.html` shows."""
    account = signed_in_account()
    is_host = account is not None and hosts(number)
    board = current_platform().dao.events.photo_pages.board(number, reader_address(), is_host=is_host)
    settings = current_platform().settings
    is_on_ipfs = bool(settings.ipfs_api_url) and not settings.s3_bucket
    return {"board": board, "most": MOST_OF_PERSON, "is_on_ipfs": is_on_ipfs}


@blueprint.post("/events/<int:number>/photos")
@requires_sign_in
@limiter.limit("60 per hour", key_func=per_person)
def add_photo(number: int) -> Response | tuple[str, int]:
    """Raises: EventUnknown, NotThere."""
    platform, person, is_host = current_platform(), current_account().address, hosts(number)
    photos, description = platform.dao.events.photos, request.form.get("description", "")
    given = {"has_consent": request.form.get("has_consent") == "1", "is_host": is_host}
    try:
        photos.require_room(number, person, description, **given)
        picture = platform.marketplace.content.put(read_upload(uploaded()).content)
        photos.add(number, person, picture, description, **given)
    except (Conflict, Invalid, StoreUnavailable) as problem:
        named = getattr(problem, "field", "")
        field = named if named in ("description", "has_consent") else "upload"
        refused = {"photo_errors": {field: sentence(problem)}, "photo_typed": {"description": description} | given}
        return render_template("events/event.html", **shown(event_page(number)) | refused), status_of(problem)
    flash(_("写真を載せました。"), "success")
    return redirect(url_for("events.show_event", number=number, _anchor="photos-title"), 303)


@blueprint.get("/events/photos/<int:photo>")
def show_photo(photo: int) -> str:
    """Raises: PhotoUnknown."""
    page = current_platform().dao.events.photo_pages.photo(photo, reader_address())
    return render_template("events/photo.html", page=page, photo=page.view.photo, event=page.event, kind=PHOTO)


@blueprint.get("/events/photos/<int:photo>-<size>.webp")
def send_photo(photo: int, size: str) -> Response:
    """Raises: PhotoUnknown, ContentMissing, ContentForeign, StoreUnavailable."""
    platform, measure = current_platform(), _SIZES.get(size)
    if measure is None:
        abort(404)
    found = platform.dao.events.photo_pages.photo(photo, reader_address())
    picture = gallery_of(platform).upload(found.view.photo.picture, measure, Form.WEBP)
    response = Response(picture.path.read_bytes(), mimetype=picture.form.content_type)
    response.headers["Cache-Control"] = f"private, max-age={_KEPT_SECONDS}"
    return response


@blueprint.post("/events/photos/<int:photo>/removal")
@requires_sign_in
def remove_photo(photo: int) -> Response:
    """Raises: PhotoUnknown."""
    platform = current_platform()
    number, picture = platform.dao.events.photos.remove(photo, current_account().address)
    forget_content(platform, [picture])
    flash(_("写真を消しました。"), "success")
    return redirect(url_for("events.show_event", number=number, _anchor="photos-title"), 303)
