"""PDFs beside ideas: in pieces that the store takes, whole again when read."""

from __future__ import annotations

import pytest

from app.adapters.idea_files import keep_file, read_file
from chain.errors import Invalid
from dao.models.ideas.attachments import AttachmentKind
from marketplace.artwork.cid import MOST_BYTES, cid_of


class Store:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        assert len(content) <= MOST_BYTES
        self.kept[cid_of(content)] = content
        return cid_of(content)

    def get(self, cid: str) -> bytes:
        return self.kept[cid]

    def remove(self, cid: str) -> None:
        raise AssertionError("nothing is taken away here")

    def has(self, cid: str) -> bool:
        return cid in self.kept


def test_a_large_pdf_comes_back_whole() -> None:
    store, raw = Store(), b"%PDF-1.4\n" + bytes(range(256)) * 10_000 + b"\n%%EOF\n"
    kept = keep_file(store, raw)
    assert (kept.kind, len(kept.parts), kept.size) == (AttachmentKind.PDF, 3, len(raw))
    assert read_file(store, list(kept.parts)) == raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"%PDF-1.4" + b"x" * 5_000_000, "pdf_too_heavy"), (b"%PDF-1.4 %%EOF" + b"x" * 3_000, "pdf_broken")],
)
def test_what_is_not_kept(raw: bytes, reason: str) -> None:
    store = Store()
    with pytest.raises(Invalid, match=reason):
        keep_file(store, raw)
    assert store.kept == {}
