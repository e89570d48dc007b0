"""Sealed polls (封をした投票): answers are encrypted to a poll key until some of several trustees open it. Pure.

The primitives are those of `cryptography` (HPKE, RFC 9180, with X25519) and pycryptodome (Shamir's sharing).
"""

from dao.models.polls.sealing.boxes import Unreadable, open_answer, seal_answer
from dao.models.polls.sealing.dealing import deal, poll_key_of, recover, unlock
from dao.models.polls.sealing.seal import Seal, Trustee
from dao.models.polls.sealing.trustee_keys import TrusteeKey

__all__ = [
    "Seal",
    "Trustee",
    "TrusteeKey",
    "Unreadable",
    "deal",
    "open_answer",
    "poll_key_of",
    "recover",
    "seal_answer",
    "unlock",
]
