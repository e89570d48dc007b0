"""Indexer: follows the chain and keeps every projection equal to it, through reorgs and a node's faults."""

from chain.indexer.indexer import Indexer

__all__ = ["Indexer"]
