"""Write what the marketplace says about a town."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import select

from chain.db import Database
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from marketplace.models import CatalogueEntry, Town
from marketplace.services.catalogue.changes import note_change
from marketplace.services.catalogue.put_entry import index_entry


@dataclass(frozen=True, slots=True)
class TownWords:
    code: MunicipalityCode
    name_ja: str
    name_en: str
    prefecture_ja: str
    prefecture_en: str
    tagline_ja: str
    tagline_en: str
    story_ja: str
    story_en: str
    colours: tuple[str, ...]  # "#rrggbb": deep, main, light, accent
    pattern: str
    scene: str
    seed: int
    position: int


class PutTown:
    def __init__(self, db: Database) -> None:
        self.db = db

    def put(self, words: TownWords) -> None:
        """Write the town, anew when it is known; its things are then found under the new words.

        Raises: Invalid (name_ja).
        """
        if not words.name_ja.strip():
            raise Invalid("name_ja", "empty")
        with self.db.write() as session:
            session.merge(Town(**{**asdict(words), "code": words.code, "colours": list(words.colours)}))
            session.flush()
            for entry in session.scalars(select(CatalogueEntry).filter_by(municipality=words.code)):
                index_entry(session, entry)
            note_change(session)
