"""Files beside ideas: looked at by their content, pictures drawn anew without anything but their pixels, PDFs kept as
they are in pieces that the content store takes."""

from __future__ import annotations

from chain.errors import Invalid
from dao.models.ideas.attachments import AttachmentKind, KeptFile
from marketplace.artwork.cid import MOST_BYTES
from marketplace.artwork.uploads import read_upload
from marketplace.ports import ContentStore

MOST_PDF_BYTES = 5_000_000
_TAIL = 2_048


def keep_file(store: ContentStore, raw: bytes) -> KeptFile:
    """Raises: PictureRefused, Invalid (upload, …), StoreUnavailable."""
    if not raw.startswith(b"%PDF-"):
        picture = read_upload(raw)
        return KeptFile(AttachmentKind.PICTURE, (store.put(picture.content),), len(picture.content))
    if len(raw) > MOST_PDF_BYTES:
        raise Invalid("upload", "pdf_too_heavy", most=MOST_PDF_BYTES // 1_000_000)
    if b"%%EOF" not in raw[-_TAIL:]:
        raise Invalid("upload", "pdf_broken")
    pieces = [raw[at : at + MOST_BYTES] for at in range(0, len(raw), MOST_BYTES)]
    return KeptFile(AttachmentKind.PDF, tuple(store.put(piece) for piece in pieces), len(raw))


def read_file(store: ContentStore, parts: list[str]) -> bytes:
    """Raises: ContentMissing, ContentForeign, StoreUnavailable."""
    return b"".join(store.get(part) for part in parts)
