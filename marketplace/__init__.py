"""Marketplace: what towns sell, who bought it, and the pictures of it. No Flask here."""

from marketplace.assembly import Marketplace, assemble, projectors
from marketplace.failures import on_call_failed

__all__ = ["Marketplace", "assemble", "on_call_failed", "projectors"]
