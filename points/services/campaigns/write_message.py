"""An officer writes what people are told about their points."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from points.models.person_message import USUAL_EN, USUAL_JA, check_message
from points.services.campaigns.open_terms import open_terms


class WriteMessage:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def keep(self, issuer: MunicipalityCode, officer: Address, campaign_id: int, text_ja: str, text_en: str) -> None:
        """An empty text is the usual one. Raises: Invalid naming the field, NotFound, CampaignLocked."""
        ja, en = check_message("message_ja", text_ja), check_message("message_en", text_en)
        with self.db.write() as session:
            _, terms = open_terms(session, issuer, campaign_id, officer, self.clock.now())
            terms.message_ja, terms.message_en = "" if ja == USUAL_JA else ja, "" if en == USUAL_EN else en
