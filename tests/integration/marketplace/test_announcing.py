"""A changed design is announced on the real chain by the officer's signature: ERC-4906 and ERC-7572."""

from __future__ import annotations

from dataclasses import replace

from eth_utils import keccak

from chain.outbox.entries import EntryStatus
from marketplace.models.design_words import DesignWords
from tests.fixtures.chain import UDA
from tests.integration.marketplace.conftest import Shopping

WORDS = DesignWords("waterfall", "asanoha", "rare", "滝の夜のカード", "A Night at the Falls")


def test_wallets_are_told_of_all_tokens_and_a_second_signature_tells_nothing_new(shopping: Shopping) -> None:
    region, artwork = shopping.region, shopping.region.platform.marketplace.artwork
    listing, buyer = shopping.open(), shopping.buyer()
    shopping.order(listing, buyer, 2)
    region.settle()
    design = artwork.save_design.save(UDA, region.officer, WORDS)
    asked = artwork.use_design.prepare(UDA, region.officer, design, shopping.collection)
    assert asked is not None
    signature = region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")
    for _ in range(2):
        artwork.use_design.complete(asked.subject, signature)
        region.settle()
    view = artwork.pages.series(UDA, shopping.collection)
    assert (view.announced, view.failure, view.collection.design_id) == (EntryStatus.CONFIRMED, "", design)
    logs = region.platform.client.request(
        "eth_getLogs", [{"address": view.address, "fromBlock": "0x0", "toBlock": "latest"}]
    )
    told = {log["topics"][0]: log["data"] for log in logs}
    assert told["0x" + keccak(text="BatchMetadataUpdate(uint256,uint256)").hex()] == "0x" + f"{1:064x}{2:064x}"
    assert "0x" + keccak(text="ContractURIUpdated()").hex() in told


def test_a_signature_of_somebody_else_is_refused_by_the_contract_and_told(shopping: Shopping) -> None:
    region, artwork = shopping.region, shopping.region.platform.marketplace.artwork
    stranger = shopping.buyer()
    design = artwork.save_design.save(UDA, stranger, replace(WORDS, rarity="common"))
    asked = artwork.use_design.prepare(UDA, stranger, design, shopping.collection)
    assert asked is not None
    signature = region.platform.wallet.sign_typed_data(stranger, asked.typed_data, reason="test")
    artwork.use_design.complete(asked.subject, signature)
    region.settle()
    assert artwork.pages.series(UDA, shopping.collection).failure
