"""A foreign library (viem, in Node) reads our contracts and metadata: tokens, pictures and royalties are found."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from app.factory import create_app
from app.wiring import Platform
from chain.contracts.ticket_inventory import ticket_id
from chain.ids import ZERO_ADDRESS, Address
from chain.settings import Settings
from marketplace.errors import RecipientRefused
from marketplace.services.create_collection import CollectionDraft
from tests.fixtures.chain import UDA, free_port
from tests.integration.marketplace.conftest import Shopping
from tests.integration.marketplace.tickets.conftest import Ferry

READER = Path(__file__).parents[2] / "foreign" / "read.mjs"
SERIES = ["ERC-165", "ERC-721", "ERC-721 Metadata", "ERC-2981", "ERC-4906", "ERC-5192", "ERC-4907"]
TICKETS = ["ERC-165", "ERC-1155", "ERC-1155 Metadata"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The metadata's address is on chain, so it must be where the pages are served."""
    address = f"http://127.0.0.1:{free_port()}"
    return Settings(
        _env_file=None, state_dir=tmp_path / "state", chain_rpc_url="http://127.0.0.1:9", public_url=address
    )


def test_a_foreign_library_finds_tokens_pictures_and_royalties(shopping: Shopping) -> None:
    region = shopping.region
    shopping.collection = _series_with_royalty(shopping)
    listing, buyer = shopping.open(), shopping.buyer()
    shopping.order(listing, buyer, 3)
    region.settle()
    series = region.platform.marketplace.pages.series(shopping.collection)
    tickets, address = region.chain.contracts.tickets, region.platform.settings.public_url
    ferry = Ferry(region, shopping.town, shopping.treasury)
    ferry.open(ferry.draft())
    ticket = ticket_id(ferry.fare(0), 1)
    assert region.chain.operator.name_ticket_metadata(address)
    assert not region.chain.operator.name_ticket_metadata(address + "/")

    token = (Address(str(series.address)), 2)
    for contract in (token[0], tickets.address, region.chain.contracts.market.address):
        with pytest.raises(RecipientRefused):
            region.platform.marketplace.holding.give_token.prepare_export(token, buyer, contract)
    with served(region.platform):
        seen = _read(region.chain.client.url, str(series.address), 2, tickets.address, ticket)

    found, told_of = seen["collection"], seen["collection"]["token"]
    assert found["interfaces"] == SERIES
    assert (found["name"], found["symbol"]) == ("宇陀の権利", "RIGHT")
    assert (found["owner"], found["balance"]) == (buyer, 3)
    assert found["mints"] == [[ZERO_ADDRESS, buyer, serial] for serial in (1, 2, 3)]
    assert found["royalty"] == {"receiver": shopping.town, "amount": 500}
    assert (found["locked"], found["user"], found["expires"]) == (False, ZERO_ADDRESS, 0)
    assert told_of["metadata"]["name"].endswith("#2")
    assert {"trait_type": "Votes", "value": "0"} in told_of["metadata"]["attributes"]
    for part in (told_of, found["series"]):
        assert (part["picture"]["status"], part["picture"]["type"].split("/")[0]) == (200, "image")
        assert part["picture"]["head"].startswith(("52494646", "89504e47"))  # WebP or PNG
    assert found["series"]["metadata"]["symbol"] == "RIGHT"
    assert seen["tickets"]["interfaces"] == TICKETS
    assert seen["tickets"]["balances"] == [0, 0]
    assert seen["tickets"]["uri"] == f"{address}/metadata/tickets/{ticket:064x}.json"
    told = {trait["trait_type"]: trait for trait in seen["tickets"]["token"]["metadata"]["attributes"]}
    assert told["Fare"]["value"] == "Adult (おとな)"
    assert (told["Date"]["display_type"], told["Town"]["value"]) == ("date", "Uda (宇陀市)")
    assert seen["tickets"]["inventory"]["metadata"]["symbol"] == "MUSUBI-TICKET"
    for part in ("token", "inventory"):
        assert seen["tickets"][part]["picture"]["type"] == "image/webp"


def _series_with_royalty(shopping: Shopping) -> int:
    region, market = shopping.region, shopping.region.platform.marketplace
    series = market.pages.series(shopping.collection).collection
    draft = CollectionDraft(
        series="uda-right",
        symbol="RIGHT",
        municipality=UDA,
        detail=series.typed_detail(),
        name_ja="宇陀の権利",
        name_en="Right of Uda",
        story_ja="物語",
        story_en="Story",
        gives_ja=("1回",),
        gives_en=("One use",),
        scene="sword",
        max_supply=500,
        royalty_receiver=shopping.town,
        royalty_basis_points=500,
    )
    asked = market.create_collection.prepare(region.officer, draft)
    signature = region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")
    market.create_collection.complete(asked.subject, signature)
    region.settle()
    return int(asked.subject)


def _read(rpc: str, collection: str, token_id: int, tickets: str, ticket: int) -> dict[str, Any]:
    command = ["node", str(READER), rpc, collection, str(token_id), tickets, str(ticket)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@contextmanager
def served(platform: Platform) -> Iterator[None]:
    """The pages, at the address that the platform's settings say."""
    port = int(platform.settings.public_url.rsplit(":", 1)[1])
    server = make_server("127.0.0.1", port, create_app(platform), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
