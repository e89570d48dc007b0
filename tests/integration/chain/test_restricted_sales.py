"""A lottery fixed on chain, its winners buying with a proof, and what a restriction refuses: Python's words are the
contract's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount

from chain.contracts.market import CollectionTerms, Listing, NewCollection, Purchase, Split, splits_hash
from chain.contracts.restricted import Lottery, Restriction, accounts_tree
from chain.contracts.typed_data import sign
from chain.errors import ContractReverted
from chain.ids import Address
from chain.outbox import Call
from tests.fixtures.chain import UDA, Chain
from tests.fixtures.governance import FAR, send_call

SERIES, LOTTERY, SALE = 61, 71, 81


@pytest.fixture
def people() -> list[LocalAccount]:
    return [Account.create() for _ in range(4)]


@pytest.fixture
def series(chain: Chain) -> Address:
    market, officer = chain.contracts.market, chain.officer
    clerk = Address(officer.address)
    terms = CollectionTerms("大使カード", "UDA", "https://x/", "https://x/c", UDA.number, 50, 0, clerk, False, False)
    new = NewCollection(SERIES, terms.terms_hash(), UDA.number, FAR)
    signature = sign(market.new_collection_message(new), officer.key)
    send_call(chain, market.create_collection(new, terms, clerk, signature))
    return market.collection_of(SERIES)


def test_winners_of_a_lottery_buy_and_nobody_else(chain: Chain, series: Address, people: list[LocalAccount]) -> None:
    market, officer, clerk = chain.contracts.market, chain.officer, Address(chain.officer.address)
    entrants = [_address(person) for person in people]
    lottery = Lottery(LOTTERY, series, b"\x01" * 32, accounts_tree(entrants).root, len(entrants), FAR)
    send_call(chain, market.fix_lottery(lottery, clerk, sign(market.lottery_message(lottery), officer.key)))
    assert market.lottery_fixed_in(LOTTERY) == chain.client.block_number()

    winners = accounts_tree(entrants[:3])
    restriction = Restriction(winners_root=winners.root)
    _open(chain, series, restriction)
    assert market.restriction_of(SALE) == restriction
    for place, person in enumerate(people[:3]):
        send_call(chain, _purchase(chain, person, winners.proof(place)))
    assert chain.contracts.collection(series).owner_of(3) == entrants[2]
    with pytest.raises(ContractReverted, match="BuyerNotChosen"):
        stolen = _purchase(chain, people[3], winners.proof(0))
        chain.client.call(stolen.to, stolen.calldata)


def _open(chain: Chain, series: Address, restriction: Restriction) -> None:
    market, officer, clerk = chain.contracts.market, chain.officer, Address(chain.officer.address)
    splits = [Split(clerk, 10_000)]
    listing = Listing(SALE, series, 1_000, 3, 1, 0, 0, splits_hash(splits), FAR)
    stray = market.open_restricted_listing(
        listing, splits, replace(restriction, verified=True), clerk, sign(market.listing_message(listing), officer.key)
    )
    with pytest.raises(ContractReverted, match="SignatureInvalid"):
        chain.client.call(stray.to, stray.calldata)
    signature = sign(market.restricted_listing_message(listing, restriction), officer.key)
    send_call(chain, market.open_restricted_listing(listing, splits, restriction, clerk, signature))


def _purchase(chain: Chain, person: LocalAccount, proof: list[bytes]) -> Call:
    market = chain.contracts.market
    chain.give_yen(_address(person), 1_000)
    purchase = Purchase(SALE, _address(person), _address(person), 1, 1_000, FAR, bytes(32))
    return market.buy_restricted(purchase, sign(market.purchase_message(purchase), person.key), proof)


def _address(account: LocalAccount) -> Address:
    return Address(account.address)
