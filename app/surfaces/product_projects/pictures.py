"""Pictures of product projects: the project's own for its readers, and what a steward has just uploaded."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from app.access import current_account, requires_sign_in
from app.errors import sentence
from app.surfaces.console.forms import Typed
from app.surfaces.events.hosting.picture import uploaded
from app.surfaces.marketplace.designs import gallery_of
from app.surfaces.marketplace.sending import sent
from app.surfaces.product_projects import blueprint
from app.surfaces.product_projects.words import shown_product
from app.wiring import current_platform
from chain.errors import Invalid, NotFound
from chain.ids import MunicipalityCode
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from marketplace.errors import StoreUnavailable, TownUnknown

_SIZES = {"list": Size.LIST, "page": Size.PAGE}
_HOUR = 3_600


@blueprint.get("/product-projects/<int:number>/picture-<size>.webp")
def send_picture(number: int, size: str) -> Response:
    """Raises: ProductUnknown, ContentMissing, ContentForeign, StoreUnavailable."""
    page, measure = shown_product(number), _SIZES.get(size)
    project = page.project
    if measure is None or not project.picture or page.hidden:
        abort(404)
    response = sent(gallery_of(current_platform()).upload(project.picture, measure, Form.WEBP), _HOUR)
    if project.is_for_holders:
        response.headers["Cache-Control"] = f"private, max-age={_HOUR}"
    return response


@blueprint.get("/communities/<slug>/products/kept/<cid>.webp")
@requires_sign_in
def send_kept(slug: str, cid: str) -> Response:
    """What was uploaded for one of the community's towns, for its stewards. Raises: RoleRequired, NotFound."""
    platform = current_platform()
    community = platform.dao.product_projects.pages.start(slug, current_account().address).community
    keep = platform.marketplace.artwork.keep_picture
    town = next((code for code in map(MunicipalityCode, community.towns) if keep.is_kept(code, cid)), None)
    if town is None:
        raise NotFound("picture", cid)
    response = Response(keep.read(town, cid), mimetype="image/webp")
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


def take_picture(town: MunicipalityCode, typed: Typed) -> None:
    """The file that came along takes the place of the one sent before, which is only kept where this town has it."""
    keep = current_platform().marketplace.artwork.keep_picture
    if not keep.is_kept(town, typed.values["picture"]) or typed.values["picture_away"]:
        typed.values["picture"] = ""
    if raw := uploaded():
        try:
            typed.values["picture"] = keep.keep(town, current_account().address, raw)
        except (Invalid, StoreUnavailable, TownUnknown) as error:
            typed.errors["picture"] = sentence(error)
