"""The officer's console: point programs, grants by list, merchants, settlement, and where every yen is."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("console", __name__)

from app.surfaces.console import (  # noqa: E402,F401  (they add their routes)
    accounts,
    acts,
    applications,
    artwork,
    artwork_pictures,
    artwork_series,
    auctions,
    books,
    budgets,
    campaign_report,
    campaign_runs,
    campaigns,
    card,
    card_payments,
    cards,
    community_requests,
    community_roles,
    community_tokens,
    coupons,
    draws,
    event_guests,
    events,
    home,
    imports,
    long_lists,
    lotteries,
    merchants,
    online_sale,
    persons,
    poll_counter,
    polls,
    posters,
    programs,
    projects,
    proposal_grants,
    sealed_polls,
    settlements,
    shop,
    surveys,
    suspensions,
    tickets,
    treasuries,
    vetoes,
    wizard,
)
