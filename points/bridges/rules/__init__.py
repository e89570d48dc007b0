"""Reward rules (特典ルール): officers say, without code, which events of connected services give how many points."""

from points.bridges.rules.assembly import RuleServices, assemble

__all__ = ["RuleServices", "assemble"]
