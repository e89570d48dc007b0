"""How a sale of community tokens stands, as the TokenSale contract has it."""

from __future__ import annotations

from enum import StrEnum


class OfferingState(StrEnum):
    DRAFT = "draft"  # not on chain yet
    FAILED = "failed"  # the chain refused to open it
    UPCOMING = "upcoming"
    RUNNING = "running"
    SOLD_OUT = "sold_out"
    OVER = "over"  # its time is over, or a curator ended it


def offering_state(*, opens_at: int, closes_at: int, cap: int, sold: int, is_closed: bool, now: int) -> OfferingState:
    """Of an offering on chain, moments in unix seconds. The closing moment itself is closed, as in the contract."""
    if sold >= cap:
        return OfferingState.SOLD_OUT
    if is_closed or now >= closes_at:
        return OfferingState.OVER
    return OfferingState.UPCOMING if now < opens_at else OfferingState.RUNNING
