"""Reward rules (特典ルール) at the town's desk: written without code, tried on the past, launched, watched."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reward_rules", __name__)

from app.surfaces.reward_rules import forecasting, listing, running, trying, words, writing  # noqa: E402,F401
