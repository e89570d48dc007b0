"""Asks and offers as people see them: which can still be taken, what each part of the price goes to, and how far a sale
is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from chain.ids import ZERO_ADDRESS, Address
from chain.indexer.finality import finalized_block
from chain.units import Yen
from marketplace.errors import AskUnknown, OfferUnknown
from marketplace.models import (
    ChainCollection,
    Collection,
    OfferState,
    Resale,
    ResaleAsk,
    ResaleFee,
    ResaleOffer,
    ResaleSums,
    Token,
    resale_sums,
)
from marketplace.queries.holding.rights import RightStanding, moves_of_many, standings
from marketplace.queries.holdings import Holding, find_holding

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class AskView:
    """An ask that can be taken now."""

    ask: ResaleAsk
    holding: Holding
    standing: RightStanding
    sums: ResaleSums

    @property
    def collection(self) -> Collection:
        return self.holding.collection


@dataclass(frozen=True, slots=True)
class OfferView:
    offer: ResaleOffer
    holding: Holding
    state: OfferState
    sums: ResaleSums
    tx_hash: bytes | None

    @property
    def collection(self) -> Collection:
        return self.holding.collection

    @property
    def is_answerable(self) -> bool:
        """Its holder may accept it."""
        return self.state is OfferState.OPEN and self.offer.ask_id is None


def fee_basis_points(session: Session) -> int:
    newest = select(ResaleFee.basis_points).order_by(ResaleFee.block_number.desc(), ResaleFee.log_index.desc())
    return session.scalar(newest.limit(1)) or 0


def sums_of(session: Session, collection: Collection, price: Yen) -> ResaleSums:
    return resale_sums(price, collection.royalty_basis_points, fee_basis_points(session))


def open_asks(session: Session, now: int, *conditions: ColumnElement[bool]) -> list[AskView]:
    """Those anybody may take, the cheapest first: signed, in time, of a token that has not moved since and may move."""
    found = (
        _with_holding(ResaleAsk)
        .where(
            Token.owner == ResaleAsk.seller,
            ResaleAsk.buyer == ZERO_ADDRESS,
            ResaleAsk.signature.is_not(None),
            ResaleAsk.deadline > now,
            *conditions,
        )
        .order_by(ResaleAsk.price, ResaleAsk.id)
        .limit(_SHOWN)
    )
    rows = session.execute(found).all()
    keys = {(ask.collection, ask.token_id) for ask, _, _ in rows}
    moves = moves_of_many(session, keys)
    stands = standings(session, [(series, (ask.collection, ask.token_id)) for ask, _, series in rows], now)
    fee, views = fee_basis_points(session), []
    for ask, token, series in rows:
        key = (ask.collection, ask.token_id)
        if ask.moves == moves[key] and stands[key].may_move and not series.locked:
            sums = resale_sums(ask.price, series.royalty_basis_points, fee)
            views.append(AskView(ask, Holding(token, series), stands[key], sums))
    return views


def open_ask_of(session: Session, collection: Address, token_id: int, now: int) -> AskView | None:
    found = open_asks(session, now, ResaleAsk.collection == collection, ResaleAsk.token_id == token_id)
    return found[0] if found else None


def find_ask(session: Session, ask_id: int) -> ResaleAsk:
    """Raises: AskUnknown."""
    ask = session.get(ResaleAsk, ask_id)
    if ask is None or ask.signature is None or ask.buyer != ZERO_ADDRESS:
        raise AskUnknown(ask_id)
    return ask


def offer_view(session: Session, offer_id: int, buyer: Address, now: int) -> OfferView:
    """Raises: OfferUnknown, also for anybody else's."""
    offer = session.get(ResaleOffer, offer_id)
    if offer is None or offer.buyer != buyer:
        raise OfferUnknown(offer_id)
    return view_of(session, offer, now)


def offers_for(session: Session, collection: Address, token_id: int, now: int) -> list[OfferView]:
    """What may be accepted for a token, the highest first."""
    same = and_(ResaleOffer.collection == collection, ResaleOffer.token_id == token_id)
    found = _answerable(now).where(same).order_by(ResaleOffer.price.desc(), ResaleOffer.id).limit(_SHOWN)
    return [view for offer in session.scalars(found) if (view := view_of(session, offer, now)).is_answerable]


def offers_to(session: Session, holder: Address, now: int) -> list[OfferView]:
    """What others offer for what somebody holds."""
    owned = and_(Token.collection == ResaleOffer.collection, Token.token_id == ResaleOffer.token_id)
    found = _answerable(now).join(Token, owned).where(Token.owner == holder, ResaleOffer.buyer != holder)
    offers: Sequence[ResaleOffer] = session.scalars(found.order_by(ResaleOffer.price.desc()).limit(_SHOWN)).all()
    return [view for offer in offers if (view := view_of(session, offer, now)).is_answerable]


def offers_by(session: Session, buyer: Address, now: int) -> list[OfferView]:
    """What somebody offered and still waits for, the newest first."""
    signed = select(ResaleOffer).where(ResaleOffer.buyer == buyer, ResaleOffer.signature.is_not(None))
    views = [
        view_of(session, offer, now) for offer in session.scalars(signed.order_by(ResaleOffer.id.desc()).limit(50))
    ]
    return [view for view in views if view.state in (OfferState.OPEN, OfferState.PENDING, OfferState.FAILED)]


def view_of(session: Session, offer: ResaleOffer, now: int) -> OfferView:
    done = session.scalar(select(Resale).filter_by(offer_id=offer.offer_id))
    holding = find_holding(session, offer.collection, offer.token_id)
    sums = sums_of(session, holding.collection, offer.price)
    if done is not None:
        sums = ResaleSums(done.price, done.royalty, done.fee, done.proceeds)
    return OfferView(offer, holding, _state(session, offer, done, now), sums, done.tx_hash if done else None)


def _state(session: Session, offer: ResaleOffer, done: Resale | None, now: int) -> OfferState:
    if done is not None:
        return OfferState.FINAL if done.block_number <= finalized_block(session) else OfferState.CONFIRMED
    state = OfferState(offer.state)
    is_waiting = state in (OfferState.AWAITING_SIGNATURE, OfferState.OPEN)
    return OfferState.EXPIRED if is_waiting and now >= offer.valid_before else state


def _answerable(now: int) -> Select[ResaleOffer]:
    return select(ResaleOffer).where(
        ResaleOffer.ask_id.is_(None),
        ResaleOffer.state == OfferState.OPEN,
        ResaleOffer.valid_before > now,
    )


def _with_holding(table: type[ResaleAsk]) -> Select[ResaleAsk, Token, Collection]:
    same = and_(Token.collection == table.collection, Token.token_id == table.token_id)
    return (
        select(table, Token, Collection)
        .join(Token, same)
        .join(ChainCollection, ChainCollection.address == table.collection)
        .join(Collection, Collection.number == ChainCollection.number)
    )
