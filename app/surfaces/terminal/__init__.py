"""The shop's till: amount, the customer's code, done; refunds and the day's list."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("terminal", __name__)

from app.surfaces.terminal import (  # noqa: E402,F401  (they add their routes)
    account,
    admission,
    cashiers,
    charging,
    closings,
    coupons,
    day,
    entering,
    items,
    presenting,
    refunding,
    requests,
    setting_up,
    statements,
    visits,
)
