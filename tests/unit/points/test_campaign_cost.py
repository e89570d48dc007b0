"""Which way of issuing is taken: by what it costs once people have spent."""

from __future__ import annotations

from points.models import CampaignMethod
from points.models.campaign_cost import FEW_PEOPLE, estimate


def test_few_people_are_granted_to_and_many_get_a_drop() -> None:
    assert estimate(FEW_PEOPLE).method is CampaignMethod.GRANT
    assert estimate(FEW_PEOPLE + 1).method is CampaignMethod.DROP
    assert estimate(15_000).method is CampaignMethod.DROP


def test_where_nearly_everybody_spends_a_grant_is_cheaper() -> None:
    cost = estimate(15_000, share_percent=90)
    assert cost.method is CampaignMethod.GRANT
    assert cost.grant_gas < cost.drop_gas
    assert cost.drop_gas_at_once < cost.grant_gas // 100
    assert cost.grant_transactions == 50
