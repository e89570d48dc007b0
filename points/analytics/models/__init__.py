"""Roll-ups of the ledger (集計表)."""

from points.analytics.models.rollups import CustomerMonth, HourCount, MovementDay, RolledKind

__all__ = ["CustomerMonth", "HourCount", "MovementDay", "RolledKind"]
