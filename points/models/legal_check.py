"""What the law says to a campaign before it starts: findings, each of which is fine, needs an officer's reason, or
stops it. Pure; the words and the statute's name stand with the page.

Sources: 資金決済法 art. 3 (1) and 4 (2), (3); 地方税法 art. 37-2 (2) and 314-7 (2); 平成31年総務省告示179号; 総務大臣
通知 of 1 April 2017 on gifts to a town's own residents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from points.models.amount_rule import AmountKind, AmountRule
from points.models.program import LegalClass, legal_class

MOST_OF_DONATION = 3_000  # basis points: a return gift is worth three tenths of the donation at most


class LegalLevel(StrEnum):
    FINE = "fine"
    ATTENTION = "attention"  # allowed if something holds that only an officer knows: the reason is recorded
    STOP = "stop"


class LegalFinding(StrEnum):
    FREE = "free"  # nobody paid: no 前払式支払手段
    SIX_MONTHS = "six_months"  # paid, usable at most six months from issue
    REFUND_AFTER_EXPIRY = "refund_after_expiry"  # six months, but the program gives expired points back
    PUBLIC_ISSUER = "public_issuer"  # paid and longer: exempt only as long as the issuer is a 地方公共団体
    GIFT_SHARE = "gift_share"  # the rule itself keeps three tenths
    GIFT_SHARE_UNKNOWN = "gift_share_unknown"  # amounts come from elsewhere
    GIFT_SHARE_EXCEEDED = "gift_share_exceeded"
    GIFT_RESIDENTS = "gift_residents"  # a town's own residents get no return gift

    @property
    def level(self) -> LegalLevel:
        return _LEVELS[self]


_LEVELS = {
    LegalFinding.FREE: LegalLevel.FINE,
    LegalFinding.SIX_MONTHS: LegalLevel.FINE,
    LegalFinding.REFUND_AFTER_EXPIRY: LegalLevel.ATTENTION,
    LegalFinding.PUBLIC_ISSUER: LegalLevel.ATTENTION,
    LegalFinding.GIFT_SHARE: LegalLevel.FINE,
    LegalFinding.GIFT_SHARE_UNKNOWN: LegalLevel.ATTENTION,
    LegalFinding.GIFT_SHARE_EXCEEDED: LegalLevel.STOP,
    LegalFinding.GIFT_RESIDENTS: LegalLevel.ATTENTION,
}


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """`issued_on` is the earliest day on which points of the campaign can come into being (発行の日)."""

    is_paid: bool
    refunds_expired: bool
    issued_on: date
    expiry_day: date
    is_return_gift: bool
    rule: AmountRule


def legal_findings(facts: LegalFacts) -> list[LegalFinding]:
    found = [_prepaid(facts)]
    if found[0] is LegalFinding.SIX_MONTHS and facts.refunds_expired:
        found.append(LegalFinding.REFUND_AFTER_EXPIRY)
    if facts.is_return_gift:
        found += [_gift_share(facts.rule), LegalFinding.GIFT_RESIDENTS]
    return found


def strictest(findings: list[LegalFinding]) -> LegalLevel:
    levels = {finding.level for finding in findings}
    order = (LegalLevel.STOP, LegalLevel.ATTENTION)
    return next((level for level in order if level in levels), LegalLevel.FINE)


def _prepaid(facts: LegalFacts) -> LegalFinding:
    match legal_class(facts.is_paid, facts.issued_on, facts.expiry_day):
        case LegalClass.FREE:
            return LegalFinding.FREE
        case LegalClass.PAID_SIX_MONTHS:
            return LegalFinding.SIX_MONTHS
        case _:
            return LegalFinding.PUBLIC_ISSUER


def _gift_share(rule: AmountRule) -> LegalFinding:
    if rule.kind is not AmountKind.SHARE:
        return LegalFinding.GIFT_SHARE_UNKNOWN
    return LegalFinding.GIFT_SHARE if rule.basis_points <= MOST_OF_DONATION else LegalFinding.GIFT_SHARE_EXCEEDED
