"""How an offer's card looks: a sample while it is written, the pictures to choose from, and uploads."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from flask import Response, render_template, request
from sqlalchemy import select

from app.access import current_account, per_person
from app.errors import sentence
from app.security import limiter
from app.surfaces.console.artwork_form import SCENES
from app.surfaces.marketplace.designs import gallery_of
from app.surfaces.selling.desk import Answer, Desk, desk_route, selling
from app.surfaces.selling.form import OfferForm
from app.wiring import current_platform
from chain.errors import Invalid, NotFound
from marketplace.artwork.cards import CLOTH
from marketplace.artwork.forms import Form
from marketplace.artwork.gallery import Size
from marketplace.artwork.glyphs import missing_signs
from marketplace.errors import StoreUnavailable
from marketplace.models import ArtworkDesign, ArtworkPicture
from marketplace.models.design_words import DesignWords

_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    words: str
    picture: str  # an address; empty: the plain pattern


@dataclass(frozen=True, slots=True)
class Sample:
    picture: str
    missing: str  # signs the typeface lacks


def take_upload(desk: Desk, form: OfferForm) -> bool:
    """Keep the picture that came along and choose it. Returns: whether one came.

    Raises: PictureRefused, StoreUnavailable.
    """
    file = request.files.get("upload")
    if file is None or not file.filename:
        return False
    keep = current_platform().marketplace.artwork.keep_picture.keep
    form.values["art"] = "upload:" + keep(desk.code, current_account().address, file.stream.read())
    return True


def choices(desk: Desk, form: OfferForm) -> list[Choice]:
    """Uploads, designs of the town and drawn scenes. A shop sees the uploads of its own staff."""
    with current_platform().db.read() as session:
        uploads = select(ArtworkPicture).filter_by(municipality=desk.code).order_by(ArtworkPicture.uploaded_at.desc())
        if not desk.is_curator:
            uploads = uploads.filter_by(uploaded_by=current_account().address)
        cids = [one.cid for one in session.scalars(uploads.limit(_SHOWN))]
        designs = select(ArtworkDesign).filter_by(municipality=desk.code).order_by(ArtworkDesign.id.desc())
        drawn = [(one.id, one.name_ja) for one in session.scalars(designs.limit(_SHOWN))]
    chosen = form.values.get("art", "").removeprefix("upload:")
    if form.values.get("art", "").startswith("upload:") and chosen not in cids:
        cids.insert(0, chosen)
    return [
        *(Choice(f"upload:{cid}", "", desk.address("show_upload", cid=cid)) for cid in cids),
        *(Choice(f"design:{key}", name, desk.address("show_design", design_id=key)) for key, name in drawn),
        *(Choice(f"scene:{key}", str(name), "" if key == CLOTH else f"scene:{key}") for key, name in SCENES.items()),
    ]


@desk_route("/offers/<int:offer_id>/look", "POST")
@limiter.limit("90 per minute", key_func=per_person)
def preview_look(desk: Desk, offer_id: int) -> Answer:
    """A fragment: the card as typed so far. Nothing is saved but a picture that came along."""
    offer = selling().pages.offer(desk.seller, offer_id).offer
    form, refused, has_upload = OfferForm.sent(offer.kind), "", False
    try:
        has_upload = take_upload(desk, form)
    except (Invalid, StoreUnavailable) as error:
        refused = sentence(error)
    return render_template(
        "selling/_look.html", desk=desk, form=form, sample=sample_of(desk, form), refused=refused,
        has_upload=has_upload, choices=choices(desk, form), is_answer=True,
    )  # fmt: skip


@desk_route("/offers/<int:offer_id>/sample.webp")
def show_sample(desk: Desk, offer_id: int) -> Answer:
    offer = selling().pages.offer(desk.seller, offer_id).offer
    return _private(_drawn(desk, OfferForm.of(offer)))


@desk_route("/pictures/<cid>.webp")
def show_upload(desk: Desk, cid: str) -> Answer:
    """Raises: NotFound for what this town's people did not upload."""
    return _private(current_platform().marketplace.artwork.keep_picture.read(desk.code, cid))


@desk_route("/designs/<int:design_id>.webp")
def show_design(desk: Desk, design_id: int) -> Answer:
    """Raises: NotFound."""
    artwork = current_platform().marketplace.artwork
    view = artwork.pages.design(desk.code, design_id)
    assert view.design is not None
    kept = gallery_of(current_platform()).card(artwork.designs.of_design(view.town, view.design), Size.LIST, Form.WEBP)
    return _private(kept.path.read_bytes())


def sample_of(desk: Desk, form: OfferForm) -> Sample:
    typed = "".join(form.values.get(name, "") for name in ("name_ja", "name_en", "upright_ja"))
    picture = "data:image/webp;base64," + b64encode(_drawn(desk, form)).decode()
    return Sample(picture, missing_signs(typed))


def _drawn(desk: Desk, form: OfferForm) -> bytes:
    platform = current_platform()
    artwork, values = platform.marketplace.artwork, form.values
    town = artwork.pages.town(desk.code)
    kind, _, name = values.get("art", "").partition(":")
    if kind == "design" and name.isdecimal():
        try:
            design = artwork.pages.design(desk.code, int(name)).design
        except NotFound:
            design = None
        if design is not None:
            return gallery_of(platform).sketch(artwork.designs.of_design(town, design))[0]
    is_kept = kind == "upload" and artwork.keep_picture.is_kept(desk.code, name)
    words = DesignWords(
        scene=name if kind == "scene" and name in SCENES else town.scene,
        pattern=values.get("pattern") or town.pattern,
        rarity=values.get("rarity") or "common",
        name_ja=values.get("name_ja", ""),
        name_en=values.get("name_en", ""),
        upright_ja=values.get("upright_ja", ""),
        picture=name if is_kept else "",
    )
    return gallery_of(platform).sketch(artwork.designs.sketch(town, words, 1))[0]


def _private(content: bytes) -> Response:
    response = Response(content, mimetype="image/webp")
    response.headers["Cache-Control"] = "private, max-age=600"
    return response
