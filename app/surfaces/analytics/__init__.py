"""Analytics (分析) in the console: how a town's points are used, as tables with charts. See docs/decisions/0062."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("analytics", __name__)

from app.surfaces.analytics import card_holders, effects, files, flows, overview, people, returning  # noqa: E402,F401
