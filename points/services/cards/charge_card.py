"""Points to one card at the counter: a grant to a list of one, which the officer signs like any other."""

from __future__ import annotations

import io

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.units import Points
from points.errors import CardNotFit
from points.models import CardActKind, CardState
from points.models.campaign import MAX_POINTS_PER_PERSON
from points.models.card_number import shown_card_number
from points.queries.cards import card_of_town
from points.services.cards.record_act import Counter
from points.services.check_campaign import CampaignPlan, CheckCampaign


class ChargeCard:
    def __init__(self, db: Database, clock: Clock, check_campaign: CheckCampaign) -> None:
        self.db = db
        self.clock = clock
        self.check_campaign = check_campaign

    def prepare(self, counter: Counter, number: str, plan: CampaignPlan, amount: Points) -> int:
        """The id of the campaign, checked and ready to be signed.

        Raises: NotFound, CardNotFit (replaced), Invalid naming the field.
        """
        if amount == 0:
            raise Invalid("amount", "zero")
        if amount > MAX_POINTS_PER_PERSON:
            raise Invalid("amount", "too_large", most=MAX_POINTS_PER_PERSON)
        with self.db.read() as session:
            card = card_of_town(session, counter.municipality, number)
            if card.state == CardState.REPLACED:
                raise CardNotFit(card.state)
        campaign_id = self.check_campaign.draft(counter.municipality, counter.officer, plan)
        listed = f"カード番号,ポイント\n{shown_card_number(card.number)},{int(amount)}\n"
        self.check_campaign.check_list(campaign_id, io.BytesIO(listed.encode()), "")
        with self.db.write() as session:
            counter.note(session, CardActKind.CHARGE, self.clock.now(), card=card)
        return campaign_id
