"""What a campaign costs on chain as a grant and as a drop, and which of the two to take. Pure arithmetic.

A grant writes every account at once. A drop writes one root; each person's points come into being with the first
payment, which then costs more. So a drop is the cheaper one where fewer than about six of ten people spend, and it is
there after one transaction however many people there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from points.models.campaign import GAS_PER_CHUNK, GAS_PER_PERSON, CampaignMethod, chunk_count

DROP_GAS = 94_000
CLAIM_GAS = 45_000  # what a first payment out of a drop costs more than another one
USUAL_SHARE_PERCENT = 50  # of people who spend what they are given
FEW_PEOPLE = 100  # up to here a grant is one transaction as well, and the points are in the accounts at once


@dataclass(frozen=True, slots=True)
class CampaignCost:
    """Gas at issuance, and in all once `share_percent` of the people have spent. Transactions at issuance."""

    people: int
    grant_gas: int
    drop_gas: int
    drop_gas_at_once: int
    grant_transactions: int

    @property
    def method(self) -> CampaignMethod:
        is_drop = self.people > FEW_PEOPLE and self.drop_gas < self.grant_gas
        return CampaignMethod.DROP if is_drop else CampaignMethod.GRANT


def estimate(people: int, share_percent: int = USUAL_SHARE_PERCENT) -> CampaignCost:
    claims = people * share_percent * CLAIM_GAS // 100
    return CampaignCost(
        people=people,
        grant_gas=people * GAS_PER_PERSON + chunk_count(people) * GAS_PER_CHUNK,
        drop_gas=DROP_GAS + claims,
        drop_gas_at_once=DROP_GAS,
        grant_transactions=chunk_count(people),
    )
