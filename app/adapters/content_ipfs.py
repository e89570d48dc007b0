"""Pictures by the name of their content on an IPFS node, through the HTTP RPC of Kubo.

Source: https://docs.ipfs.tech/reference/kubo/rpc/ (block/put, block/get, block/stat,
block/rm, pin/rm). Each picture is one raw block, so
that its name is the hash of its bytes. Leaves out publishing: whether others can fetch it depends on the node.
"""

from __future__ import annotations

from typing import Any

import requests

from marketplace.artwork.cid import MOST_BYTES, checked_cid, cid_of, verified
from marketplace.errors import ContentForeign, ContentMissing, StoreUnavailable

_SECONDS = (3.05, 30)  # to connect, and to answer


class ContentOnIpfs:
    """`api`: the address of the node's RPC, e.g. http://127.0.0.1:5001. It must not be open to strangers."""

    def __init__(self, api: str) -> None:
        self._api = api.rstrip("/") + "/api/v0"

    def put(self, content: bytes) -> str:
        """Kept and pinned. Raises: StoreUnavailable, ContentForeign when the node gives it another name."""
        cid = cid_of(content)
        wanted = {"cid-codec": "raw", "mhtype": "sha2-256", "pin": "true"}
        answer = self._ask("block/put", wanted, files={"data": ("picture", content, "application/octet-stream")})
        if answer.status_code != 200 or _named(answer) != cid:
            raise StoreUnavailable(_why(answer)) if answer.status_code != 200 else ContentForeign(cid)
        return cid

    def get(self, cid: str) -> bytes:
        """Raises: Invalid (cid), ContentMissing, ContentForeign, StoreUnavailable."""
        with self._ask("block/get", {"arg": checked_cid(cid), "offline": "true"}, stream=True) as answer:
            self._require_found(answer, cid)
            return verified(cid, _body(answer))

    def remove(self, cid: str) -> None:
        """Unpinned, and gone from this node; copies on others' nodes stay. Raises: Invalid (cid), StoreUnavailable."""
        unpinned = self._ask("pin/rm", {"arg": checked_cid(cid)})
        if unpinned.status_code != 200 and "not pinned" not in _why(unpinned):
            raise StoreUnavailable(_why(unpinned))
        removed = self._ask("block/rm", {"arg": cid, "force": "true"})  # `force`: one that is not there is no error
        if removed.status_code != 200:
            raise StoreUnavailable(_why(removed))

    def has(self, cid: str) -> bool:
        answer = self._ask("block/stat", {"arg": checked_cid(cid), "offline": "true"})
        try:
            self._require_found(answer, cid)
        except ContentMissing:
            return False
        return True

    def _ask(self, what: str, arguments: dict[str, str], **more: Any) -> requests.Response:
        try:
            return requests.post(f"{self._api}/{what}", params=arguments, timeout=_SECONDS, **more)
        except requests.RequestException as error:
            raise StoreUnavailable(type(error).__name__) from error

    def _require_found(self, answer: requests.Response, cid: str) -> None:
        """Kubo says 500 for everything, and in words what it means."""
        if answer.status_code == 200:
            return
        why = _why(answer)
        raise ContentMissing(cid) if "not found" in why or "could not find" in why else StoreUnavailable(why)


def _body(answer: requests.Response) -> bytes:
    """No more of it than a picture may have."""
    content = b""
    try:
        for part in answer.iter_content(1 << 16):
            content += part
            if len(content) > MOST_BYTES:
                break
    except requests.RequestException as error:
        raise StoreUnavailable(type(error).__name__) from error
    return content


def _named(answer: requests.Response) -> str:
    try:
        found = answer.json()
    except requests.JSONDecodeError:
        return ""
    return str(found.get("Key", "")) if isinstance(found, dict) else ""


def _why(answer: requests.Response) -> str:
    try:
        found = answer.json()
        words = str(found.get("Message", "")) if isinstance(found, dict) else ""
    except requests.JSONDecodeError:
        words = ""
    return f"{answer.status_code} {words}".strip()[:200]
