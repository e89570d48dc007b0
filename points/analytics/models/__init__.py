"""Roll-ups of the ledger (集計表)."""

from points.analytics.models.rollups import CustomerMonth, HourCount, MovementDay, ProgramDay, RolledKind, ShopMonth

__all__ = ["CustomerMonth", "HourCount", "MovementDay", "ProgramDay", "RolledKind", "ShopMonth"]
