"""Typed wrappers: one module a contract, gathered in `Contracts`."""

from chain.contracts.all import Contracts
from chain.contracts.contract import Contract

__all__ = ["Contract", "Contracts"]
