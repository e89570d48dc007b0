"""Keeps why a price in points could not be stated on chain; an officer signs again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from marketplace.models import PublishState
from marketplace.models.points_prices import PointsPrice


def on_points_call_failed(session: Session, about: str, number: str, reason: str) -> None:
    """Other subjects are left alone."""
    if about == "marketplace.points_price" and (row := session.get(PointsPrice, int(number))):
        row.state, row.error_name = PublishState.FAILED, reason
