"""Stores of pictures: a folder, a bucket of a server that speaks S3, and an IPFS node.

The limit of the last: it is a small server that is our reading of Kubo's documentation, not a node.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from app.adapters.content import content_store
from app.adapters.content_folder import ContentFolder
from app.adapters.content_ipfs import ContentOnIpfs
from chain.errors import Invalid
from chain.settings import Settings
from marketplace.artwork.cid import MOST_BYTES, cid_of
from marketplace.errors import ContentForeign, ContentMissing, StoreUnavailable
from marketplace.ports import ContentStore
from tests.fixtures.object_store import Bucket

PICTURE = bytes(range(256)) * 40


class Node(ThreadingHTTPServer):
    """block/put, block/get and block/stat of a node that keeps its blocks in memory."""

    blocks: dict[str, bytes]
    pinned: set[str]
    trouble: str = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Rpc(BaseHTTPRequestHandler):
    server: Node

    def do_GET(self) -> None:
        self.send_error(405)  # the RPC answers to POST only

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.trouble == "500":
            return self._answer(500, {"Message": "pin: disk is full", "Code": 0, "Type": "error"})
        if self.server.trouble == "words":
            return self._send(200, b"<html>a sign-in page</html>", "text/html")
        ways = {
            "block/put": self._put, "block/get": self._get, "block/stat": self._stat, "block/rm": self._rm,
            "pin/rm": self._unpin,
        }  # fmt: skip
        return ways[parts.path.removeprefix("/api/v0/")](asked, body)

    def _unpin(self, asked: dict[str, str], body: bytes) -> None:
        if asked["arg"] not in self.server.pinned:
            return self._answer(500, {"Message": "not pinned or pinned indirectly", "Code": 0, "Type": "error"})
        self.server.pinned.remove(asked["arg"])
        return self._answer(200, {"Pins": [asked["arg"]]})

    def _rm(self, asked: dict[str, str], body: bytes) -> None:
        assert asked["force"] == "true"
        if asked["arg"] in self.server.pinned:
            return self._answer(500, {"Message": "pinned: recursive", "Code": 0, "Type": "error"})
        self.server.blocks.pop(asked["arg"], None)
        return self._answer(200, {"Hash": asked["arg"]})

    def _put(self, asked: dict[str, str], body: bytes) -> None:
        assert (asked["cid-codec"], asked["mhtype"], asked["pin"]) == ("raw", "sha2-256", "true")
        mark = b"--" + self.headers["Content-Type"].split("boundary=")[1].encode()
        content = body.split(mark)[1].split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n")
        if len(content) > 1 << 20:
            return self._answer(500, {"Message": "produced block is over 1MiB", "Code": 0, "Type": "error"})
        cid = cid_of(content)
        self.server.blocks[cid] = content
        self.server.pinned.add(cid)
        return self._answer(200, {"Key": cid, "Size": len(content)})

    def _get(self, asked: dict[str, str], body: bytes) -> None:
        found = self.server.blocks.get(asked["arg"])
        return self._lost(asked["arg"]) if found is None else self._send(200, found, "text/plain")

    def _stat(self, asked: dict[str, str], body: bytes) -> None:
        found = self.server.blocks.get(asked["arg"])
        return self._lost(asked["arg"]) if found is None else self._answer(200, {"Key": asked["arg"], "Size": 1})

    def _lost(self, cid: str) -> None:
        words = f"block was not found locally (offline): ipld: could not find {cid}"
        self._answer(500, {"Message": words, "Code": 0, "Type": "error"})

    def _answer(self, status: int, body: dict[str, object]) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


@pytest.fixture(scope="module")
def serving() -> Iterator[Node]:
    node = Node(("127.0.0.1", 0), Rpc)
    thread = threading.Thread(target=node.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield node
    node.shutdown()
    thread.join()
    node.server_close()


@pytest.fixture
def node(serving: Node) -> Node:
    serving.blocks, serving.pinned, serving.trouble = {}, set(), ""
    return serving


@pytest.fixture(params=["folder", "ipfs", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ContentStore:
    if request.param == "folder":
        return ContentFolder(tmp_path)
    if request.param == "ipfs":
        return ContentOnIpfs(request.getfixturevalue("node").address)
    return content_store(request.getfixturevalue("bucket").settings)


def test_what_is_kept_comes_back_under_the_name_of_its_content(store: ContentStore) -> None:
    cid = store.put(PICTURE)
    assert cid == cid_of(PICTURE) == store.put(PICTURE)
    assert store.get(cid) == PICTURE
    assert store.has(cid)


def test_what_is_removed_is_gone_and_a_second_time_is_no_error(store: ContentStore) -> None:
    cid, other = store.put(PICTURE), store.put(b"another")
    for _ in range(2):
        store.remove(cid)
        assert not store.has(cid)
    with pytest.raises(ContentMissing):
        store.get(cid)
    assert store.get(other) == b"another"
    assert store.put(PICTURE) == cid
    assert store.has(cid)


def test_what_was_never_kept_is_missing(store: ContentStore) -> None:
    assert not store.has(cid_of(b"another"))
    with pytest.raises(ContentMissing):
        store.get(cid_of(b"another"))


@pytest.mark.parametrize("name", ["", "../../secret", "bafkrei", "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n"])
def test_only_names_of_contents_are_asked_for(store: ContentStore, name: str) -> None:
    for ask in (store.get, store.has):
        with pytest.raises(Invalid):
            ask(name)


def test_a_file_that_was_changed_or_cut_short_is_not_given_and_is_mended(tmp_path: Path) -> None:
    store = ContentFolder(tmp_path)
    cid = store.put(PICTURE)
    (path,) = (found for found in tmp_path.rglob("*") if found.is_file())
    for content in (PICTURE[:-1], b"", b"x" * len(PICTURE)):
        path.write_bytes(content)
        with pytest.raises(ContentForeign):
            store.get(cid)
    store.put(PICTURE)
    assert store.get(cid) == PICTURE


def test_a_full_or_locked_disk_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    store = ContentFolder(tmp_path / "taken")
    with pytest.raises(StoreUnavailable):
        store.put(PICTURE)
    with pytest.raises(StoreUnavailable):
        store.get(cid_of(PICTURE))


def test_a_node_that_gives_other_bytes_is_found_out(node: Node) -> None:
    store = ContentOnIpfs(node.address)
    cid = store.put(PICTURE)
    for content in (b"another picture", bytes(3 * MOST_BYTES)):
        node.blocks[cid] = content
        with pytest.raises(ContentForeign):
            store.get(cid)


def test_an_object_that_was_changed_is_not_given_and_is_mended(bucket: Bucket) -> None:
    store = content_store(bucket.settings)
    cid = store.put(PICTURE)
    for content in (PICTURE[:-1], b"", b"x" * len(PICTURE), bytes(3 * MOST_BYTES)):
        bucket.overwrite(content)
        with pytest.raises(ContentForeign):
            store.get(cid)
    store.put(PICTURE)
    assert store.get(cid) == PICTURE


def test_a_bucket_is_laid_out_as_the_folder_is_and_written_once(bucket: Bucket, tmp_path: Path) -> None:
    ContentFolder(tmp_path).put(PICTURE)
    (path,) = (found for found in tmp_path.rglob("*") if found.is_file())
    shared = bucket.settings.model_copy(update={"s3_prefix": "musubi/"})
    content_store(shared).put(PICTURE)
    (key,) = bucket.keys()
    assert key == f"musubi/{path.relative_to(tmp_path)}"
    bucket.overwrite(PICTURE)  # under another type, which tells whether we write again
    content_store(shared).put(PICTURE)
    assert bucket.type_of(key) != "application/octet-stream"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"s3_access_key": "AKIANOBODYKNOWS00000"}, {"InvalidAccessKeyId", "403"}),
        ({"s3_secret_key": "not-the-secret"}, {"SignatureDoesNotMatch", "403"}),
        ({"s3_bucket": "of-somebody-else"}, {"NoSuchBucket", "AccessDenied", "403"}),
        ({"s3_bucket": "Not A Bucket"}, {"ParamValidationError"}),
        ({"s3_endpoint_url": "http://127.0.0.1:9"}, {"EndpointConnectionError"}),
    ],
)
def test_a_bucket_that_refuses_or_is_away_is_told_as_such(
    guarded_bucket: Bucket, changed: dict[str, Any], why: set[str]
) -> None:
    content_store(guarded_bucket.settings).put(PICTURE)
    secrets = {name: SecretStr(text) if name.endswith("_key") else text for name, text in changed.items()}
    store = content_store(guarded_bucket.settings.model_copy(update=secrets))
    for ask in (lambda: store.put(PICTURE), lambda: store.get(cid_of(PICTURE)), lambda: store.has(cid_of(PICTURE))):
        with pytest.raises(StoreUnavailable) as refused:
            ask()
        assert refused.value.values["why"] in why


@pytest.mark.parametrize(("trouble", "error"), [("500", StoreUnavailable), ("words", ContentForeign)])
def test_a_node_in_trouble_loses_nothing_unseen(node: Node, trouble: str, error: type[Exception]) -> None:
    node.trouble = trouble
    store = ContentOnIpfs(node.address)
    with pytest.raises(error):
        store.put(PICTURE)
    with pytest.raises(error):
        store.get(cid_of(PICTURE))


def test_a_node_that_is_away_is_told_as_such() -> None:
    store = ContentOnIpfs("http://127.0.0.1:9")
    for ask in (lambda: store.put(PICTURE), lambda: store.get(cid_of(PICTURE)), lambda: store.has(cid_of(PICTURE))):
        with pytest.raises(StoreUnavailable):
            ask()


def test_the_setting_decides_where_pictures_are(settings: Settings) -> None:
    assert isinstance(content_store(settings), ContentFolder)
    node = settings.model_copy(update={"ipfs_api_url": "http://127.0.0.1:5001"})
    assert isinstance(content_store(node), ContentOnIpfs)
