"""Pictures of the desk for artwork, for officers alone: uploads, samples of designs, and pages for the printer."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers
from app.surfaces.marketplace.designs import card_design, gallery_of
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from chain.ids import MunicipalityCode
from marketplace.artwork.cards import CardDesign
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size

_HOUR = 3_600


@blueprint.get("/console/<code>/artwork/pictures/<cid>.webp")
@for_officers
def show_picture(code: MunicipalityCode, cid: str) -> Response:
    """An upload; the town's scene where the store has lost it, so that the page stays whole."""
    platform = current_platform()
    try:
        return _private(platform.marketplace.artwork.keep_picture.read(code, cid), cid)
    except NotFound as error:
        if error.what == "picture":  # of another town, or never uploaded
            raise
    except DomainError:
        pass
    town = platform.marketplace.artwork.pages.town(code)
    stand_in = gallery_of(platform).scene(town.scene, town.seed, Size.LIST, Form.WEBP)
    response = Response(stand_in.path.read_bytes(), mimetype="image/webp")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/console/<code>/artwork/designs/<int:design_id>/sample.webp")
@for_officers
def show_design_sample(code: MunicipalityCode, design_id: int) -> Response:
    kept = gallery_of(current_platform()).card(_design(code, design_id), Size.LIST, Form.WEBP)
    return _private(kept.path.read_bytes(), kept.digest)


@blueprint.get("/console/<code>/artwork/designs/<int:design_id>/print.pdf")
@for_officers
def print_design(code: MunicipalityCode, design_id: int) -> Response:
    return _pdf(_design(code, design_id), f"design-{design_id}")


@blueprint.get("/console/<code>/artwork/series/<int:number>/<int:serial>.pdf")
@for_officers
def print_card(code: MunicipalityCode, number: int, serial: int) -> AnyResponse:
    """One card of a series on chain, with the code of its own page. Raises: NotFound."""
    platform = current_platform()
    view = platform.marketplace.artwork.pages.series(code, number)
    if view.address is None or not 1 <= serial <= view.collection.max_supply:
        raise NotFound("card", f"{number}/{serial}")
    return _pdf(card_design(platform, view.collection, serial, view.address), f"{view.collection.series}-{serial}")


def _design(code: MunicipalityCode, design_id: int) -> CardDesign:
    artwork = current_platform().marketplace.artwork
    view = artwork.pages.design(code, design_id)
    assert view.design is not None
    return artwork.designs.of_design(view.town, view.design)


def _pdf(design: CardDesign, name: str) -> Response:
    response = Response(gallery_of(current_platform()).print_page(design), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _private(content: bytes, name: str) -> Response:
    if request.if_none_match.contains(name):
        response = Response(status=304)
    else:
        response = Response(content, mimetype="image/webp")
    response.set_etag(name)
    response.headers["Cache-Control"] = f"private, max-age={_HOUR}"
    return response
