"""The desk for artwork: designs of cards, looked at while they are made, and the collections that use them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence
from app.i18n import localized, number
from app.security import limiter
from app.signing import completes
from app.surfaces.console import artwork_form, blueprint
from app.surfaces.console.artwork_form import of_design, of_request, take_upload, words_of
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page, to_signature
from app.surfaces.marketplace.designs import gallery_of
from app.wiring import current_platform
from chain.errors import DomainError, Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.artwork.glyphs import missing_signs
from marketplace.assembly import Artwork
from marketplace.errors import StoreUnavailable, TownUnknown
from marketplace.models import Town


@blueprint.get("/console/<code>/artwork")
@for_officers
def show_artwork(code: MunicipalityCode) -> str:
    """Without the town's own words in the marketplace there is nothing to draw yet, and the page says so."""
    try:
        overview = _artwork().pages.overview(code)
    except TownUnknown:
        overview = None
    return page("console/artwork.html", code, overview=overview)


@blueprint.get("/console/<code>/artwork/designs/new")
@for_officers
def new_design(code: MunicipalityCode) -> str:
    return _editor(code, None, None)


@blueprint.get("/console/<code>/artwork/designs/<int:design_id>")
@for_officers
def show_design(code: MunicipalityCode, design_id: int) -> str:
    return _editor(code, design_id, None)


@blueprint.post("/console/<code>/artwork/designs", defaults={"design_id": None})
@blueprint.post("/console/<code>/artwork/designs/<int:design_id>")
@for_officers
def save_design(code: MunicipalityCode, design_id: int | None) -> AnyResponse | tuple[str, int]:
    typed, artwork = of_request(), _artwork()
    try:
        take_upload(code, typed)
        words = words_of(artwork.pages.town(code), typed)
        saved = artwork.save_design.save(code, current_account().address, words, design_id)
    except StoreUnavailable as error:
        typed.errors["upload"] = sentence(error)
        return _editor(code, design_id, typed), 503
    except Invalid as error:
        typed.refuse(error, _field_of(error))
        return _editor(code, design_id, typed), 422
    if design_id in (None, saved):
        flash(_("図案を保存しました。"), "success")
    else:
        flash(_("作品で使われている図案は変えず、新しい図案として保存しました。"), "success")
    return redirect(url_for("console.show_design", code=code, design_id=saved), 303)


@blueprint.post("/console/<code>/artwork/preview")
@for_officers
@limiter.limit("90 per minute", key_func=per_person)
def preview_design(code: MunicipalityCode) -> str:
    """A fragment: the card as typed so far. Nothing is saved but a picture that came along."""
    typed, artwork, refused, has_upload = of_request(), _artwork(), "", False
    try:
        has_upload = take_upload(code, typed)
    except (Invalid, StoreUnavailable) as error:
        refused = sentence(error)
    view = artwork.pages.design(code, None)
    picture, stands_in = _sketch(view.town, typed)
    return render_template(
        "console/_artwork_preview.html",
        code=str(code),
        view=view,
        typed=typed,
        picture=picture,
        stands_in=stands_in,
        missing=missing_signs("".join(typed.values[name] for name in ("name_ja", "name_en", "upright_ja"))),
        refused=refused,
        has_upload=has_upload,
        words=artwork_form,
    )


@blueprint.post("/console/<code>/artwork/designs/<int:design_id>/collections")
@for_officers
def use_design(code: MunicipalityCode, design_id: int) -> AnyResponse:
    """Give it to a collection: at once before tokens can exist, else with a signature that tells wallets."""
    address, artwork = url_for("console.show_design", code=code, design_id=design_id), _artwork()
    try:
        collection = read_number(request.form.get("collection", ""))
        asked = artwork.use_design.prepare(code, current_account().address, design_id, collection)
        series = artwork.pages.series(code, collection).collection
    except DomainError as error:
        flash(sentence(error), "error")
        return redirect(address, 303)
    if asked is None:
        flash(_("「%(name)s」の図案を変えました。", name=localized(series, "name")), "success")
        return redirect(url_for("console.show_artwork", code=code), 303)
    return to_signature(
        asked.typed_data,
        title=_("作品の絵を変えます"),
        words=[(_("作品"), localized(series, "name")), (_("作品番号"), number(series.number))],
        consequence=_(
            "すでに持っている人のカードの絵も変わります。ウォレットや他の市場にも、変わったことが伝わります。"
        ),
        purpose="marketplace.artwork",
        subject=asked.subject,
        return_to=url_for("console.show_artwork", code=code),
    )


@completes("marketplace.artwork")
def change_artwork(subject: str, signature: bytes, signer: Address) -> None:
    _artwork().use_design.complete(subject, signature)


def _editor(code: MunicipalityCode, design_id: int | None, typed: Typed | None) -> str:
    view = _artwork().pages.design(code, design_id)
    typed = typed or of_design(view.town, view.design)
    picture, stands_in = _sketch(view.town, typed)
    return page(
        "console/artwork_design.html", code, view=view, typed=typed, picture=picture, stands_in=stands_in,
        missing="", refused="", has_upload=False, words=artwork_form,
    )  # fmt: skip


def _sketch(town: Town, typed: Typed) -> tuple[str, bool]:
    """The card as an address that holds the picture itself. Only of pictures that the town uploaded."""
    artwork, words = _artwork(), words_of(town, typed)
    if words.picture and not artwork.keep_picture.is_kept(town.code, words.picture):
        words = replace(words, picture="")
    picture, stands_in = gallery_of(current_platform()).sketch(artwork.designs.sketch(town, words, 1))
    return "data:image/webp;base64," + b64encode(picture).decode(), stands_in


def _field_of(error: Invalid) -> str:
    return "art" if error.field in ("scene", "picture") and error.reason == "unknown" else "upload"


def _artwork() -> Artwork:
    return current_platform().marketplace.artwork
