"""An officer records why a campaign is lawful where that hangs on something only the officer knows."""

from __future__ import annotations

from chain.clock import Clock, business_date
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from points.models import LegalLevel
from points.models.campaign_terms import LONGEST_REASON
from points.models.legal_check import strictest
from points.queries.campaign_terms import findings_of
from points.queries.programs import program_on_chain
from points.services.campaigns.open_terms import open_terms, plain_text


class RecordLegalReason:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def record(self, issuer: MunicipalityCode, officer: Address, campaign_id: int, reason: str) -> None:
        """Keeps the findings of today beside the reason: it covers these and no others.

        Raises: Invalid (empty, where a finding needs a reason), NotFound, CampaignLocked.
        """
        now = self.clock.now()
        kept = plain_text("legal_reason", reason, LONGEST_REASON)
        with self.db.write() as session:
            campaign, terms = open_terms(session, issuer, campaign_id, officer, now)
            program = program_on_chain(session, issuer, campaign.program_id)
            findings = findings_of(campaign, terms, program, business_date(now))
            if not kept and strictest(findings) is LegalLevel.ATTENTION:
                raise Invalid("legal_reason", "empty")
            terms.legal_reason, terms.legal_findings = kept, [str(one) for one in findings]
            terms.legal_by, terms.legal_at = (officer, now) if kept else (None, None)
