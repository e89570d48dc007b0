"""What the law says to a campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.units import Points
from points.models import AmountKind, AmountRule, LegalFinding, LegalLevel
from points.models.legal_check import LegalFacts, legal_findings, strictest

ISSUED = date(2026, 12, 1)
FREE = LegalFacts(False, False, ISSUED, date(2030, 1, 1), False, AmountRule())
GIFT = replace(FREE, is_return_gift=True)


def share(percent: int) -> AmountRule:
    return AmountRule(AmountKind.SHARE, basis_points=percent * 100)


def test_free_points_are_fine_however_long_they_last() -> None:
    assert legal_findings(FREE) == [LegalFinding.FREE]
    assert strictest(legal_findings(FREE)) is LegalLevel.FINE


def test_paid_points_are_fine_up_to_the_last_day_of_six_months_and_then_hang_on_the_issuer() -> None:
    paid = replace(FREE, is_paid=True, expiry_day=date(2027, 5, 31))
    assert legal_findings(paid) == [LegalFinding.SIX_MONTHS]
    longer = replace(paid, expiry_day=date(2027, 6, 1))
    assert legal_findings(longer) == [LegalFinding.PUBLIC_ISSUER]
    assert strictest(legal_findings(longer)) is LegalLevel.ATTENTION


def test_giving_expired_points_back_puts_the_six_months_in_doubt() -> None:
    paid = replace(FREE, is_paid=True, expiry_day=ISSUED, refunds_expired=True)
    assert legal_findings(paid) == [LegalFinding.SIX_MONTHS, LegalFinding.REFUND_AFTER_EXPIRY]
    assert legal_findings(replace(paid, is_paid=False)) == [LegalFinding.FREE]


@pytest.mark.parametrize(
    ("rule", "finding", "level"),
    [
        (share(30), LegalFinding.GIFT_SHARE, LegalLevel.ATTENTION),  # residents still have to be left out
        (share(31), LegalFinding.GIFT_SHARE_EXCEEDED, LegalLevel.STOP),
        (AmountRule(), LegalFinding.GIFT_SHARE_UNKNOWN, LegalLevel.ATTENTION),
        (AmountRule(AmountKind.SAME, Points(10)), LegalFinding.GIFT_SHARE_UNKNOWN, LegalLevel.ATTENTION),
    ],
)
def test_a_return_gift_keeps_three_tenths(rule: AmountRule, finding: LegalFinding, level: LegalLevel) -> None:
    findings = legal_findings(replace(GIFT, rule=rule))
    assert findings == [LegalFinding.FREE, finding, LegalFinding.GIFT_RESIDENTS]
    assert strictest(findings) is level


@given(st.booleans(), st.booleans(), st.integers(0, 800), st.booleans(), st.integers(1, 10_000))
def test_there_is_one_finding_on_prepaid_instruments_and_a_longer_life_never_makes_it_milder(
    is_paid: bool, refunds: bool, days: int, is_gift: bool, rate: int
) -> None:
    rule = AmountRule(AmountKind.SHARE, basis_points=rate)
    facts = LegalFacts(is_paid, refunds, ISSUED, ISSUED + timedelta(days=days), is_gift, rule)
    findings = legal_findings(facts)
    assert len({LegalFinding.FREE, LegalFinding.SIX_MONTHS, LegalFinding.PUBLIC_ISSUER} & set(findings)) == 1
    longer = legal_findings(replace(facts, refunds_expired=False, expiry_day=facts.expiry_day + timedelta(days=1)))
    assert list(LegalLevel).index(strictest(longer)) >= list(LegalLevel).index(
        strictest(legal_findings(replace(facts, refunds_expired=False)))
    )
