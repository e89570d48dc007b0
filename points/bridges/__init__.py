"""Reward bridges (特典連携): connected services, what they send and what they are told. It decides no rewards."""

from points.bridges.assembly import BridgeServices, assemble

__all__ = ["BridgeServices", "assemble"]
