"""A ferry beside the market, for carts with both."""

from tests.integration.marketplace.tickets.conftest import ferry

__all__ = ["ferry"]
