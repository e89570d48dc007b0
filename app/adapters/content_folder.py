"""Pictures by the name of their content in a folder of this machine."""

from __future__ import annotations

from pathlib import Path

from marketplace.artwork.cid import checked_cid, cid_of, verified
from marketplace.artwork.gallery import write_whole
from marketplace.errors import ContentMissing, StoreUnavailable


class ContentFolder:
    """A file a picture, named by it; several processes may write at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Raises: StoreUnavailable."""
        cid = cid_of(content)
        if not self._holds(cid, content):  # a file that was cut short is written anew
            try:
                write_whole(self._path(cid), content)
            except OSError as error:
                raise StoreUnavailable(type(error).__name__) from error
        return cid

    def get(self, cid: str) -> bytes:
        """Raises: Invalid (cid), ContentMissing, ContentForeign, StoreUnavailable."""
        path = self._path(checked_cid(cid))
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise ContentMissing(cid) from None
        except OSError as error:
            raise StoreUnavailable(type(error).__name__) from error
        return verified(cid, content)

    def remove(self, cid: str) -> None:
        """Raises: Invalid (cid), StoreUnavailable."""
        try:
            self._path(checked_cid(cid)).unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable(type(error).__name__) from error

    def has(self, cid: str) -> bool:
        return self._path(checked_cid(cid)).is_file()

    def _holds(self, cid: str, content: bytes) -> bool:
        try:
            return self._path(cid).read_bytes() == content
        except OSError:
            return False

    def _path(self, cid: str) -> Path:
        """By the last letters, as the first are the same for all."""
        return self._folder / cid[-2:] / cid
