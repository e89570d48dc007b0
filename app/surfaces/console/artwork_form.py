"""The form of a design: what is in it, and from it to the words that the marketplace checks."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l

from app.access import current_account
from app.surfaces.console.forms import Typed
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from marketplace.artwork.cards import CLOTH
from marketplace.models import ArtworkDesign, Rarity, Town
from marketplace.models.design_words import DesignWords

FIELDS = ("art", "pattern", "rarity", "name_ja", "name_en", "upright_ja")
_UPLOAD, _SCENE = "upload:", "scene:"

SCENES = {
    CLOTH: _l("地模様だけ"),
    "mountains": _l("山なみ"),
    "diamond_fuji": _l("ダイヤモンド富士"),
    "dinosaur": _l("恐竜"),
    "ferry": _l("船と海"),
    "gorge_bridge": _l("峡谷の橋"),
    "kabuki_stage": _l("歌舞伎の舞台"),
    "sunflowers": _l("ひまわり"),
    "sword": _l("刀"),
    "vacant_house": _l("古い家"),
    "waterfall": _l("滝"),
    "wide_fields": _l("広い畑"),
    "four_legends": _l("四つの伝説"),
}
PATTERNS = {
    "seigaiha": _l("青海波"),
    "asanoha": _l("麻の葉"),
    "shippo": _l("七宝"),
    "kikko": _l("亀甲"),
    "uroko": _l("鱗"),
    "tatewaku": _l("立涌"),
    "blossom": _l("五弁の花"),
    "leaves": _l("笹"),
}
RARITIES = {
    str(Rarity.COMMON): _l("★ 通常"),
    str(Rarity.RARE): _l("★★ 希少"),
    str(Rarity.LEGEND): _l("★★★ 伝説"),
}


def of_design(town: Town, design: ArtworkDesign | None) -> Typed:
    """What is saved, or for a new design what suits the town."""
    if design is None:
        return Typed.of(FIELDS, {"art": _SCENE + town.scene, "pattern": town.pattern, "rarity": Rarity.COMMON})
    art = _UPLOAD + design.picture if design.picture else _SCENE + design.scene
    return Typed.of(FIELDS, {"art": art, **{name: str(getattr(design, name)) for name in FIELDS[1:]}})


def of_request() -> Typed:
    return Typed.of(FIELDS, request.form)


def take_upload(code: MunicipalityCode, typed: Typed) -> bool:
    """Keep the picture that came along and choose it. Returns: whether one came.

    Raises: PictureRefused, StoreUnavailable.
    """
    file = request.files.get("upload")
    if file is None or not file.filename:
        return False
    keep = current_platform().marketplace.artwork.keep_picture.keep
    typed.values["art"] = _UPLOAD + keep(code, current_account().address, file.stream.read())
    return True


def words_of(town: Town, typed: Typed) -> DesignWords:
    """As typed, not checked. Behind an upload the town's own scene stands in."""
    art, rest = typed.values["art"], {name: typed.values[name] for name in FIELDS[1:]}
    if art.startswith(_UPLOAD):
        return DesignWords(scene=town.scene, picture=art.removeprefix(_UPLOAD), **rest)
    return DesignWords(scene=art.removeprefix(_SCENE), **rest)
