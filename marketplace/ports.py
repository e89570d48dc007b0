"""What the marketplace needs from outside; wired in app/wiring.py."""

from __future__ import annotations

from typing import Protocol


class ContentStore(Protocol):
    """Pictures by the name of their content (marketplace.artwork.cid), of at most `MOST_BYTES` each."""

    def put(self, content: bytes) -> str:
        """Keep it and return its name; what is kept already is not kept twice. Raises: StoreUnavailable."""
        ...

    def get(self, cid: str) -> bytes:
        """The content, looked at by its hash. Raises: ContentMissing, ContentForeign, StoreUnavailable."""
        ...

    def has(self, cid: str) -> bool:
        """Whether the name is there; not whether its content is whole. Raises: StoreUnavailable."""
        ...
