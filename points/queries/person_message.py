"""What people are told about a campaign's points."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.units import Points
from points.models import Campaign, CampaignRow
from points.models.person_message import MessageText
from points.queries.campaign_terms import terms_of
from points.queries.programs import load_campaign, program_names

_EXAMPLE = Points(1_000)


def person_message(session: Session, campaign_id: int) -> MessageText:
    """`said(amount)` gives the words for one person.

    Raises: NotFound.
    """
    return message_of(session, load_campaign(session, campaign_id))


def message_of(session: Session, campaign: Campaign) -> MessageText:
    terms, name = terms_of(session, campaign), program_names(session, [campaign.program_id])[campaign.program_id]
    return MessageText(
        title_ja=campaign.purpose,
        title_en=terms.title_en,
        program_ja=name.name_ja,
        program_en=name.name_en,
        expiry_day=campaign.expiry_day,
        text_ja=terms.message_ja,
        text_en=terms.message_en,
    )


def first_amount(session: Session, campaign_id: int) -> Points:
    """For a preview: what the first person of the list gets, or an example."""
    good = select(CampaignRow.amount).where(CampaignRow.campaign_id == campaign_id, CampaignRow.amount.is_not(None))
    return session.scalar(good.order_by(CampaignRow.row_number).limit(1)) or _EXAMPLE
