"""Relayer: sends what the outbox holds, pays for it, and stays with each transaction until it is final."""

from chain.relayer.relayer import Relayer, build_relayer

__all__ = ["Relayer", "build_relayer"]
