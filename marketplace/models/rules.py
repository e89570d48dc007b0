"""What holds for every token of a series as a right: the words of its detail as the numbers that the contract keeps."""

from __future__ import annotations

from datetime import date, timedelta

from chain.clock import end_of_day, unix
from chain.contracts.collection import Rules
from marketplace.models.kinds import Detail, RightDetail, TourismDetail

UNLIMITED_USES = 65_535  # what "without limit" is on chain, where 0 says that a series is no right


def rules_of(detail: Detail) -> Rules:
    """Days are whole days in Japan: from its first moment, until the first moment after it."""
    if isinstance(detail, RightDetail):
        return Rules(
            uses=detail.uses or UNLIMITED_USES,
            valid_from=_begin(detail.valid_from),
            valid_until=_end(detail.valid_until),
            transfers_until=_end(detail.transfers_until),
            place=detail.merchant_id,
            is_lendable=detail.is_lendable,
        )
    if isinstance(detail, TourismDetail):
        return Rules(1, 0, _end(detail.valid_until), 0, 0, False)
    return Rules(0, 0, 0, 0, 0, False)


def _begin(iso: str) -> int:
    return unix(end_of_day(date.fromisoformat(iso) - timedelta(days=1))) if iso else 0


def _end(iso: str) -> int:
    return unix(end_of_day(date.fromisoformat(iso))) if iso else 0
