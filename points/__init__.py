"""Regional points (地域ポイント): programs, grants, payments, settlement, and the ledger projected from the chain."""

from points.assembly import PointsServices, assemble, projectors
from points.failures import on_call_failed

__all__ = ["PointsServices", "assemble", "on_call_failed", "projectors"]
