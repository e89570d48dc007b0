"""Whether somebody may buy from a listing of a lottery, and the proof that the contract asks of a listing that is not
for everybody."""

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
from marketplace.queries.eligibility.rules import listed_accounts, restrictions_of


def require_chosen(session: Session, listing_number: int, buyer: Address) -> None:
    """Raises: NotChosen. Other listings are for everybody."""
    one = session.get(LotteryRound, listing_number)
    if one is not None and buyer not in _accounts(session, one):
        raise NotChosen(listing_number)


def purchase_call(session: Session, contracts: Contracts, order: Order, signature: bytes) -> Call:
    """The call that buys. Whoever may not buy is refused by the contract: it is not checked here again."""
    act, proof = purchase_act(order), proof_of(session, order.listing_number, order.buyer)
    return (
        contracts.market.buy(act, signature)
        if proof is None
        else contracts.market.buy_restricted(act, signature, proof)
    )


def proof_of(session: Session, number: int, buyer: Address) -> list[bytes] | None:
    """That the buyer is among those chosen, or listed; empty where nothing is proven, None where the listing is for
    everybody."""
    one = session.get(LotteryRound, number)
    rule = restrictions_of(session, [number]).get(number)
    if one is None and rule is None:
        return None
    accounts: list[Address] = []
    if one is not None:
        accounts = _accounts(session, one)
    elif rule is not None and rule.is_listed:
        accounts = listed_accounts(session, number)
    return _proof(accounts, buyer)


def round_tree(session: Session, one: LotteryRound) -> tuple[MerkleTree, list[Address]]:
    accounts = _accounts(session, one)
    return accounts_tree(accounts), accounts


def _proof(accounts: list[Address], buyer: Address) -> list[bytes]:
    return accounts_tree(accounts).proof(accounts.index(buyer)) if buyer in accounts else []


def _accounts(session: Session, one: LotteryRound) -> list[Address]:
    found = select(LotteryEntry.account).filter_by(lottery_number=one.lottery_number)
    inside = found.where(LotteryEntry.place >= one.first, LotteryEntry.place < one.last)
    return list(session.scalars(inside.order_by(LotteryEntry.place)))
