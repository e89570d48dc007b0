"""Pictures that a town uploaded for its project, in the sizes of pages. What the store has lost is never a hole."""

from __future__ import annotations

from flask import abort, url_for
from werkzeug.wrappers import Response

from app.adapters.town_reports import PROJECT, UPDATE
from app.surfaces.marketplace.designs import gallery_of
from app.surfaces.marketplace.sending import sent
from app.surfaces.projects import blueprint
from app.surfaces.projects.moderating import hidden
from app.wiring import current_platform
from chain.errors import DomainError
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from marketplace.models.projects import ProjectPicture
from marketplace.queries.projects.views import ProjectView

_SIZES = {"list": Size.LIST, "page": Size.PAGE}
_DAY, _MINUTE = 86_400, 60


@blueprint.get("/projects/<int:number>/pictures/<cid>-<size>.webp")
def show_picture(number: int, cid: str, size: str) -> Response:
    """The project's drawn scene where the picture is not to be had. Raises: ProjectUnknown, NotFound."""
    project, measure = current_platform().marketplace.projects.pages.picture(number, cid), _SIZES.get(size)
    if measure is None or _is_hidden(number, cid):
        abort(404)
    gallery = gallery_of(current_platform())
    try:
        return sent(gallery.upload(cid, measure, Form.WEBP), _DAY)
    except DomainError:
        return sent(gallery.scene(project.scene, 1, Size.LIST, Form.WEBP), _MINUTE)


def _is_hidden(number: int, cid: str) -> bool:
    """Whether a picture stands with hidden texts alone."""
    places = current_platform().marketplace.projects.pages.places_of(number, cid)
    news = [update for update in places if update is not None]
    gone = {None} if None in places and hidden(PROJECT, [number]) else set()
    return bool(places) and places == gone | set(hidden(UPDATE, news))


@blueprint.app_template_global("project_picture_address")
def project_picture_address(picture: ProjectPicture, size: str) -> str:
    return url_for("projects.show_picture", number=picture.project_number, cid=picture.cid, size=size)


@blueprint.app_template_global("project_cover")
def project_cover(view: ProjectView, size: str = "page") -> str:
    """The first of its pictures, or the scene that is drawn; a draft's pictures are its town's alone, and hidden ones
    nobody's."""
    if view.cover is not None and view.is_on_chain and not hidden(PROJECT, [view.project.number]):
        return project_picture_address(view.cover, size)
    return url_for("marketplace.draw_scene", name=view.project.scene)
