"""What a condition on people asks for, and how it is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chain.errors import Invalid
from points.models import Segment, SegmentKind

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "segment",
    [
        Segment(SegmentKind.HOLDERS, program_id=7),
        Segment(SegmentKind.CUSTOMERS, since=TODAY),
        Segment(SegmentKind.CARD_HOLDERS),
        Segment(SegmentKind.RECEIVERS, campaign_id=3),
    ],
)
def test_a_condition_is_kept_as_it_was_asked(segment: Segment) -> None:
    segment.check(TODAY)
    assert Segment.of(segment.kept) == segment


@pytest.mark.parametrize(
    ("segment", "field"),
    [
        (Segment(SegmentKind.HOLDERS), "segment_program"),
        (Segment(SegmentKind.RECEIVERS), "segment_campaign"),
        (Segment(SegmentKind.CUSTOMERS), "since"),
        (Segment(SegmentKind.CUSTOMERS, since=TODAY + timedelta(days=1)), "since"),
    ],
)
def test_what_is_missing_is_named(segment: Segment, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        segment.check(TODAY)
    assert refused.value.field == field


def test_nothing_kept_is_no_condition() -> None:
    assert Segment.of({}) is None
