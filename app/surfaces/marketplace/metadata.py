"""What wallets and other markets read about collections and tokens. Public, in English with the Japanese beside it.

Pictures are named by their content, so that whoever copies one can prove that it is the one.
Source: ERC-721 metadata JSON, OpenSea's attributes, ERC-7572 contractURI.
"""

from __future__ import annotations

from flask import Response, abort, request

from app.surfaces.marketplace import blueprint
from app.token_metadata import absolute, described, metadata_answer
from app.wiring import current_platform
from chain.errors import DomainError, Invalid, NotFound
from chain.ids import Address
from marketplace.artwork.gallery import DRAWINGS
from marketplace.models import Collection
from marketplace.queries.pages import SeriesPage

_YEAR = 31_536_000  # seconds


@blueprint.get("/artwork/content/<cid>.webp")
def show_content(cid: str) -> Response:
    """A drawn card by the name of its content, which never changes."""
    try:
        content = current_platform().marketplace.artwork.draw_cards.content_of(cid)
    except Invalid:
        abort(404)
    response = Response(status=304) if request.if_none_match.contains(cid) else Response(content, mimetype="image/webp")
    response.set_etag(cid)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/metadata/collections/<int:number>")
def collection_metadata(number: int) -> Response:
    series = current_platform().marketplace.pages.series(number)
    collection, picture = series.collection, _picture(series, None)
    return metadata_answer(
        {
            "name": f"{collection.name_en} / {collection.name_ja}",
            "symbol": collection.symbol,
            "description": described(collection.story_en, collection.story_ja),
            "image": picture,
            "featured_image": picture,
            "banner_image": absolute("marketplace.draw_preview", number=number, v=DRAWINGS),
            "external_link": absolute("marketplace.show_town", code=collection.town.code),
            "collaborators": [collection.officer],
        }
    )


@blueprint.get("/metadata/collections/<int:number>/<int:token_id>")
@blueprint.get("/metadata/collections/<int:number>/<int:token_id>.json", endpoint="token_metadata_file")
def token_metadata(number: int, token_id: int) -> Response:
    """Raises: NotFound for a token that was never minted."""
    series = current_platform().marketplace.pages.series(number)
    if series.address is None or not 1 <= token_id <= series.minted:
        raise NotFound("token", f"{number}/{token_id}")
    collection = series.collection
    own = current_platform().marketplace.artwork.designs.own_card(collection, token_id)
    name_ja, name_en = (own.name_ja, own.name_en) if own is not None else ("", "")
    return metadata_answer(
        {
            "name": f"{name_en or collection.name_en} / {name_ja or collection.name_ja} #{token_id}",
            "description": described(collection.story_en, collection.story_ja),
            "image": _picture(series, token_id),
            "external_url": absolute("marketplace.show_token", address=series.address, token_id=token_id),
            "background_color": _background(collection),
            "attributes": [*_attributes(collection, token_id), *_as_right(collection, series.address, token_id)],
        }
    )


def _picture(series: SeriesPage, serial: int | None) -> str:
    """By content, in the store's own network where it has one; drawn on request while that is not to be had."""
    platform, number = current_platform(), series.collection.number
    try:
        cid = platform.marketplace.artwork.draw_cards.card(series.collection, serial, series.address)
    except DomainError:
        if serial is None:
            return absolute("marketplace.draw_sample", number=number, size="page", form="png", v=DRAWINGS)
        return absolute("marketplace.draw_card", number=number, serial=serial, size="page", form="png", v=DRAWINGS)
    return f"ipfs://{cid}" if platform.settings.ipfs_api_url else absolute("marketplace.show_content", cid=cid)


def _background(collection: Collection) -> str:
    """The town's deep colour, as OpenSea wants it: six hexadecimal digits."""
    return current_platform().marketplace.artwork.designs.of(collection, None).colours[0].removeprefix("#")


def _attributes(collection: Collection, token_id: int) -> list[dict[str, object]]:
    town, designs = collection.town, current_platform().marketplace.artwork.designs
    legend, own = designs.motif(collection, token_id).legend_en, designs.own_card(collection, token_id)
    traits: list[tuple[str, object]] = [
        ("Town", f"{town.name_en} ({town.name_ja})"),
        ("Prefecture", town.prefecture_en),
        ("Kind", str(collection.kind)),
        ("Rarity", (own.rarity if own is not None else "") or designs.of(collection, None).rarity),
        *([("Legend", legend)] if legend else []),
        ("Votes", "1" if collection.votes else "0"),
        *((name, value) for name, value in (own.attributes if own is not None else ())),
    ]
    shown: list[dict[str, object]] = [{"trait_type": name, "value": value} for name, value in traits]
    serial = {"display_type": "number", "trait_type": "Serial", "value": token_id, "max_value": collection.max_supply}
    return [*shown, serial]


def _as_right(collection: Collection, address: Address, token_id: int) -> list[dict[str, object]]:
    """What changes with each use; the contract says then that it has changed (ERC-4906)."""
    standing = current_platform().marketplace.holding.pages.standing(collection, (address, token_id))
    if not standing.is_right:
        return []
    shown: list[dict[str, object]] = []
    if not standing.is_unlimited:
        uses = {"value": standing.uses_left, "max_value": standing.rules.uses}
        shown.append({"display_type": "number", "trait_type": "Uses left", **uses})
    if standing.rules.valid_until:
        shown.append({"display_type": "date", "trait_type": "Valid until", "value": standing.rules.valid_until})
    return shown
