"""The wrappers' words are the contracts' words: a right sold, lent, redeemed, auctioned through what Python signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount

from chain.contracts.collection import Collection, Loan, Redemption, TokenGift, Withdrawal
from chain.contracts.market import CollectionTerms, NewCollection, Split, splits_hash
from chain.contracts.trade import Ask, Auction, Bid, Issuance, Offer
from chain.contracts.typed_data import sign
from chain.ids import ZERO_ADDRESS, Address
from tests.fixtures.chain import UDA, Chain
from tests.fixtures.governance import FAR, send_call

PLACE = 77


@pytest.fixture
def people() -> list[LocalAccount]:
    return [Account.create() for _ in range(3)]


@pytest.fixture
def right(chain: Chain, people: Sequence[LocalAccount]) -> Collection:
    """A right with two uses that may be lent; the first person holds token 1."""
    market, officer = chain.contracts.market, chain.officer
    clerk = Address(officer.address)
    terms = CollectionTerms("利用権", "RIGHT", "https://x/", "https://x/c", UDA.number, 50, 500, clerk, False, False)
    terms = replace(terms, uses=2, valid_until=FAR - 1, place=PLACE, lendable=True)
    new = NewCollection(31, terms.terms_hash(), UDA.number, FAR)
    message = market.new_collection_message(new)
    send_call(chain, market.create_collection(new, terms, clerk, sign(message, officer.key)))
    collection = chain.contracts.collection(market.collection_of(31))
    issuance = Issuance(collection.address, _address(people[0]), 1, FAR)
    send_call(chain, market.issue(issuance, clerk, sign(market.issuance_message(issuance), officer.key)))
    return collection


def test_a_right_is_lent_redeemed_sold_and_given(
    chain: Chain, right: Collection, people: Sequence[LocalAccount]
) -> None:
    seller, buyer, friend = people
    market = chain.contracts.market
    loan = Loan(1, _address(seller), _address(friend), chain.now() + 60, 0, FAR)
    send_call(chain, right.lend(loan, sign(right.signed_message(loan), seller.key)))
    assert right.user_of(1) == _address(friend)
    redemption = Redemption(1, _address(friend), PLACE, 1, FAR)
    send_call(chain, right.redeem(redemption, sign(right.signed_message(redemption), friend.key)))
    assert (right.uses_left_of(1), right.rules().uses) == (1, 2)
    chain.mine(at=chain.now() + 61)

    withdrawal = Withdrawal(1, _address(seller), right.moves_of(1), FAR)
    send_call(chain, right.withdraw_asks(withdrawal, sign(right.signed_message(withdrawal), seller.key)))
    ask = Ask(right.address, 1, _address(seller), ZERO_ADDRESS, 1_000, 950, right.moves_of(1), FAR)
    offer = Offer(right.address, 1, _address(buyer), 1_000, 1, FAR, bytes(32))
    chain.give_yen(_address(buyer), 1_000)
    asked = sign(market.ask_message(ask), seller.key)
    send_call(chain, market.resell(ask, asked, offer, sign(market.offer_message(offer), buyer.key)))
    assert right.owner_of(1) == _address(buyer)
    assert chain.contracts.yen.balance_of(_address(seller)) == 950
    assert chain.contracts.yen.is_authorization_used(_address(buyer), market.offer_id(offer))

    gift = TokenGift(1, _address(buyer), _address(friend), right.moves_of(1), FAR)
    send_call(chain, right.give(gift, sign(right.signed_message(gift), buyer.key)))
    assert right.owner_of(1) == _address(friend)


def test_a_cancelled_offer_stays_cancelled(chain: Chain, right: Collection, people: Sequence[LocalAccount]) -> None:
    buyer, yen, market = people[1], chain.contracts.yen, chain.contracts.market
    offer = Offer(right.address, 1, _address(buyer), 1_000, 0, FAR, bytes(32))
    nonce = market.offer_id(offer)
    signature = sign(yen.cancellation_message(_address(buyer), nonce), buyer.key)
    send_call(chain, yen.cancel_authorization(_address(buyer), nonce, signature))
    assert yen.is_authorization_used(_address(buyer), nonce)


def test_an_auction_ends_with_its_winner_on_the_token(
    chain: Chain, right: Collection, people: Sequence[LocalAccount]
) -> None:
    market, clerk = chain.contracts.market, Address(chain.officer.address)
    splits = [Split(_address(people[2]), 10_000)]
    end = chain.now() + 100
    auction = Auction(41, right.address, 5_000, 500, 0, end, 10, splits_hash(splits), FAR)
    signature = sign(market.auction_message(auction), chain.officer.key)
    send_call(chain, market.open_auction(auction, splits, clerk, signature))
    for bidder, amount in ((people[0], 5_000), (people[1], 5_500)):
        chain.give_yen(_address(bidder), 10_000)
        bid = Bid(41, _address(bidder), amount, FAR, bytes(32))
        send_call(chain, market.place_bid(bid, sign(market.bid_message(bid), bidder.key)))
    assert market.auction_of(41).amount == 5_500
    chain.mine(at=end)
    send_call(chain, market.settle_auction(41))
    standing = market.auction_of(41)
    assert (standing.is_over, right.winner_of(standing.token_id)) == (True, _address(people[1]))
    assert chain.contracts.yen.balance_of(_address(people[2])) == 5_500
    assert (market.owed_to(_address(people[0])), market.resale_fee()) == (0, (ZERO_ADDRESS, 0))


def _address(account: LocalAccount) -> Address:
    return Address(account.address)
