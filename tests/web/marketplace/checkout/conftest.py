"""A ferry beside the market, for carts with both."""

from tests.web.tickets.conftest import harbour

__all__ = ["harbour"]
