"""Posters of shops as a file, for the shop at its till and for officers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response

from app.downloads import document
from app.papers.shop_poster import Colour, Name, PaperSize, Poster, draw_posters
from app.wiring import Platform, current_platform
from chain.clock import business_date
from chain.errors import NotFound
from chain.ids import MunicipalityCode
from chain.municipalities import MunicipalityView
from points.queries.merchants import MerchantView
from points.queries.shop_map import accepted_programs

_NO_COLOUR_OF_ITS_OWN: Colour = (0, 23, 193)


def poster_document(shops: Sequence[MerchantView], size: PaperSize) -> Response:
    """A page a shop, in the order given."""
    platform = current_platform()
    codes, today = {shop.municipality for shop in shops}, business_date(platform.clock.now())
    with platform.db.read() as session:
        towns = platform.municipalities.by_code(session, codes)
        programs = {code: accepted_programs(session, code, today) for code in codes}
    colours = {code: _colour(platform, code) for code in codes}
    posters = [
        Poster(
            shop=Name(shop.name_ja, shop.name_en),
            town=_town(towns, shop.municipality),
            address=platform.points.shop_codes.shop_pay_url(shop.id),
            colour=colours[shop.municipality],
            programs=tuple(Name(one.name_ja, one.name_en) for one in programs[shop.municipality]),
        )
        for shop in shops
    ]
    named = shops[0].id if len(shops) == 1 else "shops"
    return document(f"poster-{named}-{size}.pdf", draw_posters(posters, size))


def paper_size(text: str) -> PaperSize:
    return PaperSize(text) if text in set(PaperSize) else PaperSize.A4


def _town(towns: Mapping[MunicipalityCode, MunicipalityView], code: MunicipalityCode) -> Name:
    return Name(towns[code].name_ja, towns[code].name_en) if code in towns else Name(str(code), "")


def _colour(platform: Platform, code: MunicipalityCode) -> Colour:
    """The deep one of the town's colours, where it has any."""
    try:
        colours = platform.marketplace.pages.town_words(code).colours
        red, green, blue = bytes.fromhex(colours[0].removeprefix("#"))
    except (NotFound, IndexError, ValueError):
        return _NO_COLOUR_OF_ITS_OWN
    return red, green, blue
