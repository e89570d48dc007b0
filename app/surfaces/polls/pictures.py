"""Pictures of a poll's options, in the sizes of pages. Public, as the poll is."""

from __future__ import annotations

from flask import abort, url_for
from werkzeug.wrappers import Response

from app.surfaces.marketplace.designs import gallery_of
from app.surfaces.marketplace.sending import sent
from app.surfaces.polls import blueprint
from app.wiring import current_platform
from chain.errors import DomainError
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size

_SIZES = {"list": Size.LIST, "page": Size.PAGE}
_STAND_IN = "mountains"  # where the store has lost a picture, so that the page stays whole
_DAY, _MINUTE = 86_400, 60


@blueprint.get("/polls/<int:number>/pictures/<int:option>-<size>.webp")
def show_option(number: int, option: int, size: str) -> Response:
    options, measure = current_platform().dao.polls.pages.rules(number).options, _SIZES.get(size)
    if measure is None or option >= len(options) or not options[option].picture:
        abort(404)
    gallery = gallery_of(current_platform())
    try:
        return sent(gallery.upload(options[option].picture, measure, Form.WEBP), _DAY)
    except DomainError:
        return sent(gallery.scene(_STAND_IN, 1, Size.LIST, Form.WEBP), _MINUTE)


@blueprint.app_template_global("option_picture")
def option_picture(number: int, option: int, size: str = "list") -> str:
    return url_for("polls.show_option", number=number, option=option, size=size)
