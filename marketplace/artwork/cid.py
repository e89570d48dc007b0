"""Names by content: CIDv1 with codec raw and sha2-256, in base32. The same bytes have the same name everywhere.

Source: https://github.com/multiformats/cid, multihash, multibase. Leaves out every other codec, hash and base.
"""

from __future__ import annotations

import base64
import hashlib
import re

from chain.errors import Invalid
from marketplace.errors import ContentForeign

_HEAD = bytes((0x01, 0x55, 0x12, 0x20))  # CIDv1, raw, sha2-256, 32 bytes of digest
# One block of IPFS: what is larger would be cut into pieces there, and get another name.
MOST_BYTES = 1 << 20
_FORM = re.compile(r"b[a-z2-7]{58}")


def cid_of(content: bytes) -> str:
    name = base64.b32encode(_HEAD + hashlib.sha256(content).digest())
    return "b" + name.decode("ascii").lower().rstrip("=")


def checked_cid(text: str) -> str:
    """The text, when it is a name as `cid_of` makes them: safe as the name of a file and in an address.

    Raises: Invalid (cid, not_a_cid).
    """
    if _FORM.fullmatch(text):
        decoded = base64.b32decode(text[1:].upper() + "=" * 6)
        if decoded.startswith(_HEAD) and "b" + base64.b32encode(decoded).decode().lower().rstrip("=") == text:
            return text
    raise Invalid("cid", "not_a_cid")


def verified(cid: str, content: bytes) -> bytes:
    """The content, when it is what the name says.

    Raises: ContentForeign.
    """
    if cid_of(content) != cid:
        raise ContentForeign(cid)
    return content
