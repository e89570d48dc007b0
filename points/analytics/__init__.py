"""Numbers about points for officers and shops: roll-ups kept with the ledger, and what pages ask of them.

`keeping` is called by the ledger's projector; nothing else writes here but the rebuild.
"""

from points.analytics.assembly import AnalyticsServices, assemble

__all__ = ["AnalyticsServices", "assemble"]
