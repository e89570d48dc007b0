"""Treasury (金庫): where its money came from, what it was meant for, and years in which it is planned."""

from chain.fiscal_years import fiscal_year_of, span_of_fiscal_year
from dao.models.treasury.origins import MovementKind, SellingTown, origin_key

__all__ = ["MovementKind", "SellingTown", "fiscal_year_of", "origin_key", "span_of_fiscal_year"]
