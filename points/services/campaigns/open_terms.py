"""A campaign's terms, to be changed by an officer of its town as long as it has not started."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode, contains_my_number
from points.errors import CampaignLocked, ReliefRefused
from points.models import Campaign, CampaignKind, CampaignTerms
from points.queries.programs import load_campaign, program_on_chain


def open_terms(
    session: Session, issuer: MunicipalityCode, campaign_id: int, officer: Address, now: datetime
) -> tuple[Campaign, CampaignTerms]:
    """Both rows locked, and the officer noted as who changed them last.

    Raises: NotFound, also for another town's; CampaignLocked once started; ReliefRefused (own_pages).
    """
    campaign = load_campaign(session, campaign_id, for_update=True)
    program_on_chain(session, issuer, campaign.program_id)
    if campaign.started_at is not None:
        raise CampaignLocked(campaign_id)
    terms = session.get(CampaignTerms, campaign_id)
    if terms is None:
        terms = CampaignTerms.plain(campaign)
        session.add(terms)
    if terms.kind == CampaignKind.RELIEF:
        raise ReliefRefused("own_pages")
    terms.changed_by, terms.changed_at = officer, now
    return campaign, terms


def plain_text(field: str, text: str, longest: int) -> str:
    """What an officer typed, as it is kept.

    Raises: Invalid (too_long, my_number).
    """
    shown = text.replace("\r\n", "\n").strip()
    if len(shown) > longest:
        raise Invalid(field, "too_long")
    if contains_my_number(shown):
        raise Invalid(field, "my_number")
    return shown
