"""Dao: communities whose members propose, vote with their cards, and pay from a shared treasury. No Flask here."""

from dao.assembly import Dao, assemble, projectors
from dao.failures import on_call_failed

__all__ = ["Dao", "assemble", "on_call_failed", "projectors"]
