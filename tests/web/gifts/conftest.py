"""A market without a chain, and a gift somebody paid for."""

from tests.web.marketplace.conftest import card, db, market

__all__ = ["card", "db", "market"]
