"""Where an item is: on the map when its seller put it there, else by its name and its town."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from app.i18n import localized
from marketplace.models import Collection, RightDetail, TourismDetail

_MAP = "https://www.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class Where:
    """`pins` as the map takes them, none where nobody knows the spot; `app`: opens a map application of the device;
    `web`: a map of the spot, else a search for the town."""

    words: str
    pins: list[dict[str, str]]
    app: str
    web: str


def where_of(collection: Collection) -> Where | None:
    detail = collection.typed_detail()
    if not isinstance(detail, RightDetail | TourismDetail):
        return None
    words = localized(detail, "place")
    if not (detail.latitude and detail.longitude):
        town = collection.town
        query = urlencode({"query": f"{town.prefecture_ja}{town.name_ja}"})
        return Where(words, [], "", f"{_MAP}/search?{query}")
    spot = f"{detail.latitude},{detail.longitude}"
    web = f"{_MAP}/?{urlencode({'mlat': detail.latitude, 'mlon': detail.longitude})}#map=17/{spot.replace(',', '/')}"
    pin = {"name": words, "latitude": detail.latitude, "longitude": detail.longitude, "category": "", "href": web}
    return Where(words, [pin], f"geo:{spot}?q={spot}({quote(words)})", web)
