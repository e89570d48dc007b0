"""What wallets and other markets read about collections and tokens. Public, in English with the Japanese beside it.

Source: ERC-721 metadata JSON, OpenSea's attributes, ERC-7572 contractURI.
"""

from __future__ import annotations

from flask import Response, jsonify, url_for

from app.surfaces.marketplace import blueprint
from app.wiring import current_platform
from chain.errors import NotFound
from marketplace.artwork.gallery import DRAWINGS
from marketplace.artwork.motifs import motif_of
from marketplace.models import Collection

_HOUR = 3_600


@blueprint.get("/metadata/collections/<int:number>")
def collection_metadata(number: int) -> Response:
    collection = current_platform().marketplace.pages.series(number).collection
    return _answer(
        {
            "name": f"{collection.name_en} / {collection.name_ja}",
            "symbol": collection.symbol,
            "description": _description(collection),
            "image": _absolute("marketplace.draw_sample", number=number, size="page", form="png", v=DRAWINGS),
            "external_link": _absolute("marketplace.show_town", code=collection.town.code),
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
    return _answer(
        {
            "name": f"{collection.name_en} / {collection.name_ja} #{token_id}",
            "description": _description(collection),
            "image": _absolute(
                "marketplace.draw_card", number=number, serial=token_id, size="page", form="png", v=DRAWINGS
            ),
            "external_url": _absolute("marketplace.show_token", address=series.address, token_id=token_id),
            "attributes": _attributes(collection, token_id),
        }
    )


def _attributes(collection: Collection, token_id: int) -> list[dict[str, object]]:
    town = collection.town
    legend = motif_of(collection.scene, collection.upright_ja, token_id).legend_en
    traits: list[tuple[str, object]] = [
        ("Town", f"{town.name_en} ({town.name_ja})"),
        ("Prefecture", town.prefecture_en),
        ("Kind", str(collection.kind)),
        ("Rarity", str(collection.rarity)),
        *([("Legend", legend)] if legend else []),
        ("Votes", "1" if collection.votes else "0"),
    ]
    shown: list[dict[str, object]] = [{"trait_type": name, "value": value} for name, value in traits]
    serial = {"display_type": "number", "trait_type": "Serial", "value": token_id, "max_value": collection.max_supply}
    return [*shown, serial]


def _description(collection: Collection) -> str:
    label = "[Demonstration / デモ] " if current_platform().settings.demo else ""
    return f"{label}{collection.story_en}\n\n{collection.story_ja}"


def _absolute(endpoint: str, **values: object) -> str:
    return current_platform().settings.public_url.rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]


def _answer(body: dict[str, object]) -> Response:
    response = jsonify(body)
    response.headers["Cache-Control"] = f"public, max-age={_HOUR}"
    response.headers["Access-Control-Allow-Origin"] = "*"  # wallets and markets read it from their own pages
    return response
