"""Archives that wait to be read, as files in a folder that all processes of the installation share."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import BinaryIO

from chain.errors import Invalid

_CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{32}\.zip")


class FolderArchives:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, archive: BinaryIO, most_bytes: int) -> str:
        """Raises: Invalid (archive, zip_too_heavy)."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name, size = f"{secrets.token_hex(16)}.zip", 0
        path = self._path(name)
        with path.open("wb") as file:
            while chunk := archive.read(_CHUNK):
                size += len(chunk)
                if size > most_bytes:
                    break
                file.write(chunk)
        if size > most_bytes:
            path.unlink()
            raise Invalid("archive", "zip_too_heavy", most=most_bytes // 1_000_000)
        return name

    def open(self, name: str) -> BinaryIO:
        """Raises: FileNotFoundError."""
        return self._path(name).open("rb")

    def forget(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return self._folder / name
