"""What a vendor is given by Musubi, as it stands in the service's own file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Connection:
    """`address` is the service's own, as Musubi was told it. `openid_secret` is empty where the service has no sign-in
    with Musubi's ID; `ticket_page` where it hears of no tickets."""

    client_id: str
    webhook_secret: str
    address: str
    openid_secret: str = ""
    ticket_page: str = ""

    @classmethod
    def read(cls, folder: Path, name: str) -> Connection | None:
        """None where the service was never connected."""
        try:
            found = json.loads(_path(folder, name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return cls(**found)

    def write(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = _path(folder, name)
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
