"""Pictures drawn on request and kept: cards, and the scenes of towns. Browsers ask again only whether they changed."""

from __future__ import annotations

from flask import abort, url_for
from werkzeug.wrappers import Response

from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.codes import town_code
from app.surfaces.marketplace.designs import card_design, gallery_of
from app.surfaces.marketplace.sending import sent
from app.wiring import current_platform
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import DRAWINGS, Gallery, Picture, Size
from marketplace.artwork.scenes import SCENES
from marketplace.models import Collection
from marketplace.queries.pages import SeriesPage

_SIZES = {"thumbnail": Size.THUMBNAIL, "list": Size.LIST, "page": Size.PAGE}
_FORMS = {form.value: form for form in Form if form.is_available}
_DAY, _MINUTE = 86_400, 60


@blueprint.app_template_global("card_address")
def card_address(collection: Collection, size: str, serial: int | None = None, form: str = "webp") -> str:
    """Where the picture of one card is, or without a serial that of the sample."""
    if serial is None:
        return url_for("marketplace.draw_sample", number=collection.number, size=size, form=form, v=DRAWINGS)
    return url_for("marketplace.draw_card", number=collection.number, serial=serial, size=size, form=form, v=DRAWINGS)


@blueprint.app_template_global("preview_address")
def preview_address(collection: Collection, serial: int | None) -> str:
    """Absolute, as it is read by other sites."""
    path = url_for("marketplace.draw_preview", number=collection.number, serial=serial, v=DRAWINGS)
    return current_platform().settings.public_url.rstrip("/") + path


@blueprint.get("/artwork/collections/<int:number>/sample-<size>.<form>")
def draw_sample(number: int, size: str, form: str) -> Response:
    series = current_platform().marketplace.pages.series(number)
    return _card(series, None, size, form)


@blueprint.get("/artwork/collections/<int:number>/<int:serial>-<size>.<form>")
def draw_card(number: int, serial: int, size: str, form: str) -> Response:
    """Only of serials that exist: others would be forgeries, and fill the disk."""
    series = current_platform().marketplace.pages.series(number)
    if not 1 <= serial <= series.minted:
        abort(404)
    return _card(series, serial, size, form)


@blueprint.get("/artwork/previews/<int:number>.jpg", defaults={"serial": None})
@blueprint.get("/artwork/previews/<int:number>/<int:serial>.jpg")
def draw_preview(number: int, serial: int | None) -> Response:
    """What other sites show beside a link to the item or to one token."""
    platform, series = current_platform(), current_platform().marketplace.pages.series(number)
    if serial is not None and not 1 <= serial <= series.minted:
        abort(404)
    return _sent(_gallery().preview(card_design(platform, series.collection, serial, series.address)))


@blueprint.get("/artwork/scenes/<name>.webp")
def draw_scene(name: str) -> Response:
    if name not in SCENES:
        abort(404)
    return _sent(_gallery().scene(name, 1, Size.LIST, Form.WEBP))


@blueprint.get("/artwork/towns/<code>-<size>.webp")
def draw_town(code: str, size: str) -> Response:
    town = current_platform().marketplace.pages.town_words(town_code(code))
    return _sent(_gallery().scene(town.scene, town.seed, _size(size), Form.WEBP))


def _card(series: SeriesPage, serial: int | None, size: str, form: str) -> Response:
    design = card_design(current_platform(), series.collection, serial, series.address)
    return _sent(_gallery().card(design, _size(size), _form(form)))


def _gallery() -> Gallery:
    return gallery_of(current_platform())


def _sent(picture: Picture) -> Response:
    return sent(picture, _MINUTE if picture.is_placeholder else _DAY)


def _size(name: str) -> Size:
    return _SIZES.get(name) or abort(404)


def _form(name: str) -> Form:
    return _FORMS.get(name) or abort(404)
