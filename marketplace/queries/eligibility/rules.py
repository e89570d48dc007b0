"""Whom listings sell to, as the chain has it; who holds or is listed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts.restricted import NO_ROOT
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.models.collections import Collection
from marketplace.models.eligibility import ChainRestriction, Eligibility, ListingBuyer, OfferBuyer
from marketplace.models.ledger import ChainCollection, Token
from marketplace.models.lotteries import LotteryRound


def restrictions_of(session: Session, numbers: Sequence[int]) -> dict[int, Eligibility]:
    """By listing; a listing for everybody is not in it. The winners of a lottery are no list of the seller's."""
    found = (
        select(ChainRestriction, ChainCollection.number, LotteryRound.listing_number)
        .outerjoin(ChainCollection, ChainCollection.address == ChainRestriction.holding)
        .outerjoin(LotteryRound, LotteryRound.listing_number == ChainRestriction.number)
        .where(ChainRestriction.number.in_(numbers))
    )
    rules = {}
    for fact, holding, lottery_round in session.execute(found):
        rules[fact.number] = Eligibility(
            holding=holding or 0,
            is_listed=fact.winners_root != NO_ROOT and lottery_round is None,
            is_verified=fact.verified,
            is_resident=fact.residents,
            outside_area=fact.outside_area,
            per_person=fact.per_person,
        )
    return rules


def holds(session: Session, collection: int, account: Address) -> bool:
    """Whether `account` owns a card of the series now."""
    held = (
        select(Token.token_id)
        .join(ChainCollection, ChainCollection.address == Token.collection)
        .where(ChainCollection.number == collection, Token.owner == account)
    )
    return session.scalar(held.limit(1)) is not None


def listed_accounts(session: Session, listing: int) -> list[Address]:
    """In the order of the tree's leaves."""
    found = select(ListingBuyer.account).filter_by(listing_number=listing).order_by(ListingBuyer.place)
    return list(session.scalars(found))


def listed_for_offer(session: Session, offer_id: int) -> list[Address]:
    return list(session.scalars(select(OfferBuyer.account).filter_by(offer_id=offer_id).order_by(OfferBuyer.account)))


def is_listed(session: Session, listing: int, account: Address) -> bool:
    found = select(ListingBuyer.place).filter_by(listing_number=listing, account=account)
    return session.scalar(found.limit(1)) is not None


def require_answerable(session: Session, eligibility: Eligibility, town: MunicipalityCode, per_buyer: int) -> None:
    """Refuses what the market would refuse at the opening.

    Raises: Invalid (per_person: limits_nothing; holding: unknown).
    """
    if eligibility.per_person and per_buyer == 0:
        raise Invalid("per_person", "limits_nothing")
    if eligibility.holding:
        series = session.get(Collection, eligibility.holding)
        on_chain = session.scalar(select(ChainCollection.number).filter_by(number=eligibility.holding))
        if series is None or series.municipality != town or on_chain is None:
            raise Invalid("holding", "unknown")
