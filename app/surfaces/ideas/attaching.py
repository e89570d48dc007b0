"""Pictures and PDFs beside an idea: the author adds and removes them, everybody sees them."""

from __future__ import annotations

from contextlib import closing

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.adapters.idea_files import keep_file, read_file
from app.content_forgetting import forget_content
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.ideas import blueprint
from app.surfaces.ideas.browsing import shown
from app.surfaces.marketplace.designs import gallery_of
from app.wiring import current_platform
from chain.errors import Invalid
from dao.models.ideas.attachments import AttachmentKind
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from marketplace.errors import StoreUnavailable

_SIZES = {"list": Size.LIST, "page": Size.PAGE}
_DAY = 86_400


@blueprint.post("/ideas/<int:number>/attachments")
@requires_sign_in
@limiter.limit("20 per hour", key_func=per_person)
def attach_file(number: int) -> Response | tuple[str, int]:
    """Raises: IdeaUnknown, MembersOnly, IdeaMerged, Forbidden."""
    platform, author = current_platform(), current_account().address
    description, raw = request.form.get("description", ""), _uploaded()
    try:
        platform.dao.ideas.attach.require_room(number, author, description)
        kept = keep_file(platform.marketplace.content, raw)
        platform.dao.ideas.attach.attach(number, author, description, kept)
    except (Invalid, StoreUnavailable) as problem:
        field = "description" if getattr(problem, "field", "") == "description" else "upload"
        refused = {"file_errors": {field: sentence(problem)}, "description": description}
        return render_template("ideas/idea.html", **shown(number) | refused), status_of(problem)
    flash(_("ファイルを添えました。"), "success")
    return redirect(url_for("ideas.show_idea", number=number) + "#files-title", 303)


def _uploaded() -> bytes:
    """A large one lies in a file meanwhile, which is closed here."""
    file = request.files.get("upload")
    if file is None:
        return b""
    with closing(file.stream) as stream:
        return stream.read()


@blueprint.post("/ideas/<int:number>/attachments/<int:attachment>/removal")
@requires_sign_in
def remove_file(number: int, attachment: int) -> Response:
    """Raises: IdeaUnknown, MembersOnly, IdeaMerged, Forbidden, AttachmentUnknown."""
    platform = current_platform()
    forget_content(platform, platform.dao.ideas.attach.remove(number, attachment, current_account().address))
    flash(_("ファイルを外しました。"), "success")
    return redirect(url_for("ideas.show_idea", number=number), 303)


@blueprint.get("/ideas/<int:number>/attachments/<int:attachment>-<size>.webp")
def show_picture(number: int, attachment: int, size: str) -> Response:
    """Raises: AttachmentUnknown, ContentMissing, ContentForeign, StoreUnavailable."""
    platform, measure = current_platform(), _SIZES.get(size)
    found = platform.dao.ideas.pages.attachment(number, attachment)
    if measure is None or found.kind != AttachmentKind.PICTURE:
        abort(404)
    picture = gallery_of(platform).upload(found.parts[0], measure, Form.WEBP)
    response = Response(picture.path.read_bytes(), mimetype=picture.form.content_type)
    response.headers["Cache-Control"] = f"public, max-age={_DAY}"
    return response


@blueprint.get("/ideas/<int:number>/attachments/<int:attachment>.pdf")
@limiter.limit("60 per minute")
def download_pdf(number: int, attachment: int) -> Response:
    """Never shown within the site: a PDF may hold scripts. Raises: as `show_picture`."""
    platform = current_platform()
    found = platform.dao.ideas.pages.attachment(number, attachment)
    if found.kind != AttachmentKind.PDF:
        abort(404)
    response = Response(read_file(platform.marketplace.content, found.parts), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="idea-{number}-{attachment}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
