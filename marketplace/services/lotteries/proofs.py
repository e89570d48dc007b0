"""Whether somebody may buy from a listing of a lottery, and the proof that the contract asks for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.merkle import MerkleTree
from chain.contracts.restricted import accounts_tree
from chain.ids import Address
from chain.outbox import Call
from marketplace.acts import purchase_act
from marketplace.models import Order
from marketplace.models.lotteries import LotteryEntry, LotteryRound
from marketplace.models.lotteries.errors import NotChosen


def require_chosen(session: Session, listing_number: int, buyer: Address) -> None:
    """Raises: NotChosen. Other listings are for everybody."""
    one = session.get(LotteryRound, listing_number)
    if one is not None and buyer not in _accounts(session, one):
        raise NotChosen(listing_number)


def purchase_call(session: Session, contracts: Contracts, order: Order, signature: bytes) -> Call:
    """The call that buys, with the proof where the listing asks for one. Raises: NotChosen."""
    one = session.get(LotteryRound, order.listing_number)
    if one is None:
        return contracts.market.buy(purchase_act(order), signature)
    tree, accounts = round_tree(session, one)
    if order.buyer not in accounts:
        raise NotChosen(order.listing_number)
    proof = tree.proof(accounts.index(order.buyer))
    return contracts.market.buy_restricted(purchase_act(order), signature, proof)


def round_tree(session: Session, one: LotteryRound) -> tuple[MerkleTree, list[Address]]:
    accounts = _accounts(session, one)
    return accounts_tree(accounts), accounts


def _accounts(session: Session, one: LotteryRound) -> list[Address]:
    found = select(LotteryEntry.account).filter_by(lottery_number=one.lottery_number)
    inside = found.where(LotteryEntry.place >= one.first, LotteryEntry.place < one.last)
    return list(session.scalars(inside.order_by(LotteryEntry.place)))
