"""What a town shows and tells of its project: pictures on its page, and news with pictures."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import DomainError, Invalid, NotFound
from chain.ids import MunicipalityCode
from marketplace.errors import StoreUnavailable
from marketplace.services.projects.assembly import ProjectServices
from marketplace.services.projects.post_update import UpdateWords
from marketplace.services.projects.show_pictures import PictureWords

_UPDATE = ("title_ja", "body_ja", "title_en", "body_en")
_PICTURE = ("alt_ja", "alt_en", "upload", "about")
Answer = AnyResponse | tuple[str, int]


@blueprint.get("/console/<code>/projects/<int:number>/news")
@for_officers
def show_news(code: MunicipalityCode, number: int) -> str:
    """Raises: ProjectUnknown."""
    return _page(code, number, Typed.of(_UPDATE, {}), Typed.of(_PICTURE, {}))


@blueprint.post("/console/<code>/projects/<int:number>/updates")
@for_officers
def post_update(code: MunicipalityCode, number: int) -> Answer:
    """Raises: ProjectUnknown."""
    typed = Typed.of(_UPDATE, request.form)
    try:
        _services().post_update.post(code, number, current_account().address, UpdateWords(**typed.values))
    except NotFound:
        raise
    except Invalid as error:
        typed.refuse(error)
        return _page(code, number, typed, Typed.of(_PICTURE, {})), 422
    except DomainError as error:
        flash(sentence(error), "error")
    else:
        flash(_("お知らせを載せました。写真は、お知らせごとに足せます。"), "success")
    return _back(code, number)


@blueprint.post("/console/<code>/projects/<int:number>/pictures")
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def add_picture(code: MunicipalityCode, number: int) -> Answer:
    """`about`: the id of one of the news, or empty for the project's page. Raises: ProjectUnknown, NotFound."""
    typed, file = Typed.of(_PICTURE, request.form), request.files.get("upload")
    about = typed.values["about"]
    update = int(about) if about.isdigit() else None
    words = PictureWords(typed.values["alt_ja"], typed.values["alt_en"])
    raw = file.stream.read() if file else b""
    try:
        _services().pictures.add(code, number, current_account().address, raw, words, update)
    except (Invalid, StoreUnavailable) as error:
        field = error.field if isinstance(error, Invalid) else ""
        typed.errors[field if field in ("alt_ja", "alt_en") else "upload"] = sentence(error)
        return _page(code, number, Typed.of(_UPDATE, {}), typed), status_of(error)
    flash(_("写真を載せました。"), "success")
    return _back(code, number)


@blueprint.post("/console/<code>/projects/<int:number>/pictures/<int:picture_id>/removal")
@for_officers
def remove_picture(code: MunicipalityCode, number: int, picture_id: int) -> AnyResponse:
    """Raises: ProjectUnknown, NotFound."""
    _services().pictures.remove(code, number, picture_id)
    flash(_("写真を外しました。"), "success")
    return _back(code, number)


@blueprint.post("/console/<code>/projects/<int:number>/pictures/<int:picture_id>/place")
@for_officers
def put_picture_first(code: MunicipalityCode, number: int, picture_id: int) -> AnyResponse:
    """Raises: ProjectUnknown, NotFound."""
    _services().pictures.put_first(code, number, picture_id)
    return _back(code, number)


def _page(code: MunicipalityCode, number: int, update: Typed, picture: Typed) -> str:
    desk = _services().pages.desk(code, number)
    return page(
        "console/projects/news.html", code, desk=desk, view=desk.view, project=desk.view.project, update=update,
        picture=picture,
    )  # fmt: skip


def _back(code: MunicipalityCode, number: int) -> AnyResponse:
    return redirect(url_for("console.show_news", code=code, number=number), 303)


def _services() -> ProjectServices:
    return current_platform().marketplace.projects
