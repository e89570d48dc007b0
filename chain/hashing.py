"""keccak256 of what is hashed by the hundred thousand: pysha3's is written in C and several times quicker than the one
that eth-hash chooses by itself."""

from __future__ import annotations

from eth_hash.backends.pysha3 import backend

keccak = backend.keccak256
