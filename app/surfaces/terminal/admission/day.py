"""Who came in at a shop today, and which perks it gave."""

from __future__ import annotations

from app.wiring import current_platform
from chain.clock import business_date
from marketplace.queries.admission.day import entries_of
from marketplace.queries.member_cards.perks import perks_given


def day_of(merchant_id: int) -> dict[str, object]:
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        entries, perks = entries_of(session, merchant_id, today), perks_given(session, merchant_id, today)
    admitted = sum(entry.count for entry in entries if not entry.error_name)
    return {"entries": entries, "admitted": admitted, "perks_given": perks}
